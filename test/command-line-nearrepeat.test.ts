import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { CommandAnswer } from './command-line.ts'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'
import { sharedData } from './shared-data.ts'

const { answer, refusal, run, write } = await commandLineOnEmptyFolder()

const count = z.number().int().min(0)
const table = <Cell extends z.ZodType>(cell: Cell): z.ZodArray<z.ZodArray<Cell>> => z.array(z.array(cell))
const knoxResult = z.strictObject({
  n: count,
  missingDates: count,
  distances: z.array(z.number().min(0)),
  days: z.array(z.number().min(0)),
  metric: z.enum(['manhattan', 'euclidean']),
  intervals: z.literal('[a,b)'),
  pairs: count,
  rowPairs: z.array(z.number().min(0)),
  columnPairs: z.array(z.number().min(0)),
  observed: table(z.number().min(0)),
  expected: table(z.number().min(0)),
  ratio: table(z.number().min(0).nullable()),
  p: table(z.number().max(1)),
  pAdjusted: table(z.number().max(1)),
  actionable: z.strictObject({
    withinMetres: z.number(),
    withinDays: z.number(),
    leadDays: z.number(),
    repeats: count,
    share: z.number().min(0).max(1).nullable(),
  }),
})
type KnoxResult = z.infer<typeof knoxResult>

/** The table of an answer, whose cells are as many as the bands and whose p are what so many permutations can give. */
const knoxOf = ({ results, inputs }: CommandAnswer): KnoxResult => {
  const knox = knoxResult.parse(results)
  const lowest = 1 / (1 + z.number().parse(inputs['permutations']))
  for (const matrix of [knox.observed, knox.expected, knox.ratio, knox.p, knox.pAdjusted]) {
    expect(matrix.map((row) => row.length)).toEqual(knox.distances.slice(1).map(() => knox.days.length - 1))
  }
  for (const [distance, row] of knox.p.entries()) {
    for (const [day, p] of row.entries()) {
      expect(p).toBeGreaterThanOrEqual(lowest)
      expect(knox.pAdjusted[distance]?.[day]).toBeGreaterThanOrEqual(p)
      const chance = knox.expected[distance]?.[day] ?? NaN
      const observed = knox.observed[distance]?.[day] ?? NaN
      if (chance === 0) expect(knox.ratio[distance]?.[day]).toBeNull()
      else expect(knox.ratio[distance]?.[day]).toBeCloseTo(observed / chance, 12)
      expect(chance).toBeCloseTo(
        ((knox.rowPairs[distance] ?? NaN) * (knox.columnPairs[day] ?? NaN)) / knox.pairs,
        9,
      )
    }
  }
  return knox
}

/** Seven burglaries, of which one has no date, one a bad one and one no place. */
await write(
  'burglaries.csv',
  [
    'X,Y,from,to',
    '530000,180000,2016-01-01,2016-01-02',
    '530050,180000,2016-01-03,2016-01-09',
    '530030,180040,2016-01-07,2016-01-07',
    '530450,180100,2016-01-10,2016-01-10',
    '530050,180000,,',
    '530050,180000,soon,',
    ',180000,2016-01-04,2016-01-04',
    '',
  ].join('\n'),
)
const columns = ['--x', 'X', '--y', 'Y', '--date', 'from']

