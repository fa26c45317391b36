import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { historiesToDraw, testCounts } from '../../../../../test/counts.ts'
import { freshDatabase } from '../../../../../test/database.ts'
import { wrongWithExhibits } from '../../../../../test/exhibit-check.ts'
import {
  exhibitKeepers,
  exhibitPeople,
  ExhibitRun,
  type Command,
} from '../../../../../test/exhibit-commands.ts'

const clients = 8
const runs = historiesToDraw({ reduced: 12, full: 300 })
const length = 50

const number = fc.nat({ max: 1000 })
const oneIn = (many: number): fc.Arbitrary<boolean> => fc.nat({ max: many - 1 }).map((each) => each === 0)
const command: fc.Arbitrary<Command> = fc.record({
  // Hand-overs are what mostly happens: of sixteen numbers the first nine have a meaning of their own.
  what: fc.nat({ max: 15 }),
  exhibit: number,
  who: number,
  to: number,
  astray: oneIn(7),
  again: oneIn(5),
  blind: oneIn(6),
})

const exhibits = async () => {
  const fresh = await freshDatabase()
  const people = await exhibitPeople(fresh.database, fresh.owner)
  return { ...fresh, people, keepers: exhibitKeepers(people) }
}
type Made = Awaited<ReturnType<typeof exhibits>>

let made: Made
beforeAll(async () => {
  made = await exhibits()
})
afterAll(() => made.drop())

/** Runs commands by so many clients at once on the exhibits of one case. Returns what is wrong afterwards. */
const runCommands = async (
  { database, owner, people, keepers }: Made,
  crime: string,
  commands: readonly Command[],
) => {
  const run = new ExhibitRun(database, owner, people, crime)
  await Promise.all([run.book(0, 0), run.book(2, 1)])
  // With the seal of the first.
  await run.book(2, 0)
  const left = [...commands]
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let next = left.pop(); next; next = left.pop()) await run.run(next)
    }),
  )
  const { done, refusals, succeeded, wrong } = run.told
  return { wrong: [...wrong, ...(await wrongWithExhibits(owner, keepers, done, crime))], succeeded, refusals }
}

describe('random commands by eight clients at once', () => {
  test(
    `${runs} runs of ${length} leave no gap, no two hands, no seal twice and no time backwards, and every refusal says why`,
    async () => {
      let [succeeded, case_] = [0, 0]
      const refused = new Map<string, number>()
      await fc.assert(
        fc.asyncProperty(fc.array(command, { minLength: length, maxLength: length }), async (commands) => {
          const result = await runCommands(made, `C${++case_}`, commands)
          succeeded += result.succeeded
          for (const words of result.refusals) {
            const why = words.replaceAll(/\S*\d\S*/g, '#')
            refused.set(why, (refused.get(why) ?? 0) + 1)
          }
          expect(result.wrong).toEqual([])
        }),
        { numRuns: runs, endOnFailure: true },
      )
      // Both kinds are tried, not one alone, and refusals of many kinds.
      expect(succeeded).toBeGreaterThan(runs * 10)
      expect([...refused.values()].reduce((sum, each) => sum + each, 0)).toBeGreaterThan(runs * 5)
      const all = [...refused.keys()].join('\n')
      for (const why of [
        'not confirmed',
        'was used before',
        'before its last step',
        'enter the paper',
        ...(testCounts.full ? ['nothing follows', 'legal hold'] : []),
      ])
        expect(all).toContain(why)
    },
    testCounts.full ? 3_600_000 : 300_000,
  )
})

/** What the database says against a planted fact, and how to make it silent. */
const planted = [
  {
    fault: 'a gap is accepted',
    fact: { sequence: 3, before_at: 'p.at', from_holder: 'p.holder' },
    silence: ['exhibit_event_follows', 'exhibit_event_once'],
    refusedBy: 'exhibit_event_follows',
    found: 'there is a gap',
  },
  {
    fault: 'it goes from a hand that does not have it',
    fact: { from_holder: `'store:South'`, holder: `'courier:Van'`, kind: `'sent'`, paper: `'W 1'` },
    silence: ['exhibit_event_follows'],
    refusedBy: 'exhibit_event_follows',
    found: 'two hands have it',
  },
  {
    fault: 'both hands are not asked',
    fact: { holder: `'store:South'`, bcu: `'South'`, kind: `'moved'` },
    silence: ['exhibit_event_both'],
    refusedBy: 'exhibit_event_both',
    found: 'one hand was not asked',
  },
  {
    fault: 'a seal is not unique',
    fact: { kind: `'sealed'`, seal: `'USED1'`, new_seal: `'USED1'` },
    silence: ['exhibit_event_seal'],
    refusedBy: 'exhibit_event_seal',
    found: 'is used twice',
  },
  {
    fault: 'the order of times is unchecked',
    fact: { at: `p.at - interval '1 hour'` },
    silence: ['exhibit_event_time'],
    refusedBy: 'exhibit_event_time',
    found: 'time runs backwards',
  },
  {
    fault: 'something is done after destruction',
    fact: { shelf: `'1'` },
    after: 'gone:destroyed',
    silence: ['exhibit_event_end', 'exhibit_event_hands'],
    refusedBy: 'exhibit_event_end',
    found: 'after its end',
  },
] as const

