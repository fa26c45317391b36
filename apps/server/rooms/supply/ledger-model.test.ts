import fc from 'fast-check'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../test/database.ts'
import { wrongWithLedger } from '../../../../test/ledger-check.ts'
import { LedgerRun, type Command } from '../../../../test/ledger-commands.ts'
import { ledgerPeople } from '../../../../test/ledger-people.ts'
import { historiesToDraw, testCounts } from '../../../../test/counts.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { moveKits, receiveKits } from './facts.ts'
import { tellLate } from './late-facts.ts'
import { stock } from './stock.ts'

const clients = 8
const runs = historiesToDraw({ reduced: 30, full: 300 })
const length = 50

const number = fc.nat({ max: 1000 })
const command: fc.Arbitrary<Command> = fc.record({
  // Movements are what mostly happens: of sixteen numbers the first five have a meaning of their own.
  what: fc.nat({ max: 15 }),
  kit: number,
  many: number,
  who: number,
  to: number,
  astray: fc.integer({ min: 0, max: 6 }).map((each) => each === 0),
  again: fc.integer({ min: 0, max: 4 }).map((each) => each === 0),
})

const ledger = async () => {
  const made = await freshDatabase()
  return { ...made, people: await ledgerPeople(made.database, made.owner) }
}
type Ledger = Awaited<ReturnType<typeof ledger>>

/** Runs commands by so many clients at once on bottles of their own. Returns what is wrong afterwards. */
const runCommands = async (
  { database, owner, people }: Ledger,
  commands: readonly Command[],
): Promise<{ wrong: string[]; succeeded: number; refused: number }> => {
  const { box, ids } = await people.announce(12)
  const run = new LedgerRun(database, owner, people, [...ids.keys()])
  await run.run({ ...commands[0]!, what: 0 }, box)
  const left = [...commands]
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let next = left.pop(); next; next = left.pop()) await run.run(next, box)
    }),
  )
  const { done, refusals, succeeded, wrong } = run.told
  const all = [...wrong, ...(await wrongWithLedger(owner, people.keepers, done, [...ids.values()]))]
  return { wrong: all, succeeded, refused: refusals.length }
}

describe('random commands by eight clients at once', () => {
  test(
    `${runs} runs of ${length} make, lose and double no bottle, and every refusal says why`,
    async () => {
      const made = await ledger()
      let [succeeded, refused] = [0, 0]
      try {
        await fc.assert(
          fc.asyncProperty(fc.array(command, { minLength: length, maxLength: length }), async (commands) => {
            const result = await runCommands(made, commands)
            succeeded += result.succeeded
            refused += result.refused
            expect(result.wrong).toEqual([])
          }),
          { numRuns: runs, endOnFailure: true },
        )
        // Both kinds are tried, not one alone.
        expect(succeeded).toBeGreaterThan(runs * 10)
        expect(refused).toBeGreaterThan(runs * 2)
        const { rows } = await made.owner.query<{ kits: number }>(
          'select count(*)::int4 as kits from engagement.kit_position',
        )
        const lead = made.people.of('programme_lead').person.actor
        const all = await made.database.withActor(lead, 'stock', stock)
        expect(all.reduce((sum, { kits }) => sum + kits, 0)).toBe(rows[0]!.kits)
      } finally {
        await made.drop()
      }
    },
    testCounts.full ? 3_600_000 : 300_000,
  )
})

const someoneWaits = `select exists (select from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock') as waits`

/** Two acts on the same bottles: the first is committed when the second waits for it, or has come to its end. */
const race = async (
  { database, owner }: Ledger,
  acts: readonly (readonly [Ledger['people']['movers'][number], Parameters<typeof moveKits>[2]])[],
): Promise<Map<string, number>> => {
  const done = new Map<string, number>()
  const held = Promise.withResolvers<void>()
  const first = Promise.withResolvers<void>()
  const [one, two] = acts
  const attempt = async ([mover, move]: (typeof acts)[number], wait: boolean): Promise<void> => {
    const work = database.withActor(mover.person.actor, 'a race', async (tx) => {
      const { kits } = await moveKits(tx, mover.person.actor.id, move)
      if (wait) {
        first.resolve()
        await held.promise
      }
      return kits
    })
    await work.then(
      (kits) => done.set(move.id, kits),
      () => undefined,
    )
  }
  const leading = attempt(one!, true)
  await first.promise
  const following = attempt(two!, false)
  const isOver = following.then(() => true)
  const waits = async (): Promise<boolean> =>
    (await owner.query<{ waits: boolean }>(someoneWaits)).rows[0]!.waits
  while (!(await Promise.race([isOver, sleep(20, false)])) && !(await waits()));
  held.resolve()
  await Promise.all([leading, following])
  return done
}

