import { describe, expect, test } from 'vitest'
import { factorsOf } from './burglaries.ts'
import { makeCity } from './city.ts'
import { groundOf } from './ground.ts'
import type { Point } from './shape.ts'

const city = makeCity(20_000, 3)
const addresses = [...city.addresses()]

const twiceArea = (ring: readonly Point[]): number =>
  ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [0, 0]
    return sum + x * nextY - nextX * y
  }, 0)
const areaOf = (polygons: readonly (readonly (readonly Point[])[])[]): number =>
  polygons.flat().reduce((sum, ring) => sum + twiceArea(ring) / 2, 0)
const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0)

describe('the made-up city', () => {
  test('is the same from the same seed, and another from another', () => {
    const again = makeCity(20_000, 3)
    expect(again.outlines).toEqual(city.outlines)
    expect(again.history).toEqual(city.history)
    expect([...again.addresses()].slice(0, 200)).toEqual(addresses.slice(0, 200))
    expect(makeCity(20_000, 4).areas.homes).not.toEqual(city.areas.homes)
  })

  test('has the same months with days of the next one after them', () => {
    const { burglaries, programme } = makeCity(20_000, 3, 9).history
    const after = burglaries.filter(({ month }) => month === 96)
    expect(burglaries.filter(({ month }) => month < 96)).toEqual(city.history.burglaries)
    expect(programme).toEqual(city.history.programme)
    expect(after.length).toBeGreaterThan(0)
    expect(Math.max(...after.map(({ day }) => day))).toBeLessThanOrEqual(9)
    expect(city.history.burglaries.some(({ month }) => month === 96)).toBe(false)
  })

  test('has the homes it was asked for, every one with an address of its own', () => {
    expect(total(city.areas.homes)).toBe(20_000)
    expect(addresses.filter(({ use }) => use === 'home')).toHaveLength(20_000)
    const doors = addresses.map(({ street, number, flat }) => `${street} ${number} ${flat}`)
    expect(new Set(doors).size).toBe(doors.length)
    expect(addresses.some(({ flat }) => flat !== null)).toBe(true)
    expect(addresses.some(({ shared }) => shared)).toBe(true)
    expect(addresses.filter(({ use }) => use === 'custody')).toHaveLength(city.areas.bcuNames.length)
    for (const { postcode } of addresses) expect(postcode).toMatch(/^ZX\d{1,2} \d[A-Z]{2}$/)
  })

  test('is parted into areas that have homes and lie within wards, boroughs and BCUs', () => {
    const { area, ward, borough, bcu } = city.outlines
    expect(Math.min(...city.areas.homes)).toBeGreaterThan(0)
    const sizes = [area, ward, borough, bcu].map((outlines) => total(outlines.map(areaOf)))
    for (const size of sizes) expect(size).toBeCloseTo(sizes[0] ?? 0, 0)
    for (const outline of area) {
      expect(outline).toHaveLength(1)
      expect(areaOf(outline)).toBeGreaterThan(0)
      for (const ring of outline.flat()) expect(ring.at(-1)).toEqual(ring[0])
    }
    expect(new Set(city.areas.names).size).toBe(city.areas.names.length)
  })

  test('has a river, parks and streets with names', () => {
    const kinds = new Set(groundOf(city).map(({ kind }) => kind))
    expect([...kinds].toSorted()).toEqual(expect.arrayContaining(['park', 'rail', 'water']))
    expect(city.streets.length).toBeGreaterThan(200)
    for (const { name, line, sides } of city.streets) {
      expect(name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/)
      expect(line).toHaveLength(sides.length + 1)
    }
  })

  test('has burglaries for each home as a city has, most in homes, some soon after another', () => {
    const { burglaries } = city.history
    const yearly = burglaries.length / 8 / city.homes
    expect(yearly).toBeGreaterThan(0.012)
    expect(yearly).toBeLessThan(0.035)
    expect(burglaries.filter(({ home }) => home).length / burglaries.length).toBeCloseTo(0.74, 1)
    expect(burglaries.some(({ repeat }) => repeat)).toBe(true)
  })

  test.each([4999, 5_000_001, 10_000.5])('of %d homes is refused', (homes) => {
    expect(() => makeCity(homes, 1)).toThrow(RangeError)
  })
})

describe('the planted programme', () => {
  test('goes in the last three years where the year before was worst', () => {
    const { programme, burglaries } = city.history
    const inYear = new Float64Array(city.areas.codes.length)
    for (const { area, month } of burglaries) if (month >= 48 && month < 60) inYear[area]! += 1
    const rate = (area: number): number => (inYear[area] ?? 0) / (city.areas.homes[area] ?? 1)
    const chosen = programme.areas.map(({ area }) => area)
    const others = [...inYear.keys()].filter((area) => !chosen.includes(area))
    expect(Math.min(...chosen.map(rate))).toBeGreaterThanOrEqual(Math.max(...others.map(rate)))
    for (const { month } of programme.areas) {
      expect(month).toBeGreaterThanOrEqual(60)
      expect(month).toBeLessThan(84)
    }
  })

  test('prevents what it says, half of it after the half-life, and brings its part of that next door', () => {
    const programme = { effect: 0.2, halfLife: 18, displacement: 0.15, areas: [{ area: 0, month: 60 }] }
    const beside = [[1, 2], [0], [0], []]
    expect(factorsOf(programme, beside, 59)).toEqual(new Map())
    expect(factorsOf(programme, beside, 60).get(0)).toBeCloseTo(0.8, 12)
    expect(factorsOf(programme, beside, 78).get(0)).toBeCloseTo(0.9, 12)
    expect(factorsOf(programme, beside, 60).get(1)).toBeCloseTo(1 + (0.15 * 0.2) / 2, 12)
    expect(factorsOf(programme, beside, 60).has(3)).toBe(false)
  })
})
