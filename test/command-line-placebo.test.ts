import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cityCodes, cityCount, cityHomes, cityMonths, loadCity } from './command-line-city.ts'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'

const user = await commandLineOnEmptyFolder()
const { answer, refusal, run } = user
await loadCity(user)

const effect = z.strictObject({ estimate: z.number(), low: z.number(), high: z.number() })
const row = z.strictObject({
  from: z.string(),
  to: z.string(),
  clean: z.boolean(),
  areas: z.number().int(),
  homes: z.number().int(),
  kits: z.number(),
  insideBefore: z.number().int(),
  insideAfter: z.number().int(),
  outsideBefore: z.number().int(),
  outsideAfter: z.number().int(),
  ratio: z.number().nullable(),
  corrected: effect.nullable(),
})

const yearOf = (year: number) => (area: number) =>
  cityMonths.reduce((sum, month, at) => sum + (month.startsWith(`${year}`) ? cityCount(area, at) : 0), 0)

const between = (from: string, to: string) => (area: number) =>
  cityMonths.reduce((sum, month, at) => sum + (month >= from && month <= to ? cityCount(area, at) : 0), 0)

/** By rate of a year, the highest first, ties by code; one that no longer fits is passed over. */
const chosenBy = (count: (area: number) => number, kits: number): Set<number> => {
  const chosen = new Set<number>()
  let left = kits
  const order = [...cityCodes.keys()].toSorted(
    (a, b) => count(b) / cityHomes[b]! - count(a) / cityHomes[a]! || (cityCodes[a]! < cityCodes[b]! ? -1 : 1),
  )
  for (const area of order) {
    if (0.85 * cityHomes[area]! > left) continue
    chosen.add(area)
    left -= 0.85 * cityHomes[area]!
  }
  return chosen
}

const total = (areas: Iterable<number>, count: (area: number) => number): number =>
  [...areas].reduce((sum, area) => sum + count(area), 0)

const kits = 1700

const cleanFrom = async (from: string) =>
  z
    .array(row)
    .parse((await answer('placebo', '--kits', `${kits}`, '--programme-from', from)).results)
    .map(({ clean }) => clean)

const years = async (...more: string[]) =>
  z
    .array(row)
    .parse((await answer('placebo', '--kits', `${kits}`, ...more)).results)
    .map(({ from }) => from)

