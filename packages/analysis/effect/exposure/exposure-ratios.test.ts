import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { leftOut, unexposed, type ExposureCells } from './cells.ts'
import { exposureRatios } from './exposure-ratios.ts'
import { isControl, mirroredExposure } from './mirrored.ts'
import { invert, multiply } from './small-matrix.ts'

const chance = (seed: number) => {
  const random = xoroshiro128plus(seed)
  const unit = (): number => ((random.next() >>> 0) + 0.5) / 0x1_0000_0000
  const normal = (): number => Math.sqrt(-2 * Math.log(unit())) * Math.cos(2 * Math.PI * unit())
  const poisson = (mean: number): number => {
    const limit = Math.exp(-mean)
    let count = 0
    for (let product = unit(); product > limit; product *= unit()) count++
    return count
  }
  return { unit, normal, poisson }
}

/** The same model with a column for every area, month and group, fitted by Newton's method on the whole. */
const byNewton = ({ areas, months, counts, exposure, groups, cluster }: ExposureCells) => {
  const n = areas + months - 1 + groups
  const rows: { at: number; area: number; design: Float64Array }[] = []
  for (let area = 0; area < areas; area++) {
    for (let month = 0; month < months; month++) {
      const group = exposure[area * months + month]!
      if (group === leftOut) continue
      const design = new Float64Array(n)
      design[area] = 1
      if (month > 0) design[areas + month - 1] = 1
      if (group >= 0) design[areas + months - 1 + group] = 1
      rows.push({ at: area * months + month, area, design })
    }
  }
  const value = new Float64Array(n)
  const meanOf = (design: Float64Array): number =>
    Math.exp(design.reduce((sum, one, at) => sum + one * value[at]!, 0))
  const information = (): Float64Array => {
    const matrix = new Float64Array(n * n)
    for (const { design } of rows) {
      const mean = meanOf(design)
      for (let one = 0; one < n; one++)
        if (design[one])
          for (let other = 0; other < n; other++) matrix[one * n + other]! += mean * design[other]!
    }
    return matrix
  }
  for (let round = 0; round < 40; round++) {
    const gradient = new Float64Array(n)
    for (const { at, design } of rows) {
      const error = counts[at]! - meanOf(design)
      for (let one = 0; one < n; one++) gradient[one]! += error * design[one]!
    }
    const inverse = invert(information(), n)!
    for (let one = 0; one < n; one++)
      for (let other = 0; other < n; other++) value[one]! += inverse[one * n + other]! * gradient[other]!
  }
  const inverse = invert(information(), n)!
  const clusters = Math.max(...cluster) + 1
  const middle = new Float64Array(n * n)
  for (let own = 0; own < clusters; own++) {
    const score = new Float64Array(n)
    for (const { at, area, design } of rows) {
      if (cluster[area] !== own) continue
      const error = counts[at]! - meanOf(design)
      for (let one = 0; one < n; one++) score[one]! += error * design[one]!
    }
    for (let one = 0; one < n; one++)
      for (let other = 0; other < n; other++) middle[one * n + other]! += score[one]! * score[other]!
  }
  const robust = multiply(multiply(inverse, middle, n), inverse, n)
  const last = n - groups
  return {
    logRatio: value.slice(last),
    variance: Float64Array.from({ length: groups }, (_, at) => robust[(last + at) * n + last + at]!),
  }
}

const panel = (areas: number, months: number, treated: number, seed: number): ExposureCells => {
  const { poisson, unit } = chance(seed)
  const exposure = new Int16Array(areas * months).fill(unexposed)
  const counts = Int32Array.from({ length: areas * months }, (_, at) => {
    const [area, month] = [Math.floor(at / months), at % months]
    const begin = 5 + (area % 3)
    if (area < treated && month >= begin) exposure[at] = month > begin + 1 ? 1 : 0
    if (area < treated && month === begin - 1) exposure[at] = leftOut
    return poisson((2 + (area % 4) + unit()) * (exposure[at]! >= 0 ? 0.7 : 1))
  })
  return {
    areas,
    months,
    counts,
    exposure,
    groups: 2,
    cluster: Int32Array.from({ length: areas }, (_, at) => at),
  }
}

/** Areas with lasting and short-lived risk; the fifth with the worst year is chosen and nothing is done. */
const chosenForTheWorstYear = (seed: number) => {
  const { normal, poisson } = chance(seed)
  const [areas, months, memory] = [300, 84, 0.9]
  const counts = new Int32Array(areas * months)
  for (let area = 0; area < areas; area++) {
    const lasting = 0.3 * normal()
    let short = 0.6 * normal()
    for (let month = 0; month < months; month++) {
      short = memory * short + 0.6 * Math.sqrt(1 - memory ** 2) * normal()
      counts[area * months + month] = poisson(3 * Math.exp(lasting + short))
    }
  }
  const year = (area: number): number =>
    counts.subarray(area * months + 36, area * months + 48).reduce((sum, one) => sum + one, 0)
  const worst = Array.from({ length: areas }, (_, area) => area).toSorted((a, b) => year(b) - year(a))
  const begins = new Int32Array(areas).fill(isControl)
  for (const area of worst.slice(0, areas / 5)) begins[area] = 50
  return { areas, months, counts, begins }
}

