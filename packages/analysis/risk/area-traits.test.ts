import { describe, expect, it } from 'vitest'
import { areaTraits, traitNames, type Trait } from './area-traits.ts'
import { nearestAreas } from './nearest-areas.ts'

const areaCount = 200
const monthCount = 36
const eastings = Float64Array.from({ length: areaCount }, (_, i) => 400 * (i % 20) + (i % 3))
const northings = Float64Array.from({ length: areaCount }, (_, i) => 400 * Math.floor(i / 20) + (i % 7))
const homes = Float64Array.from({ length: areaCount }, (_, i) => (i % 20 < 10 ? 500 : 1000))
const counts = new Int32Array(areaCount * monthCount).fill(2)

const history = (parts: { repeats?: Int32Array; premises?: Int32Array }) => ({
  homes,
  months: Int32Array.from({ length: monthCount }, (_, t) => 24_000 + t),
  counts,
  totals: new Float64Array(monthCount).fill(2 * areaCount),
  place: { eastings, northings, groups: new Int32Array(areaCount) },
  around: nearestAreas(eastings, northings),
  ...parts,
})

/** One in every month of the first 24 for the areas that `chosen` takes. */
const early = (chosen: (area: number) => boolean) =>
  Int32Array.from(counts, (_, k) => (chosen(Math.floor(k / monthCount)) && k % monthCount < 24 ? 1 : 0))

const column = (traits: Float64Array, trait: Trait) =>
  Array.from({ length: areaCount }, (_, i) => traits[i * traitNames.length + traitNames.indexOf(trait)]!)

describe('areaTraits', () => {
  const traits = areaTraits(
    history({ repeats: early((i) => i % 2 === 0), premises: early((i) => i % 4 === 0) }),
    24,
    homes,
  )

  it('are standardised', () => {
    for (const trait of traitNames) {
      const values = column(traits, trait)
      expect(values.reduce((sum, value) => sum + value, 0) / areaCount).toBeCloseTo(0, 2)
      expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(3)
    }
  })

  it('tell repeats, premises and homes around', () => {
    expect(column(traits, 'repeats').every((value, i) => value > 0 === (i % 2 === 0))).toBe(true)
    expect(column(traits, 'premises').every((value, i) => value > 0 === (i % 4 === 0))).toBe(true)
    const [sparse, dense] = [3, 15].map((i) => column(traits, 'homesAround')[100 + i]!)
    expect(dense).toBeGreaterThan(sparse! + 1)
  })

  it('look at no month after the history and forget what is long past', () => {
    const later = Int32Array.from(counts, (_, k) => (k % monthCount >= 24 ? k % 3 : 0))
    expect(column(areaTraits(history({ repeats: later }), 24, homes), 'repeats')).toEqual(
      Array(areaCount).fill(0),
    )
    const first = Int32Array.from(counts, (_, k) => (k % monthCount < 12 && k % 5 === 0 ? 1 : 0))
    expect(column(areaTraits(history({ repeats: first }), 36, homes), 'repeats')).toEqual(
      Array(areaCount).fill(0),
    )
  })

  it('are nothing where nothing is told', () => {
    const untold = areaTraits(history({}), 24, homes)
    expect(column(untold, 'repeats')).toEqual(Array(areaCount).fill(0))
    expect(column(untold, 'premises')).toEqual(Array(areaCount).fill(0))
  })
})
