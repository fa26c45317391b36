import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { sharedData } from '../../../../../test/shared-data.ts'
import type { MethodAnswer, MethodOptions } from '../method.ts'
import { scm, sdid } from './synthetic.ts'

const folder = await mkdtemp(join(tmpdir(), 'mettrace-synthetic-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const options: MethodOptions = {
  unit: 'area',
  time: 'year',
  outcome: ['burglaries'],
  cohort: 'start',
  covariates: [],
  control: 'never',
  estimator: 'dr',
  draws: 20,
  seed: 1,
  harmonics: 0,
  period: 12,
}

type Area = { start: number; counts: readonly number[] }

let files = 0
const run = async (
  method: typeof sdid,
  areas: readonly Area[],
  more: Partial<MethodOptions> = {},
  weights?: string,
): Promise<MethodAnswer> => {
  const file = join(folder, `panel-${files++}.csv`)
  const lines = areas.flatMap(({ start, counts }, area) =>
    counts.map((count, year) => `A${area},${2001 + year},${start},${count}`),
  )
  await writeFile(file, ['area,year,start,burglaries', ...lines].join('\n'))
  return method({ file, weights }, { ...options, ...more }, () => {})
}

/** A0 is the mean of A1 and A2 until 2004, and 5 below it from then on. */
const one: Area[] = [
  { start: 2004, counts: [15, 19, 14, 12, 13] },
  { start: 0, counts: [10, 20, 12, 14, 16] },
  { start: 0, counts: [20, 18, 16, 20, 20] },
  { start: 0, counts: [90, 40, 80, 10, 70] },
  { start: 0, counts: [1, 70, 3, 90, 2] },
]
const many = one.with(1, { start: 2005, counts: [10, 20, 12, 14, 6] })

const only = ({ rows }: MethodAnswer, term: string) => rows.filter((row) => row.term === term)

describe('one treated area', () => {
  test('synthetic control finds the mixture, its curve, and p among placebos only', async () => {
    const answer = await run(scm, one)
    const [att] = only(answer, 'att')
    expect(att).toMatchObject({
      method: 'scm',
      scale: 'additive',
      n: 5,
      treated: 1,
      time: null,
      cohort: null,
    })
    expect(att!.estimate).toBeCloseTo(-5, 5)
    // Four placebos, none of which fits before the start as well.
    expect(att!.p).toBeCloseTo(1 / 5, 12)
    const curve = only(answer, 'curve')
    expect(curve.map(({ time, cohort }) => [time, cohort])).toEqual([
      [2004, 2004],
      [2005, 2004],
    ])
    for (const { estimate } of curve) expect(estimate).toBeCloseTo(-5, 5)
    expect(answer.notes.join(' ')).toContain('too few')
  })

  test.each([scm, sdid])('refuses the jackknife and clustering, with the reason', async (method) => {
    await expect(run(method, one, { inference: 'jackknife' })).rejects.toMatchObject({
      code: 'not_enough',
      message: expect.stringContaining('leaves out one unit'),
    })
    await expect(run(method, one, { inference: 'cluster' })).rejects.toMatchObject({
      code: 'not_enough',
      message: expect.stringContaining('no spread'),
    })
    await expect(run(method, one, { inference: 'analytic' })).rejects.toMatchObject({ code: 'not_enough' })
  })

  test('writes its weights, and takes them back to the same estimate', async () => {
    const weights = join(folder, 'weights.csv')
    const first = await run(sdid, one, {}, weights)
    expect((await readFile(weights, 'utf8')).split('\n').slice(0, 2).join(' ')).toMatch(
      /^unit,time,weight A1,,[\d.]+/,
    )
    const again = await run(sdid, one, {}, weights)
    expect(only(again, 'att')[0]!.estimate).toBeCloseTo(only(first, 'att')[0]!.estimate, 10)
    expect(again.notes.join(' ')).toContain('those of the file')
  })

  test.each([
    ['units that are not there', 'Z,,1', 'value_invalid', 'do not have'],
    ['a treated unit', 'A0,,1', 'value_invalid', 'treated unit'],
    ['a time after the start', ',2004,1', 'value_invalid', 'after the start'],
    ['a unit twice', 'A1,,0.5\nA1,,0.5', 'value_invalid', 'two weights'],
    ['both at once', 'A1,2001,1', 'value_invalid', 'at once'],
    ['what does not add up', 'A1,,0.5', 'not_enough', 'add to 1'],
    ['what is below zero', 'A1,,-1', 'value_invalid', 'no weight'],
  ])('refuses weights for %s', async (_, rows, code, words) => {
    const weights = join(folder, `weights-${files++}.csv`)
    await writeFile(weights, `unit,time,weight\n${rows}\n`)
    await expect(run(sdid, one, {}, weights)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    })
  })
})

