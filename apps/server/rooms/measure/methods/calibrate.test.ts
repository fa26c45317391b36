import { existsSync, readFileSync } from 'node:fs'
import { join, dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sharedData } from '../../../../../test/shared-data.ts'
import { temporaryFile } from '../../../../../test/temporary-files.ts'
import type { MetTraceError } from '../../../foundation/errors.ts'
import type { MethodAnswer, MethodOptions } from '../method.ts'
import { calibrate } from './calibrate.ts'

const quiet = (): void => undefined
const usual: MethodOptions = {
  unit: 'block',
  time: 'quarter',
  outcome: ['felony'],
  treated: 'kits',
  covariates: [],
  control: 'never',
  estimator: 'dr',
  draws: 40,
  seed: 1,
  harmonics: 0,
  period: 12,
}

/** Twelve blocks and three quarters; the sixth, and the seventh, are treated in the third and have half of what they had. */
const blocks = (treated = 2): string =>
  [
    'block,quarter,felony,homes,kits',
    ...Array.from({ length: 12 }, (_, block) => {
      const level = 4 + 2 * (block % 4)
      const isTreated = block >= 5 && block < 5 + treated
      return [
        `B${block},1,${level},${100 + 10 * (block % 3)},0`,
        `B${block},2,${level + ((block * 5) % 3) - 1},${100 + 10 * (block % 3)},0`,
        `B${block},3,${isTreated ? level / 2 : level + (block % 2)},${100 + 10 * (block % 3)},${isTreated ? 1 : 0}`,
      ]
    }).flat(),
  ].join('\n')

const answer = async (
  more: Partial<MethodOptions> = {},
  treated = 2,
  weights?: string,
): Promise<MethodAnswer> =>
  calibrate(
    { file: await temporaryFile('blocks.csv', blocks(treated)), weights },
    { ...usual, ...more },
    quiet,
  )
const refusal = (more: Partial<MethodOptions>, treated = 2, weights?: string): Promise<MetTraceError> =>
  answer(more, treated, weights).then(
    () => expect.unreachable('a number was given'),
    (error: MetTraceError) => error,
  )

describe('calibrate', () => {
  test('sets the treated against weighted controls, with each kind of error', async () => {
    for (const inference of ['analytic', 'cluster', 'placebo'] as const) {
      const { rows, notes } = await answer({ inference, covariates: ['homes'] })
      expect(rows).toHaveLength(1)
      const [row] = rows
      expect(row).toMatchObject({
        method: 'calibrate',
        outcome: 'felony',
        term: 'att',
        scale: 'ratio',
        n: 12,
        treated: 2,
      })
      expect(row?.observed).toBe(7)
      expect(row?.estimate).toBeCloseTo(7 / (row?.control ?? 0) - 1, 12)
      expect(row?.estimate).toBeLessThan(-0.3)
      expect(row?.p).toBeGreaterThan(0)
      if (row?.low !== null) expect(row?.low).toBeLessThan(row?.estimate ?? 0)
      expect(notes.length).toBeGreaterThan(2)
    }
  })

  test('writes weights where no file is, and uses those of a file that is there', async () => {
    const folder = dirname(await temporaryFile('anything', ''))
    const path = join(folder, 'weights.csv')
    const first = await answer({}, 2, path)
    expect(existsSync(path)).toBe(true)
    const lines = readFileSync(path, 'utf8').trim().split('\n')
    expect(lines[0]).toBe('unit,time,weight')
    expect(lines).toHaveLength(13)
    expect(lines).toContain('B5,,1')
    expect((await answer({}, 2, path)).rows[0]?.control).toBeCloseTo(first.rows[0]?.control ?? 0, 12)
    const even = await temporaryFile('even.csv', 'unit,time,weight\nB3,,1\nB4,,1\n')
    expect((await answer({}, 2, even)).rows[0]?.control).toBe(11 + 4)
    expect(await refusal({}, 2, await temporaryFile('odd.csv', 'unit,time,weight\nZ,,1\n'))).toMatchObject({
      code: 'value_invalid',
      where: { file: 'odd.csv', line: 2, column: 'unit', found: 'Z' },
    })
    expect(await refusal({}, 2, await temporaryFile('bad.csv', 'unit,time,weight\nB4,,-1\n'))).toMatchObject({
      code: 'value_invalid',
      where: { line: 2, column: 'weight', found: '-1' },
    })
    expect(await refusal({ inference: 'placebo' }, 2, even)).toMatchObject({ code: 'usage' })
  })

  test('gives one treated unit placebo inference, and refuses the rest with the reason', async () => {
    const { rows } = await answer({ draws: 10 }, 1)
    expect(rows[0]).toMatchObject({ treated: 1, p: expect.any(Number) })
    for (const inference of ['jackknife', 'cluster', 'analytic'] as const)
      expect(await refusal({ inference }, 1)).toMatchObject({
        code: 'not_enough',
        message: expect.stringContaining('no spread'),
      })
  })

  test('refuses a jackknife whose groups cannot be weighted', async () => {
    expect(await refusal({ inference: 'jackknife', covariates: ['homes'] })).toMatchObject({
      code: 'not_enough',
      message: expect.stringContaining('jackknife'),
    })
  })

  test('says which total no weights can meet', async () => {
    const most = blocks().replace(/^B5,1,6,/m, 'B5,1,400,')
    const file = await temporaryFile('blocks.csv', most)
    const fault = await calibrate({ file, weights: undefined }, usual, quiet).catch((error: unknown) => error)
    expect(fault).toMatchObject({
      code: 'not_enough',
      where: { column: expect.stringMatching(/^felony at [12]$/) },
    })
  })
})

