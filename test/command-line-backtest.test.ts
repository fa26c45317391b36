import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cityCodes, cityCount, cityHomes, cityMonths, loadCity } from './command-line-city.ts'
import type { CommandAnswer } from './command-line.ts'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'

const user = await commandLineOnEmptyFolder()
const { answer, refusal, run } = user
await loadCity(user)

const amount = z.number().min(0)
const fraction = amount.max(1)
const modelResult = z.strictObject({
  model: z.enum(['mettrace', 'lastYear', 'threeYearMean', 'kde', 'prospective', 'oracle']),
  areas: z.number().int().min(0),
  homes: z.number().int().min(0),
  hits: z.number().int().min(0),
  hitRate: fraction.nullable(),
  pai: amount.nullable(),
  pei: fraction.nullable(),
  expected: amount,
  low: amount.nullable(),
  high: amount.nullable(),
  codes: z.array(z.string()),
})
type ModelResult = z.infer<typeof modelResult>

const modelsOf = ({ results }: CommandAnswer): ModelResult[] => z.array(modelResult).parse(results)

const named = (answered: CommandAnswer, model: ModelResult['model']): ModelResult => {
  const [found, ...more] = modelsOf(answered).filter((each) => each.model === model)
  expect(more).toEqual([])
  if (!found) throw new Error(`no result of ${model}`)
  return found
}

const burglariesIn = (area: number, year: string): number =>
  cityMonths.reduce((sum, month, at) => sum + (month.startsWith(year) ? cityCount(area, at) : 0), 0)

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** By rate, the highest first, ties by code; one that no longer fits is passed over. */
const greedy = (year: string, kits: number, left: readonly string[] = []): string[] => {
  const byRate = cityCodes
    .map((code, area) => ({
      code,
      homes: cityHomes[area] ?? 0,
      rate: burglariesIn(area, year) / (cityHomes[area] ?? 0),
    }))
    .filter(({ code }) => !left.includes(code))
    .toSorted((one, other) => other.rate - one.rate || (one.code < other.code ? -1 : 1))
  const chosen: string[] = []
  let used = 0
  for (const { code, homes } of byRate) {
    if (used + 0.85 * homes > kits) continue
    used += 0.85 * homes
    chosen.push(code)
  }
  return chosen
}

const kits = 1700
const period = ['--test', '2014-01..2014-12', '--kits', `${kits}`]
const reference = await answer('backtest', '--until', '2013-12', ...period)