describe('several treated areas', () => {
  test('have a row for each start, and all together by treated area-years', async () => {
    const answer = await run(sdid, many)
    const cohorts = only(answer, 'cohort')
    expect(cohorts.map(({ cohort, treated }) => [cohort, treated])).toEqual([
      [2004, 1],
      [2005, 1],
    ])
    const [att] = only(answer, 'att')
    expect(att!.estimate).toBeCloseTo((2 * cohorts[0]!.estimate + cohorts[1]!.estimate) / 3, 10)
    expect(only(answer, 'even-weights')).toHaveLength(1)
  })

  test('say why there is no error, or refuse the one that was asked for', async () => {
    const answer = await run(sdid, many)
    expect(only(answer, 'att')[0]!.se).toBeNull()
    expect(answer.notes.join(' ')).toContain('two controls more than treated units')
    await expect(run(sdid, many, { inference: 'placebo' })).rejects.toMatchObject({ code: 'not_enough' })
    await expect(run(sdid, many, { inference: 'jackknife' })).rejects.toMatchObject({
      message: expect.stringContaining('single treated unit'),
    })
    await expect(run(sdid, many, { inference: 'analytic' })).rejects.toMatchObject({ code: 'usage' })
    await expect(run(scm, many, { inference: 'jackknife' })).rejects.toMatchObject({ code: 'usage' })
  })

  test('the jackknife and placebos give an error where there are enough', async () => {
    const pair = one.with(1, { start: 2004, counts: [10, 20, 12, 9, 11] })
    const wide = [
      ...pair,
      { start: 0, counts: [12, 21, 12, 17, 15] },
      { start: 0, counts: [17, 17, 15, 16, 18] },
    ]
    for (const inference of ['jackknife', 'placebo'] as const)
      expect(only(await run(sdid, wide, { inference }), 'att')[0]!.se).toBeGreaterThan(0)
    // Enough of them to be shared out among threads.
    const threaded = await run(sdid, wide, { inference: 'placebo', draws: 3000 })
    expect(threaded.notes.join(' ')).toContain('3000 draws')
    expect(only(threaded, 'att')[0]!.se).toBeGreaterThan(0)
  })
})

test('one time before the start is refused', async () => {
  const early = one.with(0, { ...one[0]!, start: 2002 })
  await expect(run(sdid, early)).rejects.toMatchObject({ code: 'not_enough' })
})

const states = sharedData('vectors', 'synthdid_california_prop99.csv')
test.skipIf(states === undefined)("California's tobacco tax comes out", async () => {
  const { cohort: _, ...others } = options
  const named = { ...others, unit: 'State', time: 'Year', outcome: ['PacksPerCapita'], treated: 'treated' }
  const answer = await sdid({ file: states!, weights: undefined }, named, () => {})
  expect(only(answer, 'att')[0]!.estimate).toBeCloseTo(-15.6054, 4)
  expect(only(answer, 'even-weights')[0]!.estimate).toBeCloseTo(-27.34911108, 7)
})
