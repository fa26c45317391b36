import { batchRequest } from '../../packages/protocol/batch/batch.ts'
import { wholeRefusals, type WholeRefusal } from '../../packages/protocol/batch/whole-refusals.ts'
import type { Formats } from '../../packages/protocol/events/formats.ts'
import { judgeBatch } from '../../packages/protocol/judge/judge-batch.ts'
import { cursorOf, positionOf, type Cursor } from '../../packages/protocol/pages/cursor.ts'
import {
  changesRequest,
  manifestRequest,
  type PageName,
  type PageState,
} from '../../packages/protocol/pages/pages.ts'
import { momentOf, type DeviceId, type PersonId } from '../../packages/protocol/words/values.ts'
import type { Reply } from '../../packages/phone-sync/ports.ts'
import { pagesOfScope } from './city.ts'
import { beginTransaction, changesAfter, commit, pagesAt, servedTo, statesOf } from './feed.ts'
import { assignmentsOf, newRecords, type Records } from './records.ts'
import type { Chance } from './seeded.ts'
import { lookKey, looksOf, type ToldLook } from './looks.ts'
import { memoryActs } from './memory-acts.ts'
import type { Server } from './station.ts'
import { writeJudged } from './write-judged.ts'
import type { World } from './world.ts'

/** Pages of somebody, and what stands for their list. */
type Scope = { token: string; pages: readonly PageName[] }

const refused = (code: WholeRefusal): Reply => ({ status: wholeRefusals[code], body: { refused: code } })

/** Keeps homes that were opened, each once. */
const keepLooked = ({ looked }: Records, told: readonly ToldLook[]): void => {
  const known = new Set(looked.map(lookKey))
  looked.push(...told.filter((look) => !known.has(lookKey(look))))
}

