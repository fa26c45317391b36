import { describe, expect, it } from 'vitest'
import { syntheticCity } from '../../risk/synthetic-city.ts'
import { expectedBurglaries } from '../../risk/expected-burglaries.ts'
import { correctedProgrammes, knownUntil } from './correct-programmes.ts'
import { correctedEffect, freezeExpectation } from './corrected-effect.ts'
import { partInside, partLeftOut, partOutside } from './inside-outside.ts'

const january2020 = 2020 * 12

describe('correctedEffect', () => {
  it('agrees with arithmetic by hand', () => {
    // (80/100)/(950/1000) − 1; log variance 1/80 + 1/950 + .0064 = .019952…, its root times 1.959964.
    const found = correctedEffect(
      { inside: 100, outside: 1000, logVariance: 0.0064 },
      { inside: 80, outside: 950 },
      0.95,
    )!
    expect(found.estimate).toBeCloseTo(0.8 / 0.95 - 1, 12)
    const reach = 1.959963985 * Math.sqrt(1 / 80 + 1 / 950 + 0.0064)
    expect(found.low).toBeCloseTo((0.8 / 0.95) * Math.exp(-reach) - 1, 8)
    expect(found.high).toBeCloseTo((0.8 / 0.95) * Math.exp(reach) - 1, 8)
  })

  it('says nothing where nothing was counted or expected on one side', () => {
    const frozen = { inside: 10, outside: 100, logVariance: 0.01 }
    expect(correctedEffect(frozen, { inside: 0, outside: 9 }, 0.95)).toBeNull()
    expect(correctedEffect(frozen, { inside: 9, outside: 0 }, 0.95)).toBeNull()
    expect(correctedEffect({ ...frozen, inside: 0 }, { inside: 9, outside: 9 }, 0.95)).toBeNull()
  })
})

const city = syntheticCity({ side: 16, months: 48, firstMonth: january2020, seed: 5, level: 1.2 })
const risk = (until: number, counts: ArrayLike<number> = city.counts) => ({
  homes: city.homes,
  groups: city.groups,
  eastings: city.eastings,
  northings: city.northings,
  ...knownUntil({ months: city.months, counts }, until),
  horizon: 12,
})
const part = Uint8Array.from(city.codes, (_, i) => (i < 40 ? partInside : i < 60 ? partLeftOut : partOutside))

describe('freezeExpectation', () => {
  it('sums the expectation of the risk model by part', () => {
    const frozen = freezeExpectation(risk(january2020 + 23), part)
    const { expected } = expectedBurglaries(risk(january2020 + 23))
    const sum = (wanted: number) =>
      expected.reduce((all, value, i) => all + (part[i] === wanted ? value : 0), 0)
    expect(frozen.expected).toEqual(expected)
    expect(frozen.inside).toBeCloseTo(sum(partInside), 9)
    expect(frozen.outside).toBeCloseTo(sum(partOutside), 9)
    expect(frozen.logVariance).toBeGreaterThan(0)
  })

  it('knows nothing of what came after the day of selection', () => {
    const until = january2020 + 23
    const changed = city.counts.map((value, k) => (k % 48 > 23 ? (k * 7) % 5 : value))
    expect(freezeExpectation(risk(until, changed), part)).toEqual(freezeExpectation(risk(until), part))
  })
})

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('correctedProgrammes', () => {
  const inputs = {
    ...city,
    kits: 20_000,
    saturation: 0.85,
    kitRounding: 'none' as const,
    selectYears: 1,
    level: 0.95,
  }
  const found = correctedProgrammes(inputs)

  it('takes selection back: where nothing was done the plain comparison falls and the corrected one need not', () => {
    expect(found.map(({ from, to }) => [from / 12, to / 12])).toEqual([
      [2020, 2021],
      [2021, 2022],
      [2022, 2023],
    ])
    for (const { ratio, corrected } of found) {
      expect(ratio).toBeLessThan(-0.1)
      expect(corrected!.low).toBeLessThan(0)
      expect(corrected!.high).toBeGreaterThan(0)
    }
    const left = mean(found.map(({ corrected }) => Math.abs(corrected!.estimate)))
    expect(left).toBeLessThan(-mean(found.map(({ ratio }) => ratio!)) / 2)
  })

  it('finds what was done', () => {
    const months = city.months.length
    const treated = found[1]!.part
    const counts = city.counts.map((value, k) =>
      treated[Math.floor(k / months)] === partInside && k % months >= 24 ? Math.floor(value / 2) : value,
    )
    const again = correctedProgrammes({ ...inputs, counts })[1]!
    expect(again.part).toEqual(treated)
    expect(again.corrected!.high).toBeLessThan(-0.2)
  })

  it('corrects nothing where nothing or everything was chosen', () => {
    for (const kits of [1, 1e9])
      for (const { corrected } of correctedProgrammes({ ...inputs, kits })) expect(corrected).toBeNull()
  })
})
