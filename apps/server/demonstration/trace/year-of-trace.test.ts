import { casesOfYear, codesOfCases, yearOfCustody } from '@mettrace/demo/trace'
import { residentsOf } from '@mettrace/demo/residents'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/database.ts'
import { demonstrationPersonIds, postDemonstrationPeople } from '../../identity/demonstration/post-people.ts'
import { loadDemonstration } from '../load-demonstration.ts'
import { yearOfTrace } from './year-of-trace.ts'

const { database, owner } = await testDatabase()
const [seed, until] = [1, '2026-06-15']
const count = async (from: string): Promise<number> =>
  (await owner.query<{ n: number }>(`select count(*)::int as n from ${from}`)).rows[0]!.n
const tell = async (): Promise<void> => yearOfTrace(database, await demonstrationPersonIds(database))
const facts = [
  'enforcement.scan',
  'enforcement.phone_scan',
  'enforcement.booked_in',
  'enforcement.exhibit_event',
  'enforcement.field_reading',
  'enforcement.laboratory_result',
  'enforcement.trace',
  'enforcement.owner_told',
  'enforcement.case_end',
]
const all = (): Promise<number[]> => Promise.all(facts.map(count))

test('codes are of kits whose resident had them before the offence', () => {
  const codes = codesOfCases(7, casesOfYear)
  const residents = residentsOf(7)
  const since = Array.from({ length: 200 }, () => residents.next().value!.daysAgo)
  expect(new Set(codes).size).toBe(casesOfYear.length)
  for (const [at, code] of codes.entries())
    expect(since[Number(code.slice(2)) - 1]).toBeGreaterThan(casesOfYear[at]!.offenceAgo)
})

test('where no city is loaded nothing is told, nor before its people are there', async () => {
  await tell()
  await loadDemonstration(database, { homes: 5000, seed, until }, () => undefined)
  await tell()
  expect(await all()).toEqual(facts.map(() => 0))
})

test('a year of scans counts as it does by hand, and every glow leads as far as its story', async () => {
  await postDemonstrationPeople(database)
  await tell()
  const { scans, shifts } = yearOfCustody(seed + 21)
  expect(await count(`enforcement.phone_scan where decision = 'accepted'`)).toBe(scans.length)
  expect(await count('enforcement.phone_scan')).toBe(scans.length)
  expect(await count('enforcement.scan')).toBe(scans.length + casesOfYear.length)
  expect(await count('enforcement.booked_in')).toBe(shifts.length)
  // More than were booked in are scanned in no shift.
  expect(
    await count(
      `(select s.on_day, s.shift from enforcement.scan s where s.subject = 'person' group by 1, 2
        having count(*) > (select b.detainees from enforcement.booked_in b where b.on_day = s.on_day and b.shift = s.shift)) more`,
    ),
  ).toBe(0)
  const found = casesOfYear.filter(({ mark }) => mark === 'ours').length
  expect(await count('enforcement.trace where kits = 1')).toBe(found)
  expect(await count('enforcement.trace where kits = 0')).toBe(1)
  expect(await count('enforcement.owner_told')).toBe(casesOfYear.filter(({ told }) => told).length)
  expect(await count(`enforcement.exhibit_position where holder = 'gone:owner'`)).toBe(1)
  expect(await count(`enforcement.exhibit_position where holder like 'laboratory:%'`)).toBe(1)
  expect(await count('enforcement.exhibit_event where late_because is not null')).toBe(0)
  expect(await count('identity.session where ended_at is null')).toBe(0)
})

test('told again it is the same year, also where it was cut off before its end', async () => {
  const before = await all()
  await tell()
  await owner.query(
    'set session_replication_role = replica; delete from enforcement.booked_in; set session_replication_role = origin',
  )
  await tell()
  expect(await all()).toEqual(before)
})
