import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../test/database.ts'
import { neverOver, signIn, withoutProvider, type TestPerson } from '../../../../../test/signed-in.ts'
import { buildApp } from '../../../app.ts'
import { createLogger } from '../../../foundation/layout/log.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { bookIn } from '../exhibits/book-in.ts'
import { recordFacts } from '../exhibits/record-facts.ts'
import { addCounted, readCounted } from './counted.ts'
import { answerDifferences, differencesOf, missingSince, type Ruling } from './differences.ts'
import { storesDue } from './due.ts'
import { endStocktake } from './end-stocktake.ts'
import { dueInWords } from './stocktake-words.ts'
import { waiting } from './waiting.ts'
import { beginStocktake, stocktakeOf, storesCountedBy } from './stocktakes.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)
const app = await buildApp({ database, logger: createLogger('silent'), signIn: withoutProvider() })
afterAll(() => app.close())

let people: Record<'lena' | 'reza' | 'mara' | 'south' | 'investigator', TestPerson>
beforeAll(async () => {
  people = {
    lena: await signIn(database, 'custody', { place: 'North', name: 'Lena Amos' }),
    reza: await signIn(database, 'custody', { place: 'North', name: 'Reza Iqbal' }),
    mara: await signIn(database, 'custody', { place: 'North', name: 'Mara Dean' }),
    south: await signIn(database, 'custody', { place: 'South' }),
    investigator: await signIn(database, 'investigator'),
  }
  for (const person of Object.values(people)) await neverOver(owner, person)
})

type Who = keyof typeof people
const as = <T>(who: Who, work: (tx: Transaction, actor: string) => Promise<T>): Promise<T> =>
  database.withActor(people[who].actor, 'stocktakes', (tx) => work(tx, people[who].actor.id))

const booked = (who: Who, bcu: string, crime: string, references: readonly string[]): Promise<string[]> =>
  as(who, (tx, actor) =>
    bookIn(
      tx,
      actor,
      {
        id: uuidv7(),
        seizedAt: new Date(Date.now() - 1_200_000),
        seizedBy: 'officer:PC 4471 Stone',
        power: 'PACE s.54',
        crime,
        custody: null,
        scan: null,
        broughtAt: new Date(Date.now() - 600_000),
        bcu,
        paper: 'Property book 12',
        items: references.map((reference) => ({
          reference,
          description: 'jacket',
          kind: 'item' as const,
          seal: `${bcu}${crime}${reference}`.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''),
        })),
      },
      new Date(),
    ),
  )
const begun = async (who: Who = 'lena', bcu = 'North'): Promise<string> => {
  const id = uuidv7()
  await as(who, (tx, actor) => beginStocktake(tx, actor, { id, bcu }))
  return id
}
/** Counts lines, those that are not known too. */
const count = (who: Who, id: string, lines: readonly string[]) =>
  as(who, async (tx, actor) => {
    const read = await readCounted(tx, lines)
    await addCounted(
      tx,
      actor,
      await stocktakeOf(tx, id),
      read.flatMap((each) => ('fault' in each ? [] : [each])),
    )
    return read.flatMap((each) => ('fault' in each ? [`${each.line}: ${each.fault}`] : []))
  })
const finish = (who: Who, id: string) => as(who, (tx, actor) => endStocktake(tx, actor, id, { finish: true }))
const differences = (id: string, who: Who = 'lena') => as(who, (tx) => differencesOf(tx, id))
const answer = (who: Who, stocktake: string, rulings: readonly Ruling[], reason = 'looked again') =>
  as(who, (tx, actor) => answerDifferences(tx, actor, { stocktake, rulings, reason }))
const page = (who: Who, url: string, form?: Record<string, string>) =>
  app.inject({
    method: form ? 'POST' : 'GET',
    url,
    headers: {
      ...people[who].headers,
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form && { payload: new URLSearchParams(form).toString() }),
  })
const code = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )

