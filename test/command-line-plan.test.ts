import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cityCodes, cityHomes, loadCity } from './command-line-city.ts'
import type { CommandAnswer } from './command-line.ts'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'
import { boundaryText, squareFeature } from './importers.ts'

const user = await commandLineOnEmptyFolder()
const { answer, refusal, run, write } = user
await loadCity(user)

const amount = z.number().min(0)
const planResult = z.strictObject({
  areas: z.array(
    z.strictObject({
      codes: z.tuple([z.string()]),
      homes: z.number().int().min(1),
      kits: amount,
      expected: amount,
      low: amount,
      high: amount,
      reasons: z.array(z.string().regex(/^[A-Z\d].*\.$/)).min(1),
    }),
  ),
  homes: z.number().int().min(0),
  kitsUsed: amount,
  expected: amount,
  low: amount,
  high: amount,
  share: amount.max(1),
  bound: amount,
  gap: amount.max(1),
  status: z.enum(['optimal', 'feasible']),
})
type PlanResult = z.infer<typeof planResult>

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** The plan of an answer, of which whatever was asked the parts add up. */
const planOf = ({ results }: CommandAnswer): PlanResult => {
  const plan = planResult.parse(results)
  const { areas, homes, kitsUsed, expected, bound, gap, status } = plan
  expect(homes).toBe(sum(areas.map((area) => area.homes)))
  expect(kitsUsed).toBeCloseTo(sum(areas.map((area) => area.kits)), 9)
  expect(expected).toBeCloseTo(sum(areas.map((area) => area.expected)), 9)
  expect(bound).toBeGreaterThanOrEqual(expected)
  expect(gap).toBeCloseTo(bound === 0 ? 0 : (bound - expected) / bound, 12)
  expect(gap).toBeLessThanOrEqual(0.0005)
  if (status === 'optimal') expect(gap).toBe(0)
  return plan
}

const codesOf = (plan: PlanResult): string[] => plan.areas.flatMap(({ codes }) => codes)

const risk = z
  .array(z.object({ code: z.string(), expected: z.number() }))
  .parse((await answer('risk', '--until', '2014-12')).results)
const expectedIn = new Map(risk.map(({ code, expected }) => [code, expected]))

/** The most that any of the 4,096 choices of areas expects. */
const mostWithin = (kits: number): number => {
  const areas = cityCodes.map((code, area) => ({
    kits: Math.ceil(0.85 * (cityHomes[area] ?? 0)),
    expected: expectedIn.get(code) ?? 0,
  }))
  let most = 0
  for (let choice = 0; choice < 2 ** areas.length; choice += 1) {
    const chosen = areas.filter((_, area) => choice & (2 ** area))
    if (sum(chosen.map((area) => area.kits)) <= kits)
      most = Math.max(most, sum(chosen.map(({ expected }) => expected)))
  }
  return most
}

const kits = 1724
const asked = ['--until', '2014-12', '--kits', `${kits}`]
const reference = await answer('plan', ...asked)

