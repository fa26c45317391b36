import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { carriedDispersion, changeDispersion, detectableChange } from './detectable-change.ts'

const arm = (count: number) => ({
  insideBefore: count,
  insideAfter: count,
  outsideBefore: count,
  outsideAfter: count,
})

test('a fall of 27.5% takes about 332 burglaries an arm and year where chance alone is at work', () => {
  const poisson = { inside: 1, outside: 1 }
  expect(detectableChange(arm(332), poisson)).toBeCloseTo(0.275, 3)
  expect(detectableChange(arm(332), { inside: 0, outside: 1 })).toBeNull()
  expect(detectableChange(arm(332), { inside: 1, outside: 0 })).toBeNull()
  expect(detectableChange(arm(332 * 5), { inside: 5, outside: 5 })).toBeCloseTo(0.275, 3)
})

test('more burglaries show less, a larger design effect shows only more, and nothing shows nothing', () => {
  const small = detectableChange(arm(400), { inside: 1, outside: 1 }) ?? 0
  expect(detectableChange(arm(1000), { inside: 1, outside: 1 })).toBeLessThan(small)
  expect(detectableChange(arm(400), { inside: 3, outside: 1 })).toBeGreaterThan(small)
  expect(detectableChange(arm(1), { inside: 5, outside: 5 })).toBeNull()
  expect(detectableChange(arm(0), { inside: 1, outside: 1 })).toBeNull()
})

/** Poisson counts about a level of each area that wanders by `spread` from month to month and slowly forgets. */
const history = (spread: number, memory: number) => {
  const random = xoroshiro128plus(4)
  const unit = (): number => ((random.next() >>> 0) + 0.5) / 0x1_0000_0000
  const normal = (): number => Math.sqrt(-2 * Math.log(unit())) * Math.cos(2 * Math.PI * unit())
  const [areas, months] = [400, 60]
  const counts = new Int32Array(areas * months)
  for (let area = 0; area < areas; area++) {
    const level = 3 * Math.exp(0.3 * normal())
    let log = spread * normal()
    for (let month = 0; month < months; month++) {
      log = memory * log + spread * Math.sqrt(1 - memory ** 2) * normal()
      const limit = Math.exp(-level * Math.exp(log))
      for (let product = unit(); product > limit; product *= unit()) counts[area * months + month]!++
    }
  }
  return { areas, months, counts, cluster: Int32Array.from({ length: areas }, (_, at) => at) }
}

test('the dispersion of a change is one for chance alone, more where risk wanders, more still for larger clusters', () => {
  const windows = { window: 12, between: 12 }
  expect(changeDispersion({ ...history(0, 0), ...windows })).toBeCloseTo(1, 0)
  const wandering = history(0.4, 0.95)
  const single = changeDispersion({ ...wandering, ...windows }) ?? 0
  expect(single).toBeGreaterThan(3)
  // Lasting differences between areas are no change.
  expect(changeDispersion({ ...history(0, 0), window: 24, between: 0 })).toBeLessThan(1.2)
  expect(changeDispersion({ ...wandering, ...windows, cluster: new Int32Array(400) })).toBeNull()
  expect(changeDispersion({ ...wandering, window: 40, between: 0 })).toBeNull()
})

test('a design effect carried to longer windows grows by what exceeds chance', () => {
  expect(carriedDispersion(3, 12, 24)).toBe(5)
  expect(carriedDispersion(3, 24, 12)).toBe(3)
  expect(carriedDispersion(0.8, 12, 24)).toBe(1)
})