describe('a stocktake', () => {
  let ids: string[]
  let other: string[]
  let id: string
  beforeAll(async () => {
    ids = await booked('lena', 'North', 'C1', ['JS/1', 'JS/2', 'JS/3', 'JS/4'])
    other = await booked('south', 'South', 'C2', ['AB/1'])
    id = await begun()
  })

  test('shows whoever counts no list, and hides none from others', async () => {
    expect((await page('reza', '/trace/exhibits')).body).toContain('JS/3')
    for (const list of ['here', 'due', 'all'])
      expect((await page('lena', `/trace/exhibits?show=${list}`)).body).not.toContain('JS/3')
    expect((await page('lena', '/trace/exhibits.csv?show=all')).body).not.toContain('JS/3')
    const shown = (await page('lena', `/trace/stocktakes/${id}`)).body
    expect(shown).toContain('You see no list')
    expect(shown).not.toContain('JS/3')
  })

  test('is counted by two at once, goes on after a break, and counts each thing once', async () => {
    expect(await count('lena', id, [ids[0]!, 'JS/2, C1', 'JS/1'])).toEqual([])
    expect(await count('reza', id, ['js 1, C1', 'NORTHC1JS3', '??', 'ZZ/9'])).toEqual(['??: none'])
    const { rows } = await owner.query<{ lines: number }>(
      'select count(*)::int4 as lines from enforcement.stocktake_line where stocktake = $1',
      [id],
    )
    // JS/1, JS/2, JS/3 and ZZ/9, whoever counted them again.
    expect(rows[0]!.lines).toBe(4)
    expect(await as('reza', (tx, actor) => storesCountedBy(tx, actor))).toEqual(['North'])
    expect(await as('mara', (tx, actor) => storesCountedBy(tx, actor))).toEqual([])
  })

  test('is of one store: another BCU sees and counts nothing of it', async () => {
    expect(await code(as('south', (tx) => stocktakeOf(tx, id)))).toBe('not_found')
    expect(
      await code(as('south', (tx, actor) => addCounted(tx, actor, { id, bcu: 'North' }, [{ said: 'ZZ/8' }]))),
    ).toBe('not_allowed')
  })

  test('ends with what is missing since it was last seen, by whom, and what is found and not known', async () => {
    await finish('lena', id)
    expect(await as('lena', (tx) => stocktakeOf(tx, id))).toMatchObject({
      how: 'finished',
      expected: 4,
      found: 3,
      missing: 1,
      others: 1,
      open: 2,
    })
    expect(await differences(id)).toMatchObject([
      { kind: 'missing', reference: 'JS/4', holder: 'store:North', seenBy: people.lena.actor.id },
      { kind: 'not known', said: 'ZZ/9', exhibit: null },
    ])
    expect((await page('mara', `/trace/stocktakes/${id}`)).body).toMatch(
      /JS\/4[\s\S]*Missing[\s\S]*Lena Amos/,
    )
    expect((await page('mara', `/trace/exhibits/${ids[3]}`)).body).toContain(
      'Missing in the stocktake of North',
    )
    expect((await page('lena', '/trace/exhibits')).body).toContain('JS/3')
  })

  test('takes nothing more once it has ended, and ends once', async () => {
    expect(await code(count('reza', id, ['JS/4, C1']))).toBe('exhibit_not_recorded')
    expect(await code(finish('reza', id))).toBe('done')
    expect(await code(as('reza', (tx, actor) => endStocktake(tx, actor, id, { reason: 'fire alarm' })))).toBe(
      'usage',
    )
    expect(await differences(id)).toHaveLength(2)
  })

  test('asks somebody who did not count, and the latest answer holds', async () => {
    const [missing] = await differences(id)
    const lost = { difference: missing!.id, kind: 'missing', outcome: 'lost' } as const
    expect(await code(answer('lena', id, [lost]))).toBe('not_allowed')
    await answer('mara', id, [{ ...lost, outcome: 'still looking' }])
    expect(await as('lena', (tx) => stocktakeOf(tx, id))).toMatchObject({ open: 2 })
    await answer('mara', id, [lost])
    expect(await as('lena', (tx) => stocktakeOf(tx, id))).toMatchObject({ open: 1 })
    expect(await as('mara', (tx) => missingSince(tx, ids[3]!))).toMatchObject({ outcome: 'lost' })
    await answer('investigator', id, [{ ...lost, outcome: 'found here' }], 'behind shelf 3')
    expect(await as('mara', (tx) => missingSince(tx, ids[3]!))).toBeUndefined()
    expect(await code(answer('mara', uuidv7(), [lost]))).toBe('not_found')
  })

  test('knows what was counted before as last seen by whoever counted it', async () => {
    const next = await begun('mara')
    await finish('mara', next)
    const found = await differences(next)
    expect(found.map(({ reference, seenBy }) => [reference, seenBy])).toEqual([
      ['JS/1', people.lena.actor.id],
      ['JS/2', people.lena.actor.id],
      ['JS/3', people.reza.actor.id],
      ['JS/4', people.lena.actor.id],
    ])
  })

  test('finds a thing that the record has elsewhere', async () => {
    const next = await begun('investigator')
    await count('investigator', next, [other[0]!])
    await as('lena', (tx, actor) =>
      recordFacts(
        tx,
        actor,
        { id: uuidv7(), at: new Date(), to: 'courier:Fast', paper: 'W 1' },
        [{ exhibit: ids[1]!, condition: 'intact' }],
        new Date(),
      ),
    )
    await finish('investigator', next)
    const found = await differences(next, 'investigator')
    expect(found.find(({ kind }) => kind === 'not expected')).toMatchObject({
      reference: 'AB/1',
      holder: 'store:South',
    })
    expect(found.filter(({ kind }) => kind === 'missing').map(({ reference }) => reference)).toEqual([
      'JS/1',
      'JS/3',
      'JS/4',
    ])
  })
})