const data = sharedData('vectors', 'microsynth_seattledmi.csv.gz')
const answers = sharedData('vectors', 'microsynth_expected.json')
const shipped = sharedData('vectors', 'microsynth_expected_weights_ex1.csv')

const weightOf = (line: string): [string, number] => {
  const [unit = '', , weight] = line.replaceAll('"', '').split(',')
  return [unit, Number(weight)]
}

test.skipIf(data === undefined || answers === undefined || shipped === undefined)(
  'the 9,642 blocks of Seattle come out: controls, changes, errors and weights',
  async () => {
    const path = join(dirname(await temporaryFile('anything', '')), 'weights.csv')
    const { rows } = await calibrate(
      { file: data!, weights: path },
      {
        ...usual,
        unit: 'ID',
        time: 'time',
        outcome: ['i_felony', 'i_misdemea', 'i_drugs', 'any_crime'],
        treated: 'Intervention',
        endPre: '12',
        covariates:
          'TotalPop BLACK HISPANIC Males_1521 HOUSEHOLDS FAMILYHOUS FEMALE_HOU RENTER_HOU VACANT_HOU'.split(
            ' ',
          ),
      },
      quiet,
    )
    const expected = JSON.parse(readFileSync(answers!, 'utf8')).example_1 as Record<string, number | string>[]
    for (const [at, row] of rows.entries()) {
      expect(row).toMatchObject({
        outcome: expected[at]?.['var'],
        n: 9642,
        treated: 39,
        observed: expected[at]?.['Trt'],
      })
      expect(row.control).toBeCloseTo(Number(expected[at]?.['Con']), 8)
      expect(row.estimate).toBeCloseTo(Number(expected[at]?.['Pct.Chng']), 10)
      expect(row.p).toBeCloseTo(Number(expected[at]?.['Linear.pVal']), 9)
      expect(row.low).toBeCloseTo(Number(expected[at]?.['Linear.Lower']), 9)
      expect(row.high).toBeCloseTo(Number(expected[at]?.['Linear.Upper']), 9)
    }
    const ours = new Map(readFileSync(path, 'utf8').trim().split('\n').slice(1).map(weightOf))
    const theirs = readFileSync(shipped!, 'utf8').trim().split('\n').slice(1).map(weightOf)
    expect(ours.size).toBe(theirs.length)
    expect(
      Math.max(...theirs.map(([unit, weight]) => Math.abs(weight - (ours.get(unit) ?? NaN)))),
    ).toBeLessThan(1e-9)
  },
)
