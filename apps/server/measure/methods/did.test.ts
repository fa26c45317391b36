import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { sharedData } from '../../../../test/shared-data.ts'
import type { MethodAnswer, MethodOptions } from '../method.ts'
import { did } from './did.ts'
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
): Promise<MethodAnswer> => {
  const file = join(folder, 'panel.csv')
  const lines = areas.flatMap(({ start, counts }, area) =>
    counts.map(
      (count, month) => `A${area},2020-${String(month + 1).padStart(2, '0')},${start},${count},${area % 4}`,
    ),
  )
  await writeFile(file, ['area,month,start,burglaries,bcu', ...lines].join('\n'))
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

  test('covariates that leave no cell an answer make no number', async () => {
    await expect(run(did, areas, { covariates: ['bcu', 'bcu'] })).rejects.toMatchObject({
      code: 'not_enough',
      where: { file: 'panel.csv' },
    })
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
    expect(silent.notes.join(' ')).toContain('2020-03: the treated units have no event')
    expect(only(silent, 'dynamic', 'log').map(({ time }) => time)).toEqual([-2, 1])
  })

  test('refuses placebos and a covariate that never changes', async () => {
    await expect(run(sunab, areas, { inference: 'placebo' })).rejects.toMatchObject({ code: 'usage' })
    await expect(run(sunab, areas, { covariates: ['bcu'] })).rejects.toMatchObject({ code: 'not_enough' })
  })
})
