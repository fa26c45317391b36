import { gzipSync } from 'node:zlib'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { MetTraceError } from '../../foundation/errors.ts'
import type { PanelColumns } from './panel-columns.ts'
import { readPanelFile, type PanelFile } from './panel-file.ts'

const folder = await mkdtemp(join(tmpdir(), 'mettrace-panel-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const columns: PanelColumns = {
  unit: 'area',
  time: 'month',
  outcome: ['burglaries'],
  treated: 'kits',
  covariates: [],
  compared: 'never',
}

const read = async (lines: readonly string[], more: Partial<PanelColumns> = {}): Promise<PanelFile> => {
  const path = join(folder, 'panel.csv')
  await writeFile(path, `${lines.join('\n')}\n`)
  return readPanelFile(path, { ...columns, ...more })
}

const refusal = (lines: readonly string[], more: Partial<PanelColumns> = {}): Promise<MetTraceError> =>
  read(lines, more).then(
    () => expect.unreachable('a number was given'),
    (error: MetTraceError) => error,
  )

/** Two areas, three months; B gets its kits in March. */
const good = [
  'area,month,burglaries,kits,homes',
  'B,2014-03,4,1,20',
  'A,2014-01,7,0,10',
  'A,2014-03,9,0,10',
  'A,2014-02,8,0,10',
  'B,2014-01,6,0,20',
  'B,2014-02,5,0,20',
]
const without = (line: number): string[] => good.filter((_, at) => at !== line)
const instead = (line: number, text: string): string[] => good.with(line, text)

/** Two areas at these times; A gets its kits at the third. */
const over = (times: readonly string[]): string[] => [
  'area,month,burglaries,kits',
  ...times.map((time, at) => `A,${time},1,${at === 2 ? 1 : 0}`),
  ...times.map((time) => `B,${time},1,0`),
]

describe('a long table', () => {
  test('becomes panels, whatever the order of its rows', async () => {
    const panel = await read(good, { covariates: ['homes'] })
    expect(panel.units).toEqual(['A', 'B'])
    expect(panel.times).toEqual(['2014-01', '2014-02', '2014-03'])
    expect(panel.outcomes[0]).toMatchObject({ name: 'burglaries', panel: { units: 2, times: 3 } })
    expect([...(panel.outcomes[0]?.panel.values ?? [])]).toEqual([7, 8, 9, 6, 5, 4])
    expect([...(panel.covariates[0]?.panel.values ?? [])]).toEqual([10, 10, 10, 20, 20, 20])
    expect([...panel.start]).toEqual([-1, 2])
    expect(panel.pre).toBe(2)
  })

  test('is read with any delimiter, gzipped, and with its starts in a column', async () => {
    const path = join(folder, 'panel.tsv.gz')
    await writeFile(
      path,
      gzipSync(
        '"unit";"year";"x";"first"\n1;2003;1,5;0\n1;2004;2;0\n2;2003;3;2004\n2;2004;4;2004\n'.replace(
          '1,5',
          '1.5',
        ),
      ),
    )
    const panel = await readPanelFile(path, {
      ...columns,
      unit: 'unit',
      time: 'year',
      outcome: ['x'],
      treated: undefined,
      cohort: 'first',
    })
    expect(panel.times).toEqual([2003, 2004])
    expect([...panel.start]).toEqual([-1, 1])
    expect([...(panel.outcomes[0]?.panel.values ?? [])]).toEqual([1.5, 2, 3, 4])
  })

  test('has groups of units to cluster by', async () => {
    const grouped = good.map((line, at) => `${line},${at === 0 ? 'bcu' : line.startsWith('A') ? 'NE' : 'SW'}`)
    expect([...((await read(grouped, { cluster: 'bcu' })).cluster ?? [])]).toEqual([0, 1])
    const moves = grouped.with(2, `${good[2]},SW`)
    expect(await refusal(moves, { cluster: 'bcu' })).toMatchObject({
      code: 'value_invalid',
      where: { line: 4, column: 'bcu', found: 'NE', expected: 'SW, as in its first row' },
    })
    const empty = grouped.with(1, `${good[1]},`)
    expect(await refusal(empty, { cluster: 'bcu' })).toMatchObject({ where: { line: 2, column: 'bcu' } })
  })

  test('has treated units that are marked throughout start after the end of the time before', async () => {
    const marked = good.map((line) => line.replace(/^(B,.*),[01],20$/, '$1,1,20'))
    expect([...(await read(marked, { endPre: '2014-01' })).start]).toEqual([-1, 1])
    expect(await refusal(marked)).toMatchObject({ code: 'value_invalid', where: { column: 'kits' } })
  })

  test('takes months as numbers across a year, and the first days of months', async () => {
    expect((await read(over(['201411', '201412', '201501']))).times).toEqual([201411, 201412, 201501])
    expect((await read(over(['2014-01-01', '2014-02-01', '2014-03-01']))).times).toHaveLength(3)
    expect(await refusal(over(['201411', '201412', '201502']))).toMatchObject({
      code: 'value_invalid',
      where: { column: 'month', found: '201412 and then 201502' },
    })
  })
})

describe('a file that cannot bear an answer is refused, with its place', () => {
  test.each([
    [
      'a hole',
      without(4),
      {},
      'value_invalid',
      { line: 4, column: 'month', found: 'no row for unit A at 2014-02' },
    ],
    [
      'a unit twice',
      [...good, 'A,2014-02,8,0,10'],
      {},
      'value_invalid',
      { line: 8, expected: 'once, as on line 5' },
    ],
    [
      'no number',
      instead(3, 'A,2014-03,many,0,10'),
      {},
      'value_invalid',
      { line: 4, column: 'burglaries', found: 'many' },
    ],
    ['an empty cell', instead(3, 'A,2014-03,,0,10'), {}, 'value_invalid', { line: 4, found: 'nothing' }],
    [
      'no time',
      instead(3, 'A,soon,9,0,10'),
      {},
      'value_invalid',
      { line: 4, column: 'month', found: 'soon' },
    ],
    ['no unit', instead(3, ',2014-03,9,0,10'), {}, 'value_invalid', { line: 4, column: 'area' }],
    [
      'unknown columns',
      good,
      { outcome: ['thefts'] },
      'column_missing',
      { column: 'thefts', found: 'area, month, burglaries, kits, homes' },
    ],
    [
      'zeros everywhere',
      good.map((line) => line.replace(/,\d,/, ',0,')),
      {},
      'not_enough',
      { column: 'burglaries' },
    ],
    [
      'all treated',
      good.map((line) => line.replace(/^(.,2014-03.*),0,/, '$1,1,')),
      {},
      'not_enough',
      { found: '2 of 2 treated' },
    ],
    ['none treated', instead(1, 'B,2014-03,4,0,20'), {}, 'not_enough', { found: '0 of 2 treated' }],
    [
      'a treatment that ends',
      instead(6, 'B,2014-02,5,1,20').with(1, 'B,2014-03,4,0,20'),
      {},
      'value_invalid',
      { column: 'kits' },
    ],
    ['something else than 0 and 1', instead(1, 'B,2014-03,4,2,20'), {}, 'value_invalid', { column: 'kits' }],
    ['an end outside', good, { endPre: '2015-01' }, 'value_invalid', { found: '2015-01' }],
    ['an end after the start', good, { endPre: '2014-03' }, 'value_invalid', { found: '2014-03' }],
    [
      'a start outside',
      good,
      { treated: undefined, cohort: 'homes', compared: 'notyet' as const },
      'value_invalid',
      { found: '20' },
    ],
    ['headings alone', good.slice(0, 1), {}, 'not_enough', { found: 'no rows' }],
  ])('%s', async (_, lines, more, code, where) => {
    expect(await refusal(lines, more)).toMatchObject({ code, where: { file: 'panel.csv', ...where } })
  })
})
