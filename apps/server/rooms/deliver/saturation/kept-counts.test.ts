import fc from 'fast-check'
import type pg from 'pg'
import { describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../test/database.ts'
import { SaturationHistory, type Happening } from '../../../../../test/saturation-history.ts'
import { historiesToDraw, testCounts } from '../../../../../test/counts.ts'

const runs = historiesToDraw({ reduced: 30, full: 300 })
const length = 40

const number = fc.nat({ max: 100_000 })
const happening: fc.Arbitrary<Happening> = fc.record({
  what: number,
  home: number,
  other: number,
  day: number,
  pick: number,
})
const happenings = fc.array(happening, { minLength: length, maxLength: length })

/** A database of its own whose streets are counted in areas. */
const counting = async () => {
  const made = await freshDatabase()
  // As every transaction of the product has it.
  await made.owner.query('set jit = off')
  await made.owner.query(`insert into places.vintage (kind, valid_from) values ('lsoa', '2021-01-01')`)
  return made
}

/** Runs a history. Returns what is wrong after it: with homes, by the model, and with what is kept, by counting it anew. */
const runHistory = async (
  owner: pg.Client,
  all: readonly Happening[],
): Promise<{ wrong: string[]; happened: ReadonlyMap<string, number> }> => {
  const history = new SaturationHistory(owner)
  await history.begin()
  for (const each of all) await history.happen(each)
  const { rows } = await owner.query('select * from engagement.rebuild_states($1)', [history.ward])
  const after = await owner.query('select * from engagement.rebuild_states($1)', [history.ward])
  // Rebuilding puts right what it finds, and finds nothing the second time.
  expect(after.rows).toEqual([])
  const wrong = await history.wrong()
  await history.end()
  return {
    wrong: [...wrong, ...rows.map((row) => JSON.stringify(row))],
    happened: history.happened,
  }
}

test(
  `after each of ${runs} random histories what is kept is what its facts come to`,
  async () => {
    const { owner, drop } = await counting()
    const happened = new Map<string, number>()
    try {
      await fc.assert(
        fc.asyncProperty(happenings, async (all) => {
          const history = await runHistory(owner, all)
          expect(history.wrong).toEqual([])
          for (const [name, times] of history.happened) happened.set(name, (happened.get(name) ?? 0) + times)
        }),
        { numRuns: runs, endOnFailure: true },
      )
    } finally {
      await drop()
    }
    expect(happened.size).toBe(16)
    expect([...happened].filter(([, times]) => times < runs / 4)).toEqual([])
  },
  testCounts.full ? 3_600_000 : 240_000,
)

const withoutTrigger = (table: string): string => `drop trigger keep_states on ${table}`
/** Another body of a function: what is replaced must be there. */
const replaced =
  (name: string, found: string, put: string) =>
  async (owner: pg.Client): Promise<void> => {
    const { rows } = await owner.query<{ body: string }>(
      'select pg_get_functiondef($1::regprocedure) as body',
      [name],
    )
    const { body } = rows[0]!
    if (!body.includes(found)) throw new Error(`${name} has no ${found}`)
    await owner.query(body.replaceAll(found, put))
  }
const states = 'engagement.states_of(uuid[])'
const keep = 'engagement.keep_states_of(uuid[])'

const faults: [string, string | ((owner: pg.Client) => Promise<void>)][] = [
  ['undone visits are not heard of', withoutTrigger('engagement.event_turn')],
  ['a disputed bottle counts', replaced(states, '(p.disputed = 0)', 'true')],
  ['streets forget what homes were before', replaced(keep, 'where had is not null', 'where false')],
  ['what is said by cards is not heard of', withoutTrigger('engagement.card_request')],
  [
    'a decline that its household has taken back still counts',
    replaced(states, 'engagement.request_stands(r.message, r.event)', 'engagement.stands(r.event)'),
  ],
  ['what households say of their kits is not heard of', withoutTrigger('engagement.kit_statement')],
  [
    'a household that says it moves takes nothing along',
    replaced(states, "(s.what = 'moving'::text)", 'false'),
  ],
  ['settled disputes are not heard of', withoutTrigger('engagement.kit_settlement')],
  ['movements are not heard of', withoutTrigger('engagement.kit_movement')],
  ['decisions about homes are not heard of', withoutTrigger('engagement.home_decision')],
  ['editions are not heard of', withoutTrigger('places.address_decision')],
  ['the rule of bedsits is not heard of', withoutTrigger('foundation.setting')],
  ['areas are not heard of', withoutTrigger('places.point_area')],
  ['households that move are not heard of', withoutTrigger('engagement.resident')],
  ['an undo of an undo is not heard of', replaced(states, 't_1.turn DESC', 't_1.turn')],
  ['marks last for ever', replaced(states, '5 years', '500 years')],
  ['a home never begins anew', replaced(states, '(f.day >= m.ends_on)', 'false')],
  [
    'days of ends are not moved',
    replaced(keep, 'where by_day.protected <> 0', 'where false and by_day.protected <> 0'),
  ],
]

describe('a planted fault is found', () => {
  test.each(testCounts.full ? faults : faults.slice(0, 3))(
    '%s',
    async (_, plant) => {
      const { owner, drop } = await counting()
      try {
        await (typeof plant === 'string' ? owner.query(plant) : plant(owner))
        const found = async (): Promise<boolean> => {
          for (const all of fc.sample(happenings, { numRuns: 1000, seed: 1 }))
            if ((await runHistory(owner, all)).wrong.length > 0) return true
          return false
        }
        expect(await found()).toBe(true)
      } finally {
        await drop()
      }
    },
    240_000,
  )
})