test('a form loses nothing: what was understood is counted, the rest asked again', async () => {
  await booked('south', 'South', 'C3', ['QQ/1', 'QQ/2'])
  const id = await begun('south', 'South')
  const sent = await page('south', `/trace/stocktakes/${id}`, { exhibits: 'QQ/1\nQQ/77\n??', act: uuidv7() })
  expect(sent.statusCode).toBe(400)
  expect(sent.body).toContain('We do not know QQ/77 here')
  expect(sent.body).toContain('?? is no reference, seal or label')
  expect(sent.body).toMatch(/<textarea[^>]*>QQ\/77\n\?\?<\/textarea>/)
  expect(sent.body).toContain('1 item so far')
  expect(
    (await page('south', `/trace/stocktakes/${id}`, { exhibits: 'QQ/77', known: 'yes' })).statusCode,
  ).toBe(303)
  const secret = await page('south', `/trace/stocktakes/${id}/end`, {
    how: 'stop',
    why: 'the store door code 4471 no longer works',
  })
  expect([secret.statusCode, secret.body.includes('<a href="#why">This looks like the code')]).toEqual([
    400,
    true,
  ])
  const stopped = await page('south', `/trace/stocktakes/${id}/end`, { how: 'stop', why: 'fire alarm' })
  expect(stopped.statusCode).toBe(303)
  expect((await page('south', `/trace/stocktakes/${id}`)).body).toContain('It does not count as a stocktake')
})

const due = async (day: string) => {
  const stores = await as('investigator', (tx) => storesDue(tx, 4, new Date(`${day}T12:00:00Z`)))
  return dueInWords(stores.find(({ bcu }) => bcu === 'East')!)
}
const waits = (day: string) =>
  as('south', (tx) => waiting(tx, { actor: people.south.actor, now: new Date(`${day}T12:00:00Z`) }))

// VAGO 2018, case 32.
test('two of four stocktakes of a year: the page says 2 of 4 and names the quarters without', async () => {
  for (const [at, day] of ['2025-02-03', '2025-08-20', '2025-08-21'].entries()) {
    const id = uuidv7()
    await owner.query(
      `with begun as (insert into enforcement.stocktake (id, bcu, actor, begun_at) values ($1, 'East', 'test', $2::date))
       select`,
      [id, day],
    )
    await owner.query(
      `insert into enforcement.stocktake_end (stocktake, bcu, how, reason, expected, found, actor, ended_at)
       values ($1, 'East', $2, $3, $4, $4, 'test', $5::date)`,
      [id, at === 2 ? 'stopped' : 'finished', at === 2 ? 'fire' : null, at === 2 ? null : 0, day],
    )
  }
  expect(await due('2025-12-31')).toEqual({
    done: '2 of 4',
    missing: 'April to June 2025; October to December 2025 (due by 31 December 2025)',
  })
  expect((await page('investigator', '/trace/stocktakes')).body).toContain('East')
  // South was never counted to the end; what a part of the year lacks waits for its store, a month before its end at the earliest.
  expect(await waits('2025-02-27')).toMatchObject({ count: 0 })
  expect(await waits('2025-03-01')).toMatchObject({ count: 1, thing: '1 store' })
  expect(await waits('2025-04-05')).toMatchObject({ count: 1 })
})

test('whatever is counted while it ends is compared, or refused', async () => {
  const [first] = await booked('south', 'South', 'C9', ['RR/1'])
  for (let turn = 0; turn < 6; turn += 1) {
    const id = await begun('south', 'South')
    const [counted] = await Promise.all([
      code(as('south', (tx, actor) => addCounted(tx, actor, { id, bcu: 'South' }, [{ exhibit: first! }]))),
      finish('investigator', id),
    ])
    const missing = (await differences(id, 'south')).some(({ exhibit }) => exhibit === first)
    expect(missing).toBe(counted !== 'done')
  }
})