describe('nearrepeat', () => {
  test('counts pairs by distance and time, with the bands it is given', async () => {
    const bands = ['--distances', '0,60,100', '--days', '0,4,7', '--permutations', '99', '--seed', '7']
    const answered = await answer('nearrepeat', 'burglaries.csv', ...columns, ...bands)
    expect(answered).toMatchObject({ command: 'nearrepeat' })
    expect(answered.inputs).toEqual({
      file: 'burglaries.csv',
      x: 'X',
      y: 'Y',
      date: 'from',
      dateTo: null,
      permutations: 99,
      seed: 7,
    })
    expect(answered.warnings).toEqual([
      expect.stringContaining('line 7') as string,
      expect.stringContaining('line 8') as string,
    ])
    const knox = knoxOf(answered)
    expect(knox).toMatchObject({ n: 4, missingDates: 2, pairs: 6, distances: [0, 60, 100], days: [0, 4, 7] })
    // 50 m and 2 days; 60 m and 4 days; 70 m and 6 days: each edge belongs to the band above it.
    expect(knox.observed).toEqual([
      [1, 0],
      [0, 2],
    ])
    const euclidean = knoxOf(
      await answer('nearrepeat', 'burglaries.csv', ...columns, ...bands, '--metric', 'euclidean'),
    )
    // As the crow flies 50 m, 45 m and 50 m.
    expect(euclidean.observed).toEqual([
      [1, 2],
      [0, 0],
    ])
    expect(euclidean.metric).toBe('euclidean')
  })

  test('has the bands, the metric, the permutations and the seed of the literature unless told otherwise', async () => {
    const plain = await answer('nearrepeat', 'burglaries.csv', ...columns)
    const said =
      '--distances 0,0.1,200,400,600 --days 0,7,14,21 --metric manhattan --permutations 999 --seed 1'
    expect(await answer('nearrepeat', 'burglaries.csv', ...columns, ...said.split(' '))).toEqual(plain)
    expect(knoxOf(plain)).toMatchObject({ metric: 'manhattan', days: [0, 7, 14, 21] })
  })

  test('spreads a burglary over the days it may have happened', async () => {
    const ranges = await answer('nearrepeat', 'burglaries.csv', ...columns, '--date-to', 'to')
    expect(ranges.inputs).toMatchObject({ dateTo: 'to' })
    const { observed } = knoxOf(ranges)
    expect(observed.flat().some((pairs) => !Number.isInteger(pairs))).toBe(true)
  })

  test('is a table for people, with progress and notes on standard error', async () => {
    const { code, output, errors } = await run('nearrepeat', 'burglaries.csv', ...columns)
    expect(code).toBe(0)
    expect(errors).toMatch(/^reading burglaries\n(?:Note: .*\n){2}$/)
    const [counted, actionable, , heading, , ...rows] = output.trimEnd().split('\n')
    expect(counted).toBe(
      '4 burglaries with a date, 2 without; distance manhattan; bands [a, b) hold a and not b.',
    )
    expect(actionable).toMatch(/^\d \(\d+\.\d\d%\) came 1 to 5 days after another within 200 m/)
    expect(heading).toMatch(/^Distance +Time between +Pairs +By chance +Ratio +p +p, all cells$/)
    expect(rows).toHaveLength(12)
    expect(rows[3]).toMatch(/^\[0\.1, 200\) m +\[0, 7\) days +3 +\d\.\d +\d\.\d\d +\d\.\d{3} +\d\.\d{3}$/)
  })

  test('needs two burglaries with a place and a date', async () => {
    await write('one.csv', 'X,Y,from\n530000,180000,2016-01-01\n530000,180000,\n')
    expect(await refusal(4, 'nearrepeat', 'one.csv', ...columns)).toMatchObject({
      code: 'not_enough',
      file: 'one.csv',
      found: '1',
      expected: '2 or more',
    })
  })

  test('tells a file that is not there, and a column', async () => {
    expect(await refusal(3, 'nearrepeat', 'none.csv', ...columns)).toMatchObject({
      code: 'file_missing',
      file: 'none.csv',
    })
    const other = ['--x', 'Easting', '--y', 'Y', '--date', 'from']
    expect(await refusal(3, 'nearrepeat', 'burglaries.csv', ...other)).toMatchObject({
      code: 'column_missing',
      file: 'burglaries.csv',
      line: 1,
      expected: 'Easting',
      found: 'X, Y, from, to',
    })
  })
})

const january = sharedData('vectors', 'knox_chicago_be_2016_01.csv')
const published = sharedData('vectors', 'knox_expected.json')

const ask = (metric: string): Promise<CommandAnswer> =>
  answer('nearrepeat', january ?? '', '--x', 'X', '--y', 'Y', '--date', 'date', '--metric', metric)

describe.skipIf(!january || !published)('nearrepeat of the published month of Chicago', () => {
  const vector = z.object({
    month1: z.object({
      observed: table(count),
      exact_expected: table(z.number()),
      euclid_observed: table(count),
    }),
  })
  test('observes and expects exactly what was published', async () => {
    const { month1 } = vector.parse(JSON.parse(readFileSync(published ?? '', 'utf8')))
    const knox = knoxOf(await ask('manhattan'))
    expect(knox).toMatchObject({ n: 970, missingDates: 0, pairs: 469_965, observed: month1.observed })
    const exact = month1.exact_expected.flat()
    for (const [cell, expected] of knox.expected.flat().entries())
      expect(expected).toBeCloseTo(exact[cell] ?? NaN, 7)
    expect(knox.p[0]?.[0]).toBe(0.001)
    expect(knoxOf(await ask('euclidean')).observed).toEqual(month1.euclid_observed)
  })
})
