import type { InjectOptions } from 'fastify'
import { buildApp } from '../../../apps/server/app.ts'
import { createLogger } from '../../../apps/server/foundation/layout/log.ts'
import { uuidv7 } from '../../../apps/server/foundation/uuid.ts'
import { endAssignment } from '../../../apps/server/rooms/deliver/sync/assignments/assignments.ts'
import { actOnPhone } from '../../../apps/server/rooms/deliver/sync/phones/phone-list.ts'
import { stopKits } from '../../../apps/server/rooms/supply/stop-kits.ts'
import { batchAnswer, batchRequest } from '../../../packages/protocol/batch/batch.ts'
import { formats } from '../../../packages/protocol/events/formats.ts'
import { manifest } from '../../../packages/protocol/pages/pages.ts'
import type { EventId } from '../../../packages/protocol/words/values.ts'
import type { Question, Reply } from '../../../packages/phone-sync/ports.ts'
import { withoutProvider, type TestPerson } from '../../signed-in.ts'
import { unlimited } from '../../unlimited.ts'
import { assignments, kits, persons } from '../city.ts'
import type { Chance } from '../seeded.ts'
import { lookKey, looksOf } from '../looks.ts'
import type { Session, Station } from '../station.ts'
import type { World } from '../world.ts'
import type { Cluster } from './cluster.ts'
import type { Outside } from './outside.ts'
import { heldBy, readPageLog } from './page-log.ts'
import { pausing } from './pausing.ts'
import { giveRound, streets } from './put-town.ts'
import { halfWritten, readKept } from './read-kept.ts'

/** In so many pauses of a thousand the connection is cut there. */
const cutsInThousand = 3

const never = new Promise<never>(() => undefined)
const at = <T>(list: readonly T[], roll: number): T => list[Math.floor(roll * list.length)]!

/** The product's own routes and rules over a database of a cluster, in the time of a world. */
export type PostgresStation = Station & {
  /** What is kept at the end, and what of it does not fit together. */
  read: () => Promise<Awaited<ReturnType<typeof readKept>> & { faults: string[] }>
  close: () => Promise<void>
}

const requestOf = (question: Question): InjectOptions =>
  question.kind === 'page'
    ? { url: `/deliver/sync/pages/${question.page}?at=${question.at}&epoch=${question.epoch}` }
    : { method: 'POST', url: `/deliver/sync/${question.kind}`, payload: question.body as object }