describe('backtest', () => {
  test('scores six ways of choosing, ours first and the oracle last', () => {
    expect(reference).toMatchObject({ command: 'backtest', warnings: [] })
    expect(reference.inputs).toEqual({
      kind: 'lsoa',
      validFrom: '2011-03-27',
      series: 'all',
      source: 'street',
      from: '2012-01',
      until: '2013-12',
      test: '2014-01..2014-12',
      kits,
      saturation: 0.85,
      exclude: [],
      kitRounding: 'none',
      level: 0.95,
    })
    expect(modelsOf(reference).map(({ model }) => model)).toEqual([
      'mettrace',
      'lastYear',
      'threeYearMean',
      'kde',
      'prospective',
      'oracle',
    ])
  })

  test('counts what happened in the areas that each chose', () => {
    const all = sum(cityCodes.map((_, area) => burglariesIn(area, '2014')))
    const oracle = named(reference, 'oracle')
    for (const { codes, areas, homes, hits, hitRate, pai, pei } of modelsOf(reference)) {
      const chosen = codes.map((code) => cityCodes.indexOf(code))
      expect(new Set(codes).size).toBe(areas)
      expect(homes).toBe(sum(chosen.map((area) => cityHomes[area] ?? NaN)))
      expect(0.85 * homes).toBeLessThanOrEqual(kits)
      expect(hits).toBe(sum(chosen.map((area) => burglariesIn(area, '2014'))))
      expect(hitRate).toBeCloseTo(hits / all, 12)
      expect(pai).toBeCloseTo(hits / all / (homes / sum(cityHomes)), 12)
      expect(pei).toBeCloseTo(hits / oracle.hits, 12)
    }
    expect(oracle.pei).toBe(1)
  })

  test('chooses by rate, the highest first, and passes over what no longer fits', () => {
    expect(named(reference, 'lastYear').codes).toEqual(greedy('2013', kits))
    expect(named(reference, 'oracle').codes).toEqual(greedy('2014', kits))
  })

  test('has an interval of ours alone', () => {
    for (const { model, low, high, expected } of modelsOf(reference)) {
      if (model !== 'mettrace') expect([low, high]).toEqual([null, null])
      else {
        expect(low).toBeLessThan(expected)
        expect(high).toBeGreaterThan(expected)
      }
    }
  })

  test('knows up to the month before the test, unless told to know less', async () => {
    expect(await answer('backtest', ...period)).toEqual(reference)
    const earlier = await answer('backtest', '--until', '2012-12', ...period)
    expect(earlier.inputs).toMatchObject({ from: '2012-01', until: '2012-12', test: '2014-01..2014-12' })
    expect(named(earlier, 'lastYear').codes).toEqual(greedy('2012', kits))
    expect(named(earlier, 'oracle')).toEqual(named(reference, 'oracle'))
    const shorter = await answer('backtest', '--history', '12', ...period)
    expect(shorter.inputs).toMatchObject({ from: '2013-01', until: '2013-12' })
  })

  test('leaves areas out altogether, however their codes are given', async () => {
    const left = ['E01000001', 'E01000002', 'E01000007']
    const spaced = await answer('backtest', ...period, '--exclude', ...left)
    expect(spaced.inputs).toMatchObject({ exclude: left })
    expect(await answer('backtest', ...period, '--exclude', left.join(','))).toEqual(spaced)
    expect(named(spaced, 'oracle').codes).toEqual(greedy('2014', kits, left))
    const all = sum(cityCodes.map((code, area) => (left.includes(code) ? 0 : burglariesIn(area, '2014'))))
    for (const { hits, hitRate, codes } of modelsOf(spaced)) {
      expect(hitRate).toBeCloseTo(hits / all, 12)
      expect(codes.filter((code) => left.includes(code))).toEqual([])
    }
  })

  test('uses whole kits where asked, and another saturation', async () => {
    const [one = 0, other = 0] = cityHomes
    const others = ['--exclude', ...cityCodes.slice(2)]
    const exact = Math.ceil(0.85 * one + 0.85 * other)
    expect(Math.ceil(0.85 * one) + Math.ceil(0.85 * other)).toBeGreaterThan(exact)
    const question = ['--test', '2014-01..2014-12', '--kits', `${exact}`, ...others]
    expect(named(await answer('backtest', ...question), 'oracle').areas).toBe(2)
    expect(named(await answer('backtest', ...question, '--kit-rounding', 'up'), 'oracle').areas).toBe(1)
    const full = await answer('backtest', ...question, '--saturation', '1')
    expect(full.inputs).toMatchObject({ saturation: 1, kitRounding: 'none' })
    expect(named(full, 'oracle').areas).toBe(1)
  })

  test('has no share where the kits reach no area, and says so', async () => {
    const none = await answer('backtest', '--test', '2014-01..2014-12', '--kits', '1')
    expect(none.warnings).toEqual([expect.stringContaining('mettrace, lastYear')])
    for (const each of modelsOf(none))
      expect(each).toMatchObject({ areas: 0, hits: 0, hitRate: null, pai: null, pei: null, codes: [] })
  })

  test('is a table for people, with progress on standard error', async () => {
    const { code, output, errors } = await run('backtest', ...period)
    expect({ code, errors }).toEqual({
      code: 0,
      errors: 'choosing areas as if the test period were the future\n',
    })
    const [scope, blank, heading, , ...rows] = output.trimEnd().split('\n')
    expect(scope).toBe(
      'All burglary, street files of data.police.uk; history January 2012 to December 2013; test January 2014 to December 2014; 1,700 kits.',
    )
    expect(blank).toBe('')
    expect(heading).toMatch(
      /^Way of choosing +Areas +Homes +Burglaries in chosen areas +Share of all +PAI +PEI +Expected +Likely range$/,
    )
    expect(rows).toHaveLength(6)
    expect(rows[0]).toMatch(/^MetTrace .* \d+\.\d\d% .* \d+ to \d+$/)
    expect(rows[5]).toMatch(/^best with hindsight .* 1\.000 .* –$/)
  })
})

describe('a back-test that cannot be made', () => {
  test.each([
    [4, 'not_enough', '--test 2014-07..2015-06 --kits 10', /2015-01, in the test, are not loaded/],
    [4, 'not_enough', '--test 2012-01..2012-12 --kits 10', /No burglaries are loaded up to 2011-12/],
    [4, 'not_enough', '--test 2014-01..2014-12 --kits 10 --kind ward', /No boundaries of the kind ward/],
    [2, 'usage', '--until 2014-06 --test 2014-01..2014-12 --kits 10', /must begin after/],
    [2, 'usage', '--test 2014-01..2014-12 --kits 10 --exclude E01099999', /no area E01099999/],
    [
      2,
      'usage',
      `--test 2014-01..2014-12 --kits 10 --exclude ${cityCodes.join(',')}`,
      /Every area is left out/,
    ],
  ])('ends with %i, %s: %s', async (exitCode, code, line, message) => {
    const error = await refusal(exitCode, 'backtest', ...line.split(' '))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
  })
})
