import { expect, test } from 'vitest'
import { checkHolds } from '@mettrace/kit-codes/serial/check-character'
import { testDatabase } from '../../../test/database.ts'
import { demonstrationPersonIds, postDemonstrationPeople } from '../identity/demonstration/post-people.ts'
import { roundsOfTheDay } from './rounds-of-the-day.ts'
import { supplyOfTheDay } from './supply-of-the-day.ts'
import { coverageOf } from '../rooms/deliver/deployments/coverage.ts'
import { deploymentsListed } from '../rooms/deliver/deployments/deployments.ts'
import { loadDemonstration } from './load-demonstration.ts'

const { database, owner } = await testDatabase()
const day = new Date('2026-01-05T12:00:00Z')

test('the made-up city has two years of supply with stock, losses, counts and a recall', async () => {
  await loadDemonstration(database, { homes: 6000, seed: 1, until: '2026-01-05' }, () => undefined)
  const { rows } = await owner.query<Record<string, number>>(
    `select (select count(*)::int from engagement.kit_batch) as batches,
            (select count(*)::int from engagement.supply_contract) as contracts,
            (select count(distinct to_char(at, 'YYYY-MM'))::int from engagement.kit_act
             where kind = 'received' and id in (select act from engagement.kit_movement m join engagement.kit k on k.id = m.kit
                                                where k.batch is not null)) as receipts,
            (select count(distinct holder_kind)::int from engagement.kit_position) as holders,
            (select count(*)::int from engagement.kit_position where holder = 'gone:lost') as lost,
            (select count(*)::int from engagement.kit_position where stopped = 'recalled') as recalled,
            (select count(distinct batch)::int from engagement.kit_position where stopped = 'recalled') as "recalledBatches",
            (select count(*)::int from engagement.kit_stop) as recalls,
            (select count(*)::int from engagement.kit_notice) as told,
            (select count(*)::int from engagement.kit_acknowledgement) as acknowledged,
            (select count(*)::int from engagement.kit_variance) as variances,
            (select count(*)::int from engagement.kit_variance_decision) as decided,
            (select count(*)::int from engagement.kit_batch where announced <> (
               select count(*) from engagement.kit where batch = kit_batch.id)) as "wronglyAnnounced"`,
  )
  expect(rows[0]).toMatchObject({
    batches: 11,
    contracts: 2,
    receipts: 11,
    holders: 5,
    recalledBatches: 1,
    recalls: 1,
    variances: 3,
    decided: 1,
    wronglyAnnounced: 0,
  })
  expect(rows[0]?.['lost']).toBeGreaterThan(0)
  expect(rows[0]?.['recalled']).toBeGreaterThan(10)
  const { recalled = 0, told = 0, acknowledged = 0 } = rows[0] ?? {}
  expect(told).toBeLessThan(recalled)
  expect(acknowledged).toBeLessThan(told)
  expect(acknowledged).toBeGreaterThan(0)
  const kits = await owner.query<{ serial: string }>('select serial from engagement.kit')
  expect(kits.rows.length).toBeGreaterThan(900)
  expect(kits.rows.filter(({ serial }) => !checkHolds(serial) || /[IO]/.test(serial))).toEqual([])
})

test('its deployments are covered as they were approved, with no more kits than they bind', async () => {
  const { listed, coverage } = await database.withActor(
    { id: 'test', role: 'planner' },
    'deployments of a test',
    async (tx) => {
      const { deployments } = await deploymentsListed(tx, { today: '2026-01-05' })
      return { listed: deployments, coverage: await coverageOf(tx, deployments) }
    },
  )
  const shares = listed.flatMap(({ id, kits }) => {
    const { share, withKit, reached } = coverage.get(id)!
    // Of the homes with a kit some have had one for longer.
    expect(withKit).toBeLessThanOrEqual(1.04 * (kits ?? 0))
    return [{ share: share ?? 0, reached }]
  })
  expect(shares.some(({ reached }) => reached)).toBe(true)
  expect(shares.some(({ reached }) => !reached)).toBe(true)
  expect(Math.max(...shares.map(({ share }) => share))).toBeLessThan(0.88)
})

const underWay = async () => {
  const { rows } = await owner.query<Record<string, number>>(
    `select (select count(*)::int from engagement.kit_position where holder like 'person:%') as "inHand",
            (select count(*)::int from engagement.kit_position where holder like 'transit:%') as "onTheWay",
            (select count(*)::int from engagement.kit_position where disputed > 0) as disputed,
            (select count(*)::int from engagement.kit k where not exists (
               select from engagement.kit_position p where p.id = k.id)) as "toCome",
            (select count(*)::int from engagement.team_member) as members`,
  )
  return rows[0]
}

test('its people have kits in hand and on the way, a batch is to come, and one report contradicts the ledger; once', async () => {
  await supplyOfTheDay(database, day, await demonstrationPersonIds(database))
  expect(await underWay()).toMatchObject({ inHand: 0, members: 0 })
  await postDemonstrationPeople(database)
  await supplyOfTheDay(database, day, await demonstrationPersonIds(database))
  const begun = await underWay()
  expect(begun).toEqual({ inHand: 20, onTheWay: 44, disputed: 1, toCome: 60, members: 8 })
  await supplyOfTheDay(database, day, await demonstrationPersonIds(database))
  expect(await underWay()).toEqual(begun)
})

/** Homes of each person's assignment. */
const given = async () => {
  const { rows } = await owner.query<{ person: string; homes: number }>(
    `select person, (select count(*)::int from engagement.assignment_home h where h.assignment = a.id) as homes
     from engagement.assignment a`,
  )
  return new Map(rows.map(({ person, homes }) => [person, homes]))
}

test('two of its people have streets to walk, once', async () => {
  const people = await demonstrationPersonIds(database)
  await roundsOfTheDay(database, day, people)
  const begun = await given()
  expect([...begun.keys()].toSorted()).toEqual(
    [people.get('ward-officer'), people.get('pcso-1-1')].toSorted(),
  )
  for (const homes of begun.values()) expect(homes).toBeGreaterThanOrEqual(45)
  await roundsOfTheDay(database, day, people)
  expect(await given()).toEqual(begun)
})
