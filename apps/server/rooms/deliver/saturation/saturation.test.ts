import { describe, expect, test } from 'vitest'
import type { Fact } from '@mettrace/protocol/events/facts'
import type { HomeId } from '@mettrace/protocol/words/values'
import { testDatabase } from '../../../../../test/database.ts'
import { afternoon, deliveredAt, noAnswerAt } from '../../../../../test/phone-events.ts'
import { batchOf, phoneTown, receivedAt, type Walker } from '../../../../../test/phone-town.ts'
import { encodeWkb } from '../../../places/wkb.ts'
import type { Actor } from '../../../foundation/with-actor.ts'
import { takeBatch } from '../sync/judge/take-batch.ts'
import { placeCounts } from './counts.ts'
import { placeCountedHomes } from './place-counted.ts'
import { placeOfCode } from './place.ts'
import { rebuildSaturation } from './rebuild.ts'
import { saturationOfPlace, type PlaceSaturation } from './saturation.ts'

const { database, owner } = await testDatabase()
await owner.query(`insert into places.vintage (kind, valid_from) values ('lsoa', '2021-01-01')`)
// Each ward has its first two homes in the first area and its other two in the second.
for (const [code, west, east] of [
  ['E01000001', 530_000, 530_025],
  ['E01000002', 530_025, 530_050],
] as const) {
  const ring = Float64Array.of(west, 179_000, east, 179_000, east, 181_000, west, 181_000, west, 179_000)
  await owner.query(
    `insert into places.area (kind, valid_from, code, name, min_easting, min_northing, max_easting, max_northing,
       centre_easting, centre_northing, vertices, boundary)
     values ('lsoa', '2021-01-01', $1, $1, $2, 179000, $3, 181000, ($2::int + $3::int) / 2, 180000, 5, $4)`,
    [code, west, east, encodeWkb([[ring]])],
  )
}
const town = await phoneTown(database, owner)
const [khan, reid] = town.walkers
const { stranger } = town
const lead = town.people.of('programme_lead').person.actor
const sergeant = town.people.of('sergeant', 'North').person.actor
const importer: Actor = { id: 'command line: test', role: 'importer' }

for (const { device, mover } of [khan, reid])
  await owner.query('insert into engagement.phone (id, actor, enrolled_at) values ($1, $2, now())', [
    device,
    mover.person.actor.id,
  ])

let sequence = 0
const tell = async (walker: Walker, ...facts: Fact[]): Promise<void> => {
  const events = facts.map((fact) => walker.event(++sequence, fact))
  const answers = await takeBatch(database, walker.mover.person.actor, batchOf(walker, events), receivedAt)
  expect(answers.map(({ answer }) => answer)).toEqual(facts.map(() => 'accepted'))
}
const refusedAt = (home: HomeId): Fact => ({ kind: 'refused', home, position: null, reason: 'not-wanted' })
const now = new Date(afternoon + 5 * 3_600_000)
const asked = (actor: Actor, code?: string): Promise<PlaceSaturation> =>
  database.withActor(actor, 'saturation of a test', async (tx) =>
    saturationOfPlace(tx, code === undefined ? {} : await placeOfCode(tx, code), now),
  )

const kept = async (): Promise<unknown[]> => rebuildSaturation(database, importer)
const [h1, h2, h3, h4] = khan.homes as [HomeId, HomeId, HomeId, HomeId]

