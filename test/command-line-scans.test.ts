import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'

const { answer, refusal, run, ownerUrl } = await commandLineOnEmptyFolder()
// The first command sets the database up.
await answer('settings')
const owner = new pg.Client({ connectionString: ownerUrl, options: '-c mettrace.change_by=test' })
await owner.connect()
afterAll(() => owner.end())

test('whether every detainee was scanned is told with denominators and intervals, and nobody is named', async () => {
  const days = ['--from', '2026-03-01', '--to', '2026-04-30']
  expect((await answer('scans', ...days)).results).toMatchObject({
    verdict: 'Was every detainee scanned? Not known',
    rows: [],
  })
  const suite = '00000000-0000-7000-8000-0000000c0001'
  await owner.query(
    `insert into enforcement.scan_place (id, kind, name, bcu, actor) values ($1, 'custody suite', 'Saltings', 'North', 'test')`,
    [suite],
  )
  await owner.query(
    `insert into enforcement.booked_in (id, place, bcu, on_day, shift, detainees, source, actor)
     select gen_random_uuid(), $1, 'North', day, 'early', 5, 'file', 'test' from unnest(array['2026-03-02', '2026-04-02']::date[]) day`,
    [suite],
  )
  await owner.query(
    `insert into enforcement.scan (id, at, on_day, shift, place, place_kind, bcu, subject, custody_reference, basis, result, actor)
     select gen_random_uuid(), day + interval '10 hours', day, 'early', $1, 'custody suite', 'North', 'person',
            '01CU/' || number || '/26', 'PACE s.54', 'nothing', 'test'
     from unnest(array['2026-03-02', '2026-03-09', '2026-04-02']::date[]) with ordinality as given (day, number)`,
    [suite],
  )
  const byShift = (await answer('scans', ...days, '--by', 'shift')) as {
    results: { rows: { shift: string }[] }
  }
  expect(byShift.results.rows.map(({ shift }) => shift)).toEqual(['early', 'late', 'night'])
  const byMonth = await answer('scans', ...days, '--by', 'month')
  expect(byMonth.results).toMatchObject({
    verdict: 'Was every detainee scanned? 20.0% were',
    rows: [
      { month: '2026-03', booked: 5, scanned: 1, noRecord: 4, apart: 1, share: 0.2 },
      { month: '2026-04', booked: 5, scanned: 1, noRecord: 4, apart: 0, share: 0.2 },
    ],
    total: { booked: 10, scanned: 2, share: 0.2 },
  })
  expect(byMonth.warnings).toEqual(['1 person in shifts without a number booked in: in no rate.'])
  expect((await answer('scans', ...days)).results).toMatchObject({
    rows: [{ place: suite, name: 'Saltings', booked: 10 }],
  })
  const { output } = await run('scans', ...days)
  expect(output).toMatch(/^Was every detainee scanned\? 20\.0% were\. No: 2 of 10/)
  expect(output).not.toContain('01CU')
  expect((await refusal(2, 'scans', '--from', '2026-02-30', '--to', '2026-03-01')).code).toBe('usage')
})
