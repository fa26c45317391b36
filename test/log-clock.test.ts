import { afterEach, beforeEach, expect, test } from 'vitest'
import { compareWithDatabase, type Comparison } from '../apps/server/foundation/log/compare-database.ts'
import { subjectDigestOf } from '../apps/server/foundation/log/digests.ts'
import { Sealer } from '../apps/server/foundation/log/sealer.ts'
import { entriesPage } from '../apps/server/rooms/account/list-entries.ts'
import { freshLog, type TestLog } from './log.ts'
import { testSecrets } from './secrets.ts'

const digestOf = subjectDigestOf(testSecrets)
let log: TestLog
beforeEach(async () => {
  log = await freshLog()
})
afterEach(() => log.drop())

const compare = (size: number): Promise<Comparison> =>
  log.database.keepHouse({ id: 'test', role: 'sealer' }, 'verify', (tx) =>
    compareWithDatabase(tx, log.parts.publication, size, digestOf),
  )

/** What was written and signed so far, as a clock that was three hours ahead would have had it. */
const threeHoursAhead = async (): Promise<void> => {
  await log.tamper(`update log.entry set at = at + interval '3 hours'`)
  await log.sealTo(4)
  await log.tamper(`update log.head set at = at + interval '3 hours' where size = 4`)
}

test('a clock that was put back by three hours is told as that, and nothing as changed', async () => {
  await log.consult('home-1', 'home-2', 'home-3', 'home-4')
  await threeHoursAhead()
  await log.consult('home-5', 'home-6')
  await log.sealTo(6)
  await log.consult('home-7')
  await log.sealTo(7)
  expect(await compare(7)).toMatchObject({
    agreed: 7,
    findings: [],
    clockJumps: [
      { where: 'entries 4 to 5', words: expect.stringContaining('went back by 3 hours') as string },
    ],
  })
})

test('an entry that says an old time by itself is back-dated all the same', async () => {
  await log.consult('home-1', 'home-2', 'home-3', 'home-4')
  await threeHoursAhead()
  await log.consult('home-5', 'home-6')
  await log.sealTo(6)
  await log.consult('home-7')
  await log.tamper(
    `update log.entry set at = at - interval '3 hours' where id = (select id from log.entry order by xid desc limit 1)`,
  )
  await log.sealTo(7)
  expect(await compare(7)).toMatchObject({
    findings: [{ where: 'entry 6', words: expect.stringContaining('back-dated') as string }],
  })
})

test('pages follow the tree, whatever the clocks said', async () => {
  await log.consult('home-1', 'home-1')
  await log.tamper(`update log.entry set at = at + interval '3 hours'`)
  await log.consult('home-1')
  const { entries } = await log.database.keepHouse({ id: 'test', role: 'sealer' }, 'read', (tx) =>
    entriesPage(tx, { subject: digestOf('home', 'home-1') }),
  )
  const times = entries.map(({ at }) => new Date(at).getTime())
  expect(times[0]).toBeLessThan(times[1] ?? 0)
  expect(times[1]).toBeGreaterThan(times[2] ?? 0)
})

test('the sealer writes down that the clock jumped, in the log and among the warnings', async () => {
  let ticks = 0
  const sealer = new Sealer({ ...log.parts, ticks: () => ticks })
  await log.consult('home-1')
  expect(await log.sealTo(1, sealer)).toBe(1)
  // The process has counted three hours more than the database's clock has gone on by.
  ticks += 3 * 3_600_000
  await sealer.pass()
  const { rows } = await log.owner.query<{ words: string }>('select words from log.alarm')
  expect(rows).toEqual([
    { words: expect.stringMatching(/clock of the database went back by 10,\d{3} seconds/) as string },
  ])
  expect(await log.sealTo(2, sealer)).toBe(2)
  const { rows: entries } = await log.owner.query<{ purpose: string }>(
    'select purpose from log.entry e join log.sealed s on s.entry = e.id where s.position = 1',
  )
  expect(entries[0]?.purpose).toMatch(/^the clock of the database went back/)
})

test('a clock that was put back while nothing ran is noticed by the last head', async () => {
  await log.consult('home-1')
  await log.sealTo(1)
  await log.tamper(`update log.head set at = at + interval '3 hours' where size = 1`)
  await new Sealer(log.parts).pass()
  expect((await log.owner.query('select from log.alarm')).rowCount).toBe(1)
})
