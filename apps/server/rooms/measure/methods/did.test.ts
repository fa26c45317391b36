import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { sharedData } from '../../../../../test/shared-data.ts'
import type { MethodAnswer, MethodOptions } from '../method.ts'
import { did } from './did.ts'
import { poisson } from './poisson.ts'
import { sunab } from './sunab.ts'

const folder = await mkdtemp(join(tmpdir(), 'mettrace-did-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const options: MethodOptions = {
  unit: 'area',
  time: 'month',
  outcome: ['burglaries'],
  cohort: 'start',
  covariates: [],
  control: 'never',
  estimator: 'dr',
  draws: 200,
  seed: 1,
  harmonics: 0,
  period: 12,
}

/** A row for each area and month from January 2020: counts of one area, and its start. */
const run = async (
  method: typeof did,
  areas: readonly { start: string; counts: readonly number[] }[],
  more: Partial<MethodOptions> = {},
  order: (lines: string[]) => string[] = (lines) => lines,
): Promise<MethodAnswer> => {
  const file = join(folder, 'panel.csv')
  const lines = areas.flatMap(({ start, counts }, area) =>
    counts.map(
      (count, month) =>
        `A${area},2020-${String(month + 1).padStart(2, '0')},${start},${count},${area % 4},1,${start === '' ? 0 : 1},all`,
    ),
  )
  await writeFile(file, ['area,month,start,burglaries,bcu,month0,began,city', ...order(lines)].join('\n'))
  return method({ file, weights: undefined }, { ...options, ...more }, () => {})
}

/** Two areas that start in March, four that never do. */
const areas = [
  { start: '2020-03', counts: [4, 4, 2, 1] },
  { start: '2020-03', counts: [8, 8, 4, 3] },
  { start: '', counts: [5, 6, 6, 5] },
  { start: '', counts: [9, 9, 8, 9] },
  { start: '', counts: [3, 2, 3, 3] },
  { start: '', counts: [6, 7, 7, 7] },
]

const only = ({ rows }: MethodAnswer, term: string, scale = 'additive') =>
  rows.filter((row) => row.term === term && row.scale === scale)

describe('did', () => {
  test('gives the rows of the contract, in the words of the file', async () => {
    const answer = await run(did, areas)
    // Changes −2 and −4 since February against 0, −1, 1, 0; in April −3 and −5 against −1, 0, 1, 0.
    expect(only(answer, 'simple')).toMatchObject([
      {
        method: 'did',
        outcome: 'burglaries',
        time: null,
        cohort: null,
        estimate: -3.5,
        scale: 'additive',
        n: 6,
        treated: 2,
      },
    ])
    expect(only(answer, 'dynamic').map(({ time, estimate }) => [time, estimate])).toEqual([
      [null, -3.5],
      [-1, -0.25],
      [0, -3],
      [1, -4],
    ])
    expect(only(answer, 'group').map(({ cohort }) => cohort)).toEqual([null, '2020-03'])
    expect(only(answer, 'calendar').map(({ time }) => time)).toEqual([null, '2020-03', '2020-04'])
    expect(only(answer, 'group-time').map(({ time, cohort }) => [time, cohort])).toEqual([
      ['2020-02', '2020-03'],
      ['2020-03', '2020-03'],
      ['2020-04', '2020-03'],
    ])
    for (const { band, low, high } of only(answer, 'dynamic').slice(1)) {
      if (low === null || high === null) continue
      expect(band!.low).toBeLessThanOrEqual(low)
      expect(band!.high).toBeGreaterThanOrEqual(high)
    }
    expect(answer.notes.join(' ')).toContain('2 treated units are fewer than 5')
  })

  test('says what a single treated area does not bear', async () => {
    const answer = await run(did, areas.toSpliced(0, 1))
    expect(only(answer, 'simple')[0]).toMatchObject({ se: null, low: null, high: null, p: null })
    expect(answer.notes.join(' ')).toContain('single unit')
  })

  test('refuses other errors than its own, and clusters that are not named', async () => {
    await expect(run(did, areas, { inference: 'placebo' })).rejects.toMatchObject({ code: 'usage' })
    await expect(run(did, areas, { inference: 'cluster' })).rejects.toMatchObject({ code: 'usage' })
    const clustered = await run(did, areas, { inference: 'cluster', cluster: 'bcu' })
    const alone = await run(did, areas)
    expect(only(clustered, 'simple')[0]!.estimate).toBe(only(alone, 'simple')[0]!.estimate)
    expect(only(clustered, 'simple')[0]!.se).not.toBe(only(alone, 'simple')[0]!.se)
  })

  test('covariates that leave no cell an answer make no number, and the one at fault is named', async () => {
    const many = Array.from({ length: 24 }, (_, area) => ({
      start: area < 8 ? '2020-03' : '',
      counts: [area % 5, area % 3, area % 4, area % 7],
    }))
    const refusal = (covariates: string[], estimator: 'reg' | 'ipw' = 'reg') =>
      run(did, many, { covariates, estimator })
    await expect(refusal(['bcu', 'bcu'])).rejects.toMatchObject({
      code: 'not_enough',
      message: expect.stringContaining('the covariate "bcu" repeats the covariates before it'),
      where: { file: 'panel.csv', column: 'bcu' },
    })
    await expect(refusal(['bcu', 'month0'])).rejects.toMatchObject({
      message: expect.stringContaining('the covariate "month0" has one value'),
      where: { column: 'month0' },
    })
    await expect(refusal(['bcu', 'began'], 'ipw')).rejects.toMatchObject({
      message: expect.stringContaining('the covariate "began" tells treated from control units'),
      where: { column: 'began' },
    })
  })

  test('has bands that do not depend on the order of the rows', async () => {
    const many = Array.from({ length: 16 }, (_, area) => ({
      start: area < 6 ? '2020-03' : '',
      counts: [area % 5, (area * 3) % 7, (area * 5) % 6, (area * 7) % 8],
    }))
    const sorted = await run(did, many)
    const shuffled = await run(did, many, {}, (lines) => lines.toReversed())
    expect(sorted.rows.some(({ band }) => band !== undefined)).toBe(true)
    expect(shuffled.rows).toEqual(sorted.rows)
  })

  test('takes a start after the end as never, where it is told to', async () => {
    const late = areas.map((area) => (area.start === '' ? { ...area, start: '2031-01' } : area))
    await expect(run(did, late)).rejects.toMatchObject({
      code: 'value_invalid',
      where: { expected: expect.stringContaining('--later-is-never') },
    })
    expect((await run(did, late, { laterIsNever: true })).rows).toEqual((await run(did, areas)).rows)
    const early = areas.with(2, { start: '2019-01', counts: [1, 2, 3, 4] })
    await expect(run(did, early, { laterIsNever: true })).rejects.toMatchObject({ code: 'value_invalid' })
  })

  const counties = sharedData('vectors', 'did_mpdta.csv')
  test.skipIf(counties === undefined)('county employment, to the printed digits', async () => {
    const { rows, notes } = await did(
      { file: counties!, weights: undefined },
      {
        ...options,
        unit: 'countyreal',
        time: 'year',
        outcome: ['lemp'],
        cohort: 'first.treat',
        estimator: 'reg',
      },
      () => {},
    )
    const overall = ['simple', 'dynamic', 'group', 'calendar'].map((term) => {
      const { estimate, se } = rows.find(
        (row) => row.term === term && row.time === null && row.cohort === null,
      )!
      return [estimate.toFixed(6), se!.toFixed(6)]
    })
    expect(overall).toEqual([
      ['-0.039951', '0.012034'],
      ['-0.077240', '0.019965'],
      ['-0.031018', '0.012446'],
      ['-0.041700', '0.015972'],
    ])
    expect(notes.join(' ')).toContain('5 degrees of freedom')
  })
})

describe('sunab', () => {
  test('gives rate ratios and differences', async () => {
    const answer = await run(sunab, areas)
    const [ratio] = only(answer, 'att', 'log')
    const [difference] = only(answer, 'att')
    expect(difference).toMatchObject({ method: 'sunab', estimate: -3.5, n: 6, treated: 2 })
    // Per month 6 and 4 of 12 treated, against 24 and 24 of 24.
    expect(ratio!.estimate).toBeCloseTo((Math.log(6 / 12) + Math.log(4 / 12)) / 2, 12)
    expect(ratio!.ratio!.estimate).toBeCloseTo(Math.exp(ratio!.estimate), 12)
    expect(answer.notes.join(' ')).toContain('2 treated units are fewer than 5')
    expect(only(answer, 'dynamic', 'log').map(({ time }) => time)).toEqual([-2, 0, 1])
    expect(only(answer, 'group-time', 'log').map(({ time }) => time)).toEqual([
      '2020-01',
      '2020-03',
      '2020-04',
    ])
  })

  test('has no ratio for what goes below zero, and says where none can be told', async () => {
    const below = await run(sunab, areas.with(5, { start: '', counts: [1, -1, 0, 2] }))
    expect(only(below, 'att', 'log')).toEqual([])
    expect(below.notes.join(' ')).toContain('below zero')
    const silent = await run(sunab, [
      { start: '2020-03', counts: [4, 4, 0, 1] },
      { start: '2020-03', counts: [8, 8, 0, 3] },
      ...areas.slice(2),
    ])
    expect(silent.notes.join(' ')).toContain('Start 2020-03: the treated units have no event at 2020-03')
    expect(silent.notes.join(' ')).toContain('No att on the scale of logarithms')
    expect(only(silent, 'dynamic', 'log').map(({ time }) => time)).toEqual([-2, 1])
    expect(only(silent, 'att', 'log')).toEqual([])
    // Twelve treated in February; the controls count 24 in every month.
    expect(only(silent, 'pooled', 'log')).toMatchObject([
      { time: null, observed: 4, control: expect.closeTo(24, 9) },
      { time: 1, observed: 4, control: expect.closeTo(12, 9) },
    ])
  })

  test.each(['separated_cell.csv', 'sepcell_one.csv'])(
    'counts the cell that has no event: %s',
    async (name) => {
      const file = sharedData('failing', name)
      if (file === undefined) return
      const own = { ...options, unit: 'unit', outcome: ['y'] }
      const { rows } = await sunab({ file, weights: undefined }, own, () => {})
      const found = (term: string) =>
        rows.find((row) => row.term === term && row.scale === 'log' && row.time === null)
      const none = name.startsWith('separated')
      expect(found('pooled')).toMatchObject({ observed: none ? 199 : 200 })
      expect(found('pooled')!.estimate).toBeCloseTo(Math.log((none ? 199 : 200) / 339.6441), 5)
      if (none) expect(found('att')).toBeUndefined()
      else expect(found('att')!.estimate).toBeCloseTo(-0.7407, 4)
    },
  )

  test('says that all in one cluster have no error, by this method and by poisson', async () => {
    const { rows, notes } = await run(sunab, areas, { cluster: 'city' })
    expect(rows.every(({ se }) => se === null)).toBe(true)
    expect(notes.join(' ')).toContain('all units are in one cluster')
    for (const inference of ['cluster', 'placebo'] as const)
      await expect(run(poisson, areas, { cluster: 'city', inference })).rejects.toMatchObject({
        code: 'not_enough',
        where: { found: '1 cluster', column: 'city' },
      })
    const alone = await run(poisson, areas, { cluster: 'city', inference: 'analytic' })
    expect(alone.rows[0]!.se).toBeGreaterThan(0)
  })

  test('refuses placebos and a covariate that never changes', async () => {
    await expect(run(sunab, areas, { inference: 'placebo' })).rejects.toMatchObject({ code: 'usage' })
    await expect(run(sunab, areas, { covariates: ['bcu'] })).rejects.toMatchObject({ code: 'not_enough' })
  })
})