/** The server over its records in memory; `formats`: what it reads. */
export const openServer = (world: World, chance: Chance, formats: Formats): Server => {
  const pause = (): Promise<void> => world.wait(server.process, 0, 60)
  /** In so many cases of a hundred a moment is too long ago for its pages to be served. */
  let forgets = 3

  /** The person of a session that may ask; a refusal otherwise. */
  const askedBy = (phone: number, body: { device: DeviceId; person: PersonId }): PersonId | Reply => {
    const session = server.sessions.get(phone)
    if (server.revoked.has(body.device)) return refused('revoked')
    if (!session || session.until < world.now() || session.person !== body.person)
      return refused('sign-in-needed')
    return session.person
  }

  const states = new Map<string, PageState[]>()

  /** What pages come to at a cursor; asked again and again while nothing happens. */
  const statesAt = ({ epoch, feed }: Records, cursor: Cursor, { token, pages }: Scope): PageState[] => {
    const key = `${epoch} ${cursor} ${token}`
    const known = states.get(key) ?? statesOf(pagesAt(feed, positionOf(cursor), pages))
    states.set(key, known)
    return known
  }

  const scopeOf = (person: PersonId): Scope => {
    const own = assignmentsOf(server.records, person)
    const token = `${person.slice(-2)} ${own.map((each) => each.slice(-2)).join(' ')}`
    const pages = pagesOfScope(person, own)
    server.scopes.set(token, pages)
    return { token, pages }
  }

  const takeEvents = async (phone: number, body: unknown): Promise<Reply> => {
    const read = batchRequest.safeParse(body)
    if (!read.success) return refused('not-understood')
    const batch = read.data
    const person = askedBy(phone, batch)
    if (typeof person !== 'string') return person
    const { records } = server
    const head = { epoch: records.epoch, serverTime: momentOf(world.now()) }
    if (batch.epoch !== null && batch.epoch !== records.epoch)
      return { status: 200, body: { ...head, answers: [] } }
    const sender = { person, device: batch.device }
    const receivedAt = world.now()
    const judge = (): ReturnType<typeof judgeBatch> =>
      judgeBatch({ ...records, sender }, batch, receivedAt, formats)
    let judged = judge()
    const written = records.written.length
    const transaction = beginTransaction(records.feed)
    // Some transactions take long; others, begun later, are committed before them.
    await world.wait(server.process, 0, chance.percent(20) ? 5_000 : 60)
    // Unique keys refuse what another transaction has written meanwhile: then it is judged by what stands now.
    if (records.written.length !== written) judged = judge()
    commit(records.feed, transaction, writeJudged(records, judged, person))
    keepLooked(records, looksOf(batch))
    await pause()
    const answers = judged.map(({ answer }) => answer)
    return { status: 200, body: { ...head, answers, ...(batch.looked && { looked: true }) } }
  }

  const giveManifest = async (phone: number, body: unknown): Promise<Reply> => {
    const { device, person: asked } = manifestRequest.parse(body)
    const person = askedBy(phone, { device, person: asked })
    if (typeof person !== 'string') return person
    const { epoch, feed } = server.records
    const scope = scopeOf(person)
    const cursor = cursorOf(servedTo(feed))
    const answer = {
      epoch,
      serverTime: momentOf(world.now()),
      cursor,
      scope: scope.token,
      pages: statesAt(server.records, cursor, scope),
    }
    await pause()
    return { status: 200, body: answer }
  }

  const givePage = async (phone: number, page: PageName, at: Cursor, epoch: string): Promise<Reply> => {
    const session = server.sessions.get(phone)
    if (!session) return refused('sign-in-needed')
    const { records } = server
    const isServed = records.epoch === epoch && scopeOf(session.person).pages.includes(page)
    if (!isServed || chance.percent(forgets)) return { status: 200, body: { kind: 'gone' } }
    const rows = [...pagesAt(records.feed, positionOf(at), [page]).get(page)!.values()]
    await pause()
    return { status: 200, body: { kind: 'page', page, rows } }
  }

  const giveChanges = async (phone: number, body: unknown): Promise<Reply> => {
    const asked = changesRequest.parse(body)
    const person = askedBy(phone, asked)
    if (typeof person !== 'string') return person
    const { epoch, feed } = server.records
    const scope = scopeOf(person)
    const head = { epoch, serverTime: momentOf(world.now()) }
    if (asked.epoch !== epoch || asked.scope !== scope.token)
      return { status: 200, body: { kind: 'start-again', ...head } }
    const piece = changesAfter(feed, asked.cursor, scope.pages, chance.between(1, 12))
    const proof = piece.isLast ? statesAt(server.records, piece.cursor, scope) : null
    await pause()
    return {
      status: 200,
      body: { kind: 'changes', ...head, changes: piece.changes, cursor: piece.cursor, pages: proof },
    }
  }

  const records = newRecords()
  const server: Server = {
    formats,
    records,
    feeds: new Map([[records.epoch, records.feed]]),
    sessions: new Map(),
    revoked: new Set(),
    scopes: new Map(),
    process: { alive: true },
    clears: () => {
      forgets = 0
    },
    answer: async (phone, question) => {
      await pause()
      switch (question.kind) {
        case 'events':
          return takeEvents(phone, question.body)
        case 'manifest':
          return giveManifest(phone, question.body)
        case 'changes':
          return giveChanges(phone, question.body)
        case 'pictures':
          // Nobody takes a picture in this town.
          return refused('not-understood')
        case 'page':
          return givePage(phone, question.page as PageName, question.at as Cursor, question.epoch)
      }
    },
    write: (rows) => {
      const { feed } = server.records
      commit(feed, beginTransaction(feed), rows(server.records))
    },
    has: (id) => server.records.answered.has(id),
    hasLooked: (look) => server.records.looked.some((each) => lookKey(each) === lookKey(look)),
    revoke: (device) => {
      server.revoked.add(device)
    },
    acts: memoryActs(world, () => server),
    pagesAt: (epoch, to, pages) => pagesAt(server.feeds.get(epoch)!, to, pages),
  }
  return server
}