describe('placebo', () => {
  test('counts every pair of years as it was, inside and outside of what would have been chosen', async () => {
    const { results, inputs, warnings } = await answer('placebo', '--kits', `${kits}`, '--figure', '-0.9')
    expect(inputs).toMatchObject({
      kind: 'lsoa',
      series: 'all',
      source: 'street',
      from: '2012-01',
      until: '2014-12',
      programmeFrom: '2015-03',
      kits,
      saturation: 0.85,
      selectYears: 1,
      kitRounding: 'none',
    })
    const rows = z.array(row).parse(results)
    expect(rows.map(({ from, to, clean }) => [from, to, clean])).toEqual([
      ['2012-01', '2013-12', true],
      ['2013-01', '2014-12', true],
    ])
    for (const each of rows) {
      const [before, after] = [yearOf(Number.parseInt(each.from)), yearOf(Number.parseInt(each.to))]
      const inside = chosenBy(before, kits)
      const outside = [...cityCodes.keys()].filter((area) => !inside.has(area))
      expect(each).toMatchObject({
        areas: inside.size,
        homes: total(inside, (area) => cityHomes[area]!),
        insideBefore: total(inside, before),
        insideAfter: total(inside, after),
        outsideBefore: total(outside, before),
        outsideAfter: total(outside, after),
      })
      const { insideBefore, insideAfter, outsideBefore, outsideAfter } = each
      expect(each.ratio).toBeCloseTo(insideAfter / insideBefore / (outsideAfter / outsideBefore) - 1, 12)
      expect(each.corrected!.low).toBeLessThan(each.corrected!.estimate)
      expect(each.corrected!.high).toBeGreaterThan(each.corrected!.estimate)
    }
    // No two overlapping windows for two witnesses.
    const words = warnings.join('\n')
    expect(words).toContain(
      'Kits of Metropolitan Police Service are taken to be issued from March 2015 on (setting "programme from"',
    )
    expect(words).toContain('2 clean pairs of years')
    expect(words).toContain('p ≥ 0.333')
    expect(words).toContain('only 1 share none, and by these alone p ≥ 0.500')
    expect(words).toContain(
      '-90.0% is compared with those of the clean pairs: 0 of 2 are as low or lower, p = 0.333',
    )
  })

  test('calls no pair clean in which kits were issued', async () => {
    expect(await cleanFrom('2014-12')).toEqual([true, false])
    expect(await cleanFrom('none')).toEqual([true, true])
  })

  test('takes the years asked for, and several years to choose by', async () => {
    expect(await years('--from', '2012', '--to', '2013')).toEqual(['2012-01'])
    expect(await years('--select-years', '2')).toEqual(['2013-01'])
  })

  test('takes any twelve months for a year, and says which', async () => {
    const { results, inputs } = await answer('placebo', '--kits', `${kits}`, '--from', '2012-04')
    expect(inputs).toMatchObject({ years: { from: '2012-04' } })
    const [only, ...more] = z.array(row).parse(results)
    expect(more).toEqual([])
    const before = between('2012-04', '2013-03')
    const inside = chosenBy(before, kits)
    expect(only).toMatchObject({
      from: '2012-04',
      to: '2014-03',
      insideBefore: total(inside, before),
      insideAfter: total(inside, between('2013-04', '2014-03')),
    })
    expect(await years('--to', '2014-03')).toEqual(['2012-04'])
    const { output } = await run('placebo', '--kits', `${kits}`, '--from', '2012-04')
    expect(output).toContain('Years begin in April: 2012/13 is April 2012 to March 2013.')
    expect(output).toMatch(/2012\/13→2013\/14 +yes .*%/)
  })

  test('is a table for people', async () => {
    const { code, output, errors } = await run('placebo', '--kits', `${kits}`)
    expect(code).toBe(0)
    expect(output).toMatch(/2012→2013 +yes .*%/)
    expect(errors).toMatch(/p ≥ 0\.333/)
  })

  test.each([
    [4, 'not_enough', '--kits 1', /reach no area/],
    [4, 'not_enough', '--kits 100000000', /reach every area/],
    [4, 'not_enough', '--kits 1700 --select-years 3', /3 years that choose/],
    [2, 'usage', '--kits 1700 --from 2014 --to 2014', /must come after/],
    [2, 'usage', '--kits 1700 --from 2012-04 --to 2014-02', /two years are 24 months/],
    [2, 'usage', '--kits 1700 --from 2012-13', /a month such as 2017-04/],
    [2, 'usage', '--kits 1700 --exclude E01099999', /no area E01099999/],
    [2, 'usage', '--kits 1700 --programme-from March', /a month such as/],
  ])('ends with %i, %s: %s', async (exitCode, code, line, message) => {
    const error = await refusal(exitCode, 'placebo', ...line.split(' '))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
  })
})

const areas = cityCodes.slice(0, 3).join(',')
const frozen = await answer('expectation', 'freeze', 'Trial', '--areas', areas, '--until', '2013-12')
const { id, digest, inside, outside } = z
  .object({ id: z.uuid(), digest: z.string(), inside: z.number(), outside: z.number() })
  .parse(frozen.results)

describe('expectation', () => {
  test('is frozen with its digest, and listed', async () => {
    expect(frozen.inputs).toMatchObject({ dataUntil: '2013-12', from: '2014-01', to: '2014-12' })
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect(frozen.warnings.join(' ')).toMatch(/Frozen after the fact: burglaries up to 2014-12 were loaded/)
    const { results } = await answer('expectation', 'list')
    expect(results).toEqual([expect.objectContaining({ id, digest, name: 'Trial', dataUntil: '2013-12' })])
  })

  test('is what happened is held against, not a new one', async () => {
    const { results } = await answer('expectation', 'hold', id)
    const after = yearOf(2014)
    const counted = total([0, 1, 2], after)
    const rest = total([...cityCodes.keys()].slice(3), after)
    expect(results).toMatchObject({
      insideExpected: inside,
      insideObserved: counted,
      outsideExpected: outside,
      outsideObserved: rest,
    })
    const { corrected } = z.object({ corrected: effect }).parse(results)
    expect(corrected.estimate).toBeCloseTo(counted / inside / (rest / outside) - 1, 12)
  })

  test.each([
    [3, 'not_found', ['hold', '0190aaaa-0000-7000-8000-000000000000'], /no saved forecast/],
    [2, 'usage', ['freeze', 'X', '--areas', 'E01099999'], /no area E01099999/],
  ])('ends with %i, %s: %s', async (exitCode, code, line, message) => {
    const error = await refusal(exitCode, 'expectation', ...line)
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
  })

  test('cannot be told against months that are not loaded', async () => {
    const late = await answer('expectation', 'freeze', 'Late', '--areas', areas, '--until', '2014-06')
    const { id: lateId } = z.object({ id: z.string() }).parse(late.results)
    const error = await refusal(4, 'expectation', 'hold', lateId)
    expect(error.message).toMatch(/January 2015, in the forecast period, are not loaded/)
  })
})
