import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../../../../test/database.ts'
import { putSaturationTown } from '../../../../../test/saturation-town.ts'
import { signIn } from '../../../../../test/signed-in.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { correctNotice, notices, recordNotice } from '../notices/notices.ts'
import { signsFor, type Condition } from './conditions.ts'
import { exposureByMonth, signsPutUp } from './exposure.ts'
import { checkSign, placeSign } from './record-sign.ts'
import { checksOfSign, signOf, signs, standingByArea } from './signs.ts'

const { database, owner } = await testDatabase()
await putSaturationTown(database, owner)
const north = await signIn(database, 'sergeant', { place: 'North' })
const south = await signIn(database, 'sergeant', { place: 'South' })

const asNorth = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
  database.withActor(north.actor, 'signs of a test', work)
const place = (over: Partial<Parameters<typeof placeSign>[2]> = {}): Promise<string> =>
  asNorth(async (tx) => {
    const id = over.id ?? uuidv7()
    await placeSign(tx, north.actor.id, {
      easting: 530_025,
      northing: 180_050,
      place: 'Lamp post',
      placedOn: '2026-01-10',
      nextCheck: null,
      ...over,
      id,
    })
    return id
  })
const put = (easting: number, placedOn: string): Promise<string> => place({ easting, placedOn })
const find = (sign: string, found: Condition, onDay: string): Promise<void> =>
  asNorth((tx) =>
    checkSign(tx, north.actor.id, { id: uuidv7(), sign, found, onDay, nextCheck: null, note: null }),
  )

test('so many homes need so many signs, the last of them too', () => {
  expect([0, 1, 18, 19, 1726].map((homes) => signsFor(homes, 18))).toEqual([0, 1, 1, 2, 96])
})

describe('signs', () => {
  test('sent twice are one, and are found in the area around them', async () => {
    const id = await place()
    await place({ id })
    const listed = await asNorth((tx) => signs(tx, 'E1'))
    expect(listed).toMatchObject([
      { id, area: 'E1', ward: 'W1', found: 'good', foundOn: '2026-01-10', total: 1 },
    ])
  })

  test('cannot be placed where no home of the sergeant’s own is', async () => {
    const outside = expect.objectContaining({ code: 'usage', where: { about: 'easting' } }) as unknown
    await expect(place({ easting: 531_000 })).rejects.toEqual(outside)
  })

  test('of another BCU are not there', async () => {
    const id = await place()
    const asSouth = database.withActor(south.actor, 'signs of a test', (tx) => signOf(tx, id))
    await expect(asSouth).rejects.toMatchObject({ code: 'not_found' })
  })

  test('are as they were recorded last, whatever day that tells of', async () => {
    const id = await place()
    await find(id, 'removed', '2026-03-01')
    await find(id, 'damaged', '2026-02-01')
    const { found, checks } = await asNorth(async (tx) => ({
      found: await signOf(tx, id),
      checks: await checksOfSign(tx, id),
    }))
    expect(found).toMatchObject({ found: 'damaged', foundOn: '2026-02-01' })
    expect(checks.map((each) => each.found)).toEqual(['damaged', 'removed', 'good'])
  })
})

test('exposure by month counts signs on their streets, and each item as it was corrected', async () => {
  // All in the second area, which has none yet.
  const [first, second, third, fourth] = [
    await put(530_060, '2026-01-10'),
    await put(530_070, '2026-02-20'),
    await put(530_080, '2026-02-21'),
    await put(530_090, '2026-02-22'),
  ]
  await find(first, 'worn', '2026-03-01')
  await find(second, 'missing', '2026-04-02')
  await find(third, 'never there', '2026-04-03')
  await find(fourth, 'removed', '2026-02-25')
  const item = uuidv7()
  await asNorth(async (tx) => {
    const poster = { kind: 'poster', area: 'E2', onDay: '2026-03-05', number: 12, words: null } as const
    await recordNotice(tx, north.actor.id, { ...poster, id: item })
    await recordNotice(tx, north.actor.id, { ...poster, id: item })
    await recordNotice(tx, north.actor.id, { ...poster, id: uuidv7(), kind: 'press item', number: 1 })
    await correctNotice(tx, north.actor.id, item, {
      id: uuidv7(),
      onDay: '2026-04-05',
      number: 9,
      words: null,
    })
  })
  const { months, putUp, standing, listed } = await asNorth(async (tx) => ({
    months: await exposureByMonth(tx, ['E2'], '2026-05'),
    putUp: await signsPutUp(tx, ['E2']),
    standing: await standingByArea(tx, ['E2']),
    listed: await notices(tx),
  }))
  const none = { stickers: 0, leaflets: 0 }
  expect(months).toEqual([
    { month: '2026-01', signs: 1, pressItems: 0, posters: 0, ...none },
    { month: '2026-02', signs: 2, pressItems: 0, posters: 0, ...none },
    { month: '2026-03', signs: 2, pressItems: 1, posters: 0, ...none },
    { month: '2026-04', signs: 1, pressItems: 0, posters: 9, ...none },
    { month: '2026-05', signs: 1, pressItems: 0, posters: 0, ...none },
  ])
  expect([putUp.get('E2'), standing.get('E2')]).toEqual([3, 1])
  expect(listed.map(({ kind, number, isCorrected }) => [kind, number, isCorrected])).toEqual([
    ['poster', 9, true],
    ['press item', 1, false],
  ])
})