const plain = {
  sequence: 2,
  kind: `'moved'`,
  at: 'p.at',
  before_at: 'p.at',
  from_holder: 'p.holder',
  holder: 'p.holder',
  from_bcu: 'p.bcu',
  bcu: 'p.bcu',
  shelf: 'null',
  seal_before: 'p.seal',
  seal: 'p.seal',
  new_seal: 'null',
  paper: 'null',
  offer: 'null::uuid',
  offered_by: 'null',
}

describe('a planted fault is found', () => {
  test.each(planted)('$fault', async ({ fault: _fault, fact, silence, refusedBy, found, ...rest }) => {
    const { owner, people, keepers } = made
    const [actor, other] = people.map((person) => person.actor.id)
    const seized = async (reference: string, seal: string): Promise<string> => {
      const { rows } = await owner.query<{ id: string }>(
        `with given as (select gen_random_uuid() as id), made as (
           insert into enforcement.exhibit (id, root, reference, kind, description, power, taken_on, crime_reference, bcu, actor)
           select id, id, $1, 'item', 'jacket', 'PACE s.54', now(), 'planted', 'North', $2 from given)
         insert into enforcement.exhibit_event (id, exhibit, sequence, act, kind, at, holder, bcu, seal, new_seal, actor)
         select gen_random_uuid(), id, 1, gen_random_uuid(), 'seized', now(), 'store:North', 'North', $3, nullif($3, ''), $2 from given
         returning exhibit as id`,
        [reference, actor, seal],
      )
      return rows[0]!.id
    }
    const plant = async (exhibit: string, given: object): Promise<void> => {
      const columns = { ...plain, ...given }
      await owner.query(
        `insert into enforcement.exhibit_event (id, exhibit, act, actor, ${Object.keys(columns).join(', ')})
         select gen_random_uuid(), p.exhibit, gen_random_uuid(), $2, ${Object.values(columns).join(', ')}
         from enforcement.exhibit_position p where p.exhibit = $1`,
        [exhibit, actor],
      )
    }
    const destroy = async (exhibit: string): Promise<void> => {
      const { rows } = await owner.query<{ id: string }>(
        `insert into enforcement.exhibit_offer (id, exhibit, after, from_holder, holder, authority, actor)
         values (gen_random_uuid(), $1, 1, 'store:North', 'gone:destroyed', 'DA 1', $2) returning id`,
        [exhibit, other],
      )
      const offer = { offer: `'${rows[0]!.id}'`, offered_by: `'${other}'` }
      await plant(exhibit, { ...offer, kind: `'destroyed'`, holder: `'gone:destroyed'` })
    }
    try {
      await owner.query('begin')
      await owner.query(`select set_config('mettrace.actor', 'test', true)`)
      await seized('JS/1', 'USED1')
      const one = await seized('JS/2', '')
      const isLate = 'after' in rest
      if (isLate) await destroy(one)
      const given = isLate ? { ...fact, sequence: 3 } : fact
      await owner.query('savepoint refused')
      await expect(plant(one, given)).rejects.toMatchObject({ constraint: refusedBy })
      await owner.query('rollback to refused')
      expect(await wrongWithExhibits(owner, keepers, new Map(), 'planted')).toEqual([])
      await owner.query('set constraints all immediate')
      for (const name of silence)
        await owner.query(`alter table enforcement.exhibit_event drop constraint ${name} cascade`)
      await plant(one, given)
      expect((await wrongWithExhibits(owner, keepers, new Map(), 'planted')).join('\n')).toContain(found)
    } finally {
      await owner.query('rollback')
    }
  })
})