/** A ledger with a box of two bottles in the central store. */
const stocked = async () => {
  const made = await ledger()
  const { box, ids } = await made.people.announce(2)
  const store = made.people.of('store_keeper')
  const done = new Map<string, number>()
  const act = uuidv7()
  await made.database.withActor(store.person.actor, 'receive', (tx) =>
    receiveKits(tx, store.person.actor.id, { id: act, at: new Date(), kits: { box } }),
  )
  done.set(act, 2)
  const wrong = (): Promise<string[]> =>
    wrongWithLedger(made.owner, made.people.keepers, done, [...ids.values()])
  return { ...made, box, ids, store, done, wrong, serial: [...ids.keys()][0]! }
}
const bcu = (name: 'North' | 'South') => ({ to: `bcu:${name}` as const, place: { ward: null, bcu: name } })
const sending = (box: string, to: 'North' | 'South') =>
  ({ id: uuidv7(), kind: 'sent', at: new Date(), from: 'store', kits: { box }, ...bcu(to) }) as const

describe('a planted fault is found', () => {
  test.each([false, true])('the unique key of places in a life dropped: %s', async (planted) => {
    const made = await stocked()
    try {
      if (planted)
        await made.owner.query('alter table engagement.kit_movement drop constraint kit_movement_once')
      const done = await race(made, [
        [made.store, sending(made.box, 'North')],
        [made.store, sending(made.box, 'South')],
      ])
      for (const [act, kits] of done) made.done.set(act, kits)
      expect(done.size).toBe(planted ? 2 : 1)
      const wrong = await made.wrong()
      if (planted) expect(wrong.join('\n')).toMatch(/stands where|takes it from who did not have it/)
      else expect(wrong).toEqual([])
    } finally {
      await made.drop()
    }
  })

  test.each([false, true])('the key that says who had a bottle dropped: %s', async (planted) => {
    const made = await stocked()
    try {
      if (planted)
        await made.owner.query('alter table engagement.kit_movement drop constraint kit_movement_held')
      const act = uuidv7()
      const ofAnother = made.owner.query(
        `with act as (
           insert into engagement.kit_act (id, kind, at, kits, bcu, actor)
           values ($1, 'issued', now(), 1, 'North', $3) returning *
         )
         insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, from_holder, holder, bcu, actor)
         select gen_random_uuid(), $2, 2, act.id, act.kind, act.at, before.at, 'bcu:South', 'bcu:North', act.bcu, act.actor
         from act, engagement.kit_movement before where before.kit = $2`,
        [act, [...made.ids.values()][0], made.store.person.actor.id],
      )
      if (!planted) await expect(ofAnother).rejects.toMatchObject({ constraint: 'kit_movement_held' })
      else made.done.set(act, (await ofAnother).rowCount ?? 0)
      const wrong = await made.wrong()
      if (planted) expect(wrong.join('\n')).toContain('takes it from who did not have it')
      else expect(wrong).toEqual([])
    } finally {
      await made.drop()
    }
  })

  test.each([false, true])('a transfer confirmed twice: %s', async (planted) => {
    const made = await stocked()
    try {
      const sent = sending(made.box, 'North')
      await made.database.withActor(made.store.person.actor, 'send', (tx) =>
        moveKits(tx, made.store.person.actor.id, sent),
      )
      made.done.set(sent.id, 2)
      if (planted)
        await made.owner.query(
          `alter table engagement.kit_movement drop constraint kit_movement_once, drop constraint kit_movement_ends cascade`,
        )
      const keeper = made.people.of('stock_keeper', 'North')
      const taking = () =>
        ({
          id: uuidv7(),
          kind: 'taken',
          at: new Date(),
          from: `transit:${sent.id}`,
          transfer: sent.id,
          kits: { box: made.box },
          ...bcu('North'),
        }) as const
      const done = await race(made, [
        [keeper, taking()],
        [keeper, taking()],
      ])
      for (const [act, kits] of done) made.done.set(act, kits)
      expect(done.size).toBe(planted ? 2 : 1)
      const wrong = await made.wrong()
      if (planted) expect(wrong.join('\n')).toContain('a transfer is confirmed twice')
      else expect(wrong).toEqual([])
    } finally {
      await made.drop()
    }
  })

  test.each([false, true])('nobody asks who answers for the bottles: %s', async (planted) => {
    const made = await stocked()
    try {
      if (planted)
        await made.owner.query(
          `create policy planted on engagement.kit_movement for insert to mettrace_programme_lead
           with check ((select foundation.actor_id()) is not null)`,
        )
      const lead = made.people.of('programme_lead')
      const taken = sending(made.box, 'North')
      const attempt = made.database.withActor(lead.person.actor, 'send', (tx) =>
        moveKits(tx, lead.person.actor.id, taken),
      )
      if (!planted) await expect(attempt).rejects.toMatchObject({ code: 'not_allowed' })
      else made.done.set(taken.id, (await attempt).kits)
      const wrong = await made.wrong()
      if (planted) expect(wrong.join('\n')).toContain('by somebody who did not answer for it')
      else expect(wrong).toEqual([])
    } finally {
      await made.drop()
    }
  })

  test.each([false, true])('a retry adds a movement: %s', async (planted) => {
    const made = await stocked()
    try {
      if (planted)
        await made.owner.query(
          `create function engagement.planted() returns trigger language plpgsql
             as $$ begin new.id := gen_random_uuid(); return new; end $$;
           create trigger planted before insert on engagement.kit_act for each row when (new.kind = 'missing')
             execute function engagement.planted()`,
        )
      const { actor } = made.store.person
      const asked = {
        id: uuidv7(),
        kind: 'missing',
        at: new Date(),
        from: 'store',
        to: 'gone:lost',
        reason: 'counted',
        kits: { serials: [made.serial] },
      } as const
      const attempt = () => made.database.withActor(actor, 'missing', (tx) => moveKits(tx, actor.id, asked))
      const first = await attempt()
      made.done.set(asked.id, first.kits)
      const again = await attempt().catch(() => undefined)
      expect(again?.again).toBe(planted ? undefined : true)
      const wrong = await made.wrong()
      if (planted) expect(wrong.join('\n')).toContain('was refused, or done twice')
      else expect(wrong).toEqual([])
    } finally {
      await made.drop()
    }
  })

  test.each([false, true])('a disputed fact is counted: %s', async (planted) => {
    const made = await stocked()
    try {
      if (planted)
        await made.owner.query(
          `create function engagement.planted() returns trigger language plpgsql security definer
             set mettrace.change_by = 'planted'
             as $$ begin update engagement.kit_position set holder = new.holder where id = new.kit; return null; end $$;
           create trigger planted after insert on engagement.kit_movement for each row when (new.sequence is null)
             execute function engagement.planted()`,
        )
      const officer = made.people.of('ward_officer', 'North')
      const home = made.people.homes.find(({ bcu: of }) => of === 'North')!
      const id = uuidv7()
      await made.database.withActor(officer.person.actor, 'late', (tx) =>
        tellLate(tx, officer.person.actor.id, {
          id,
          kind: 'delivered',
          at: new Date(),
          serial: made.serial,
          from: officer.person.actor.id as 'person:x',
          to: `home:${home.id}`,
          place: home,
        }),
      )
      made.done.set(id, 1)
      const wrong = await made.wrong()
      if (planted) expect(wrong.join('\n')).toContain('its position is not where its facts end')
      else expect(wrong).toEqual([])
    } finally {
      await made.drop()
    }
  })
})