export const openPostgresStation = async (
  cluster: Cluster,
  world: World,
  outside: Outside,
  chance: Chance,
): Promise<PostgresStation> => {
  await cluster.begin()
  const always = { alive: true }
  let present = {}
  let known = new Set<EventId>()
  let knownLooks = new Set<string>()
  let epoch = 1
  const logs = new Map<number, Awaited<ReturnType<typeof readPageLog>>>()
  const sessions = new Map<number, Session>()
  const scopes: Station['scopes'] = new Map()

  let isRough = true
  // Some transactions are long open when they have written all: others, begun later, are committed before them.
  const database = pausing(cluster.database, async (tx, before) => {
    if (isRough && chance.between(0, 999) < cutsInThousand) {
      const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid')
      await cluster.cut(rows[0]?.pid)
    }
    const isLong = isRough && chance.percent(before === 'commit' ? 25 : 1)
    await outside.wait(world.wait(always, 0, isLong ? 8_000 : 12))
  })
  const app = await buildApp({
    database,
    logger: createLogger('silent'),
    signIn: withoutProvider(() => new Date(world.now())),
    limits: unlimited,
  })
  await app.ready()

  /** What somebody at a desk does, in its own time; what a cut connection undoes, or somebody else has done, is not done. */
  const atDesk = (work: () => Promise<unknown>): void => {
    void outside.run(work).catch(() => undefined)
  }
  const { sergeant, lead, officers } = cluster.people
  const cookieOf = (session: Session | undefined): TestPerson['headers'] | undefined =>
    session && officers[persons.indexOf(session.person)]?.headers

  /** Ends the server: nobody hears what was under way, and transactions that are open come to nothing. */
  const end = (): void => {
    present = {}
  }
  const noteAnswers = (question: Question, body: unknown): void => {
    if (question.kind === 'events') {
      const { data } = batchAnswer.safeParse(body)
      for (const { id } of data?.answers ?? []) known.add(id)
      if (data?.looked)
        for (const look of looksOf(batchRequest.parse(question.body))) knownLooks.add(lookKey(look))
    }
    if (question.kind === 'manifest') {
      const { data } = manifest.safeParse(body)
      if (data)
        scopes.set(
          data.scope,
          data.pages.map(({ page }) => page),
        )
    }
  }

  return {
    formats,
    sessions,
    scopes,
    clears: () => {
      isRough = false
    },
    answer: async (phone, question): Promise<Reply> => {
      const asked = present
      const headers = cookieOf(sessions.get(phone))
      const came = await outside.run(async () =>
        app.inject({ ...requestOf(question), headers: { cookie: headers?.cookie ?? '' } }),
      )
      if (asked !== present) return never
      let body: unknown
      try {
        body = came.json()
      } catch {
        body = undefined
      }
      if (came.statusCode === 200) noteAnswers(question, body)
      return { status: came.statusCode, body }
    },
    has: (id) => known.has(id),
    hasLooked: (look) => knownLooks.has(lookKey(look)),
    revoke: (device) =>
      atDesk(() =>
        cluster.database().withActor(sergeant.actor, 'revoke a phone of a simulation', (tx) =>
          actOnPhone(tx, sergeant.actor.id, uuidv7(), {
            phone: device,
            kind: 'revoked',
            words: 'Lost',
            at: new Date(world.now()),
          }),
        ),
      ),
    acts: {
      'server restarts': async ({ rolls }) => {
        // Half of the time the database alone: who asks is told that the server is busy.
        if (rolls[0] < 0.5) end()
        await cluster.cut()
      },
      backup: async () => {
        await cluster.backup()
      },
      restore: async () => {
        end()
        await cluster.cut()
        logs.set(epoch, await readPageLog(cluster.owner()))
        epoch++
        await cluster.restore(epoch)
        const kept = await readKept(cluster.owner())
        known = new Set(kept.written)
        knownLooks = new Set(kept.looked.map(lookKey))
      },
      'home moves': ({ rolls }) =>
        atDesk(() =>
          giveRound(database, sergeant, {
            id: uuidv7(),
            person: at(persons, rolls[0]),
            given: [at(streets, rolls[1])],
          }),
        ),
      'round changes hands': ({ rolls }) =>
        atDesk(async () => {
          const turn = Math.floor(rolls[0] * assignments.length)
          await database.withActor(sergeant.actor, 'end a round of a simulation', (tx) =>
            endAssignment(tx, sergeant.actor.id, assignments[turn], {
              at: new Date(world.now()),
              reason: 'Ill',
            }),
          )
          await giveRound(database, sergeant, {
            id: uuidv7(),
            person: at(persons, rolls[1]),
            given: [streets[turn]!],
          })
        }),
      // Notes come from phones alone.
      'safety note': () => undefined,
      'kit stops': ({ rolls }) =>
        atDesk(() =>
          database.withActor(lead.actor, 'stop a kit of a simulation', (tx) =>
            stopKits(tx, lead.actor.id, {
              id: uuidv7(),
              kind: 'quarantined',
              at: new Date(world.now()),
              reason: 'Leaks',
              of: { serials: [at(kits, rolls[0])] },
            }),
          ),
        ),
    },
    pagesAt: (of, to, pages) => heldBy(logs.get(Number(of)) ?? [], Number(of), to, pages),
    read: async () => {
      const kept = await readKept(cluster.owner())
      logs.set(epoch, await readPageLog(cluster.owner()))
      return { ...kept, faults: halfWritten(kept) }
    },
    close: () => app.close(),
  }
}