describe('plan', () => {
  test('says for each area what it takes and why, and what all of them are worth', () => {
    expect(reference).toMatchObject({ command: 'plan', warnings: [] })
    expect(reference.inputs).toEqual({
      kind: 'lsoa',
      validFrom: '2011-03-27',
      series: 'all',
      source: 'street',
      from: '2012-01',
      until: '2014-12',
      months: 12,
      level: 0.95,
      kits,
      saturation: 0.85,
      exclude: [],
      include: [],
      kitRounding: 'up',
    })
    const plan = planOf(reference)
    for (const { codes, homes, kits: areaKits, expected } of plan.areas) {
      expect(homes).toBe(cityHomes[cityCodes.indexOf(codes[0])])
      expect(areaKits).toBe(Math.ceil(0.85 * homes))
      expect(expected).toBe(expectedIn.get(codes[0]))
    }
    expect(plan.low).toBeLessThan(plan.expected)
    expect(plan.high).toBeGreaterThan(plan.expected)
    expect(plan.share).toBeCloseTo(plan.expected / sum([...expectedIn.values()]), 12)
    const rates = plan.areas.map(({ expected, homes }) => expected / homes)
    expect(rates).toEqual(rates.toSorted((one, other) => other - one))
  })

  test.each([0, 400, 900, kits, 3000, 4321, 100_000])('of %i kits is the best there is', async (number) => {
    const plan = planOf(await answer('plan', '--until', '2014-12', '--kits', `${number}`))
    expect(plan.kitsUsed).toBeLessThanOrEqual(number)
    expect(plan.expected).toBeCloseTo(mostWithin(number), 9)
    expect(plan.status).toBe('optimal')
    if (number === 0) expect(plan).toMatchObject({ areas: [], expected: 0, bound: 0, gap: 0, share: 0 })
    if (number === 100_000) expect(codesOf(plan).toSorted()).toEqual(cityCodes)
  })

  test('of a budget is that of the whole kits it buys', async () => {
    const budget = await answer('plan', '--until', '2014-12', '--budget', '100000', '--price', '58')
    expect(budget).toEqual(reference)
  })

  test('never takes what is left out and always takes what is asked for', async () => {
    const [first, second] = codesOf(planOf(reference))
    const poor = ['E01000004', 'E01000010']
    const left = [first ?? '', second ?? '']
    const spaced = await answer('plan', ...asked, '--exclude', ...left, '--include', ...poor)
    expect(spaced.inputs).toMatchObject({ exclude: left, include: poor })
    const commas = ['--include', poor.join(','), '--exclude', left.join(',')]
    expect(await answer('plan', ...asked, ...commas)).toEqual(spaced)
    const again = left.flatMap((code) => ['--exclude', code])
    expect(await answer('plan', ...again, '--include', ...poor, ...asked)).toEqual(spaced)

    const plan = planOf(spaced)
    expect(plan.kitsUsed).toBeLessThanOrEqual(kits)
    expect(codesOf(plan)).toEqual(expect.arrayContaining(poor))
    expect(codesOf(plan)).not.toContain(first)
    expect(codesOf(plan)).not.toContain(second)
    for (const { codes, reasons } of plan.areas)
      expect(reasons.includes('Taken because it was asked for.')).toBe(poor.includes(codes[0]))
  })

  test('counts parts of kits where asked, and another saturation', async () => {
    const parts = planOf(await answer('plan', ...asked, '--kit-rounding', 'none'))
    for (const area of parts.areas) expect(area.kits).toBeCloseTo(0.85 * area.homes, 9)
    const half = planOf(await answer('plan', ...asked, '--saturation', '0.5'))
    for (const area of half.areas) expect(area.kits).toBe(Math.ceil(0.5 * area.homes))
    expect(half.expected).toBeGreaterThan(planOf(reference).expected)
    const all = planOf(await answer('plan', ...asked, '--saturation', '1'))
    for (const area of all.areas) expect(area.kits).toBe(area.homes)
  })

  test('looks as far ahead, and back, as it is told', async () => {
    const quarter = await answer('plan', ...asked, '--months', '3', '--history', '2013-01')
    expect(quarter.inputs).toMatchObject({ from: '2013-01', until: '2014-12', months: 3 })
    expect(planOf(quarter).expected).toBeLessThan(planOf(reference).expected / 2)
  })

  test('is a table for people, with progress on standard error', async () => {
    const { code, output, errors } = await run('plan', ...asked, '--rows', '2')
    expect({ code, errors }).toEqual({ code: 0, errors: 'working out the risk and choosing areas\n' })
    const { areas } = planOf(reference)
    const [scope, used, expected, certainty, blank, heading, , ...rows] = output.trimEnd().split('\n')
    expect(scope).toMatch(/^All burglary, street files of data\.police\.uk; .* 12 months ahead\.$/)
    expect(used).toMatch(new RegExp(`^${areas.length} areas with 1,\\d+ homes use 1,\\d+ of 1,724 kits\\.$`))
    expect(expected).toMatch(/^\d+\.\d burglaries are expected there \(\d+ to \d+\), \d+\.\d\d% of all\.$/)
    expect(certainty).toBe('No other choice expects more.')
    expect(blank).toBe('')
    expect(heading).toMatch(/^Area +Name +Homes +Kits +Expected +Why$/)
    expect(rows.slice(0, 2).map((row) => row.split(' ')[0])).toEqual(
      areas.slice(0, 2).flatMap(({ codes }) => codes),
    )
    expect(rows[0]).toMatch(/× the mean rate, 1st of 12$/)
    expect(rows[2]).toBe(
      `… and ${areas.length - 2} ${areas.length === 3 ? 'area' : 'areas'} more (--rows, or --json for all).`,
    )
  })
})

describe('a plan that cannot be made', () => {
  test.each([
    ['--kits 1724 --exclude E01099999', /There is no area E01099999/],
    ['--kits 1724 --include E01099999', /There is no area E01099999/],
    ['--kits 1724 --include E01000004 --exclude E01000004', /E01000004 cannot be both always and never/],
    ['--kits 100 --include E01000004', /the included areas need \d+ kits, but there are 100/],
  ])('because of what was asked: %s', async (line, message) => {
    const error = await refusal(2, 'plan', ...line.split(' '))
    expect(error).toMatchObject({ code: 'usage', file: null })
    expect(error.message).toMatch(message)
  })

  test('because no homes are known', async () => {
    await write('wards.geojson', boundaryText([squareFeature('E05000001', 530_000, 180_000, 4000, 'WD13CD')]))
    await answer('import', 'areas', 'wards.geojson', '--kind', 'ward', '--valid-from', '2013-05-02')
    for (const command of ['plan --kits 100', 'risk', 'backtest --test 2014-01..2014-12 --kits 100']) {
      const error = await refusal(4, ...command.split(' '), '--kind', 'ward')
      expect(error.code).toBe('not_enough')
      expect(error.message).toMatch(
        /^No homes are loaded for these areas\. Import them first: mettrace import homes/,
      )
    }
  })
})