describe('what phones tell', () => {
  test('is counted in its transaction, for each place and for everybody alike', async () => {
    await placeCountedHomes(database)
    const [kit] = await town.kitsOf(khan, 1)
    await tell(khan, deliveredAt(h1, kit!), noAnswerAt(h2), refusedAt(h3))
    await tell(reid, noAnswerAt(h2))
    // Eight homes: one protected, one refused, one without an answer, five not tried; 85% of them are seven.
    const force = {
      homes: 8,
      excluded: 0,
      offered: 2,
      protected: 1,
      deliveredOnly: 0,
      refused: 1,
      noAnswer: 1,
      notYet: 5,
      share: 1 / 8,
      shareWithExcluded: 1 / 8,
      shareOfFound: 1 / 2,
      toGo: 6,
      open: [5, 0, 1, 0, 0, 0, 0],
      edition: null,
      verified: null,
    }
    expect(await asked(lead)).toMatchObject(force)
    expect(await asked(lead, 'W1')).toMatchObject({
      homes: 4,
      protected: 1,
      notYet: 1,
      toGo: 3,
      share: 1 / 4,
    })
    expect(await asked(lead, 'North')).toMatchObject({ homes: 4, protected: 1 })
    const first = { homes: 4, protected: 1, noAnswer: 1, notYet: 2, open: [2, 0, 1, 0, 0, 0, 0] }
    expect(await asked(lead, 'E01000001')).toMatchObject(first)
    // An area across a border is the same to a sergeant of one side.
    expect(await asked(sergeant, 'E01000001')).toMatchObject(first)
    expect(await asked(khan.mover.person.actor, 'W1')).toMatchObject({ homes: 4, protected: 1 })
    expect(await kept()).toEqual([])
  })

  test('is nobody else’s: another ward is not there, and no home is read', async () => {
    const outside = stranger.mover.person.actor
    await expect(asked(outside, 'W1')).rejects.toMatchObject({ code: 'not_found' })
    expect(await asked(outside)).toMatchObject({ homes: 4, protected: 0 })
    const streets = await database.withActor(outside, 'streets of a test', (tx) =>
      placeCounts(tx, 'street', {}, '2026-11-29'),
    )
    expect(streets.map(({ of }) => of)).toEqual(['W2 Street'])
    await expect(
      database.withActor(lead, 'homes', (tx) => tx.query('select from engagement.home_state')),
    ).rejects.toMatchObject({ code: '42501' })
    await expect(
      database.withActor(importer, 'counts', (tx) =>
        tx.query('update engagement.street_count set homes = 0'),
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })

  test('by two officers at once at the same doors is counted whole', async () => {
    for (let round = 0; round < 5; round++)
      await Promise.all([
        tell(khan, noAnswerAt(h4), noAnswerAt(h2)),
        tell(reid, noAnswerAt(h2), noAnswerAt(h4)),
      ])
    const { rows } = await owner.query(
      'select tries from engagement.home_state where home = any ($1) order by tries',
      [[h2, h4]],
    )
    expect(rows).toEqual([{ tries: 10 }, { tries: 12 }])
    expect(await kept()).toEqual([])
  })

  test('is undone with what it undoes, and a mark ends without anybody writing it', async () => {
    const later = (day: string): Promise<PlaceSaturation> =>
      database.withActor(lead, 'saturation of a test', (tx) =>
        saturationOfPlace(tx, { ward: 'W1' }, new Date(`${day}T12:00:00Z`)),
      )
    expect(await later('2031-11-25')).toMatchObject({ protected: 1, ended: 0, offered: 2, notYet: 0 })
    expect(await later('2031-11-26')).toMatchObject({
      protected: 0,
      ended: 1,
      offered: 1,
      notYet: 1,
      open: [1, 0, 0, 0, 0, 0, 2],
    })
    const { rows } = await owner.query<{ id: string }>(
      `select event as id from engagement.visit where home = $1 and outcome = 'protected'`,
      [h1],
    )
    await tell(khan, { kind: 'undo', of: rows[0]!.id } as Fact)
    expect(await asked(lead, 'W1')).toMatchObject({ protected: 0, deliveredOnly: 0, offered: 1 })
    expect(await kept()).toEqual([])
  })
})

describe('how old figures are', () => {
  test('follows the phones of whoever walks there, and silent ones are counted', async () => {
    expect(await asked(lead, 'W1')).toMatchObject({ asOf: now, phones: 0, silentPhones: 0 })
    const heard = async ({ device, mover }: Walker, hoursAgo: number, unsent: number): Promise<Date> => {
      const at = new Date(now.getTime() - hoursAgo * 3_600_000)
      const { id } = mover.person.actor
      await owner.query(
        `insert into engagement.phone_contact (phone, at, unsent, set_aside, storage, actor) values ($1, $2, $3, 0, 'works', $4)`,
        [device, at, unsent, id],
      )
      return at
    }
    const last = await heard(khan, 2, 0)
    await heard(khan, 50, 4)
    await heard(reid, 30, 1)
    expect(await asked(lead, 'W1')).toMatchObject({ asOf: last, phones: 2, silentPhones: 1 })
    expect(await asked(lead, 'E01000001')).toMatchObject({ asOf: last, phones: 2, silentPhones: 1 })
    expect(await asked(lead, 'W2')).toMatchObject({ asOf: now, phones: 0, silentPhones: 0 })
  })
})

test('what was kept otherwise is found, told and put right', async () => {
  await owner.query(
    `update engagement.street_count set protected = protected + 3 where ward = 'W1' and area = 'E01000001'`,
  )
  await owner.query(`update engagement.home_state set state = 'refused' where home = $1`, [h4])
  const differed = await kept()
  expect(differed).toContainEqual({
    ward: 'W1',
    area: 'E01000001',
    street: 'W1 Street',
    what: 'protected',
    kept: 3,
    counted: 0,
  })
  expect(differed).toContainEqual(
    expect.objectContaining({ what: 'homes kept as refused, counted as no answer', kept: 1, counted: 1 }),
  )
  expect(await kept()).toEqual([])
})