describe('rate ratios of exposed cells', () => {
  test('are those of the whole model fitted by Newton, with a column for every area and month', () => {
    for (const seed of [1, 2, 3]) {
      const cells = panel(14, 10, 6, seed)
      const ours = exposureRatios(cells)
      const { logRatio, variance } = byNewton(cells)
      for (const group of [0, 1]) {
        expect(ours.logRatio[group]).toBeCloseTo(logRatio[group]!, 8)
        // Clusters left out in turn make the error larger than the plain one, but of its order.
        const inflation = ours.covariance[group * 3]! / variance[group]!
        expect(inflation).toBeGreaterThan(1)
        expect(inflation).toBeLessThan(2.5)
      }
    }
  })

  test('with one area, one month before and one after on each side are the ratio of ratios', () => {
    const counts = [10, 6, 40, 50]
    const { logRatio, observed, expected, covariance } = exposureRatios({
      areas: 2,
      months: 2,
      counts,
      exposure: Int16Array.from([unexposed, 0, unexposed, unexposed]),
      groups: 1,
      cluster: Int32Array.from([0, 1]),
    })
    expect(Math.exp(logRatio[0]!)).toBeCloseTo(6 / 10 / (50 / 40), 10)
    expect(observed[0]).toBe(6)
    expect(expected[0]).toBeCloseTo(12.5, 8)
    expect(covariance[0]).toBeNaN()
  })

  test('are refused where an exposed area has nothing to compare with', () => {
    expect(() =>
      exposureRatios({
        areas: 2,
        months: 2,
        counts: [0, 5, 3, 4],
        exposure: Int16Array.from([unexposed, 0, unexposed, unexposed]),
        groups: 1,
        cluster: Int32Array.from([0, 1]),
      }),
    ).toThrow('nothing-before')
  })
})

describe('windows that mirror the selection', () => {
  test('show no fall where areas were chosen for a bad year and nothing was done, and the plain comparison does', () => {
    let [mirrored, plain, covered] = [0, 0, 0]
    const plays = 30
    for (let seed = 1; seed <= plays; seed++) {
      const { areas, months, counts, begins } = chosenForTheWorstYear(seed)
      const cluster = Int32Array.from({ length: areas }, (_, at) => at)
      const exposure = mirroredExposure({
        areas,
        months,
        begins,
        starts: begins,
        selection: { from: 36, to: 47 },
        groupOf: () => 0,
      })
      const { logRatio, covariance } = exposureRatios({ areas, months, counts, exposure, groups: 1, cluster })
      mirrored += logRatio[0]! / plays
      if (Math.abs(logRatio[0]!) < 1.96 * Math.sqrt(covariance[0]!)) covered++
      const beforeAndAfter = Int16Array.from(exposure, (_, at) => {
        const [area, month] = [Math.floor(at / months), at % months]
        if (month < 36 || (month >= 48 && month < 50)) return leftOut
        return month >= 50 && begins[area]! >= 0 ? 0 : unexposed
      })
      plain +=
        exposureRatios({ areas, months, counts, exposure: beforeAndAfter, groups: 1, cluster }).logRatio[0]! /
        plays
    }
    expect(plain).toBeLessThan(-0.25)
    expect(Math.abs(mirrored)).toBeLessThan(0.03)
    expect(covered).toBeGreaterThanOrEqual(24)
  })

  test('pair every exposed month with one as far before, and leave out what has no pair', () => {
    const exposure = mirroredExposure({
      areas: 2,
      months: 12,
      begins: Int32Array.from([7, isControl]),
      starts: Int32Array.from([6, -1]),
      selection: { from: 4, to: 5 },
      groupOf: () => 0,
    })
    const row = (area: number): string =>
      [...exposure.subarray(area * 12, area * 12 + 12)]
        .map((one) => (one === leftOut ? '.' : one === 0 ? 'x' : 'o'))
        .join('')
    expect(row(0)).toBe('ooo....xxx..')
    expect(row(1)).toBe('ooo....ooo..')
  })

  test('compare with every month before the start where areas were drawn by lot', () => {
    const exposure = mirroredExposure({
      areas: 2,
      months: 6,
      begins: Int32Array.from([4, isControl]),
      starts: Int32Array.from([3, -1]),
      selection: null,
      groupOf: () => 0,
    })
    expect([...exposure]).toEqual([-1, -1, -1, -2, 0, 0, -1, -1, -1, -2, -1, -1])
  })
})
