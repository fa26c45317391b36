import { selectAreas } from '../../packages/analysis/backtest/select-areas.ts'
import { exposureRatios } from '../../packages/analysis/effect/exposure/exposure-ratios.ts'
import { isControl, isLeftOut, mirroredExposure } from '../../packages/analysis/effect/exposure/mirrored.ts'
import { withError } from '../../packages/analysis/effect/effect-row.ts'
import { aggregate } from '../../packages/analysis/effect/group-time/aggregate.ts'
import { groupTimeEffects } from '../../packages/analysis/effect/group-time/group-time-effects.ts'
import { knownUntil } from '../../packages/analysis/effect/placebo/correct-programmes.ts'
import {
  correctedEffect,
  freezeExpectation,
} from '../../packages/analysis/effect/placebo/corrected-effect.ts'
import type { FrozenExpectation } from '../../packages/analysis/effect/placebo/corrected-effect.ts'
import {
  partInside,
  insideOutside,
  partLeftOut,
  partOutside,
} from '../../packages/analysis/effect/placebo/inside-outside.ts'
import { AREAS, BLOCK, chance, FIRST_MONTH, MONTHS, neighboursOf, SIDE } from './honest-panel.ts'
import type { HonestPanel } from './honest-panel.ts'

/** An interval of the effect at 95%; on the scale that `truth` of the same method is on. */
export type Interval = { estimate: number; low: number; high: number }
export type Answers = Record<string, Interval>

const LEVEL = 0.95
const SELECT_FROM = 12
/** Month in which programmes begin where the worst areas were chosen; selection is on the year before. */
const BEGIN = 24
/** So many kits that at least 150 areas are reached. */
const KITS = 104_000

/** The worst areas of the year before, all at once; the eight areas around each are a buffer. */
export function worstAreas(panel: HonestPanel): Int32Array {
  const expected = yearOf(panel.counts, SELECT_FROM, BEGIN)
  const { homes, codes } = panel
  const chosen = selectAreas({ expected, homes, codes, kits: KITS, saturation: 0.85, kitRounding: 'none' })
  const start = new Int32Array(AREAS).fill(-1)
  for (const area of chosen) start[area] = BEGIN
  return start
}

/** Forty deployment areas by lot, ten in each of four waves a quarter apart. */
export function randomStarts(panel: HonestPanel, seed: number): Int32Array {
  const { uniform } = chance(seed)
  const blocks = Array.from({ length: (SIDE / BLOCK) ** 2 }, (_, block) => ({ block, draw: uniform() }))
  blocks.sort((a, b) => a.draw - b.draw)
  const waveOf = new Map(blocks.slice(0, 40).map(({ block }, at) => [block, 12 + 3 * (at % 4)]))
  return panel.block.map((block) => waveOf.get(block) ?? -1)
}

/** What is expected of the worst areas and of the rest on the day they are chosen. */
export function frozenOf(panel: HonestPanel, start: Int32Array): FrozenExpectation {
  const { homes, groups, eastings, northings, counts } = panel
  const months = Int32Array.from({ length: MONTHS }, (_, t) => FIRST_MONTH + t)
  const known = knownUntil({ months, counts }, FIRST_MONTH + BEGIN - 1)
  return freezeExpectation({ homes, groups, eastings, northings, ...known, horizon: 12 }, partsOf(start))
}

/** Methods where the worst areas were chosen; all of them of the rate ratio less one. */
export function afterSelection(
  panel: HonestPanel,
  frozen: FrozenExpectation,
  counts: Int32Array,
  start: Int32Array,
): Answers {
  const part = partsOf(start)
  const before = yearOf(counts, SELECT_FROM, BEGIN)
  const after = yearOf(counts, BEGIN, MONTHS)
  const sums = insideOutside(part, before, after)
  const { insideBefore, insideAfter, outsideBefore, outsideAfter } = sums
  const plain = correctedEffect(
    { inside: insideBefore, outside: outsideBefore, logVariance: 1 / insideBefore + 1 / outsideBefore },
    { inside: insideAfter, outside: outsideAfter },
    LEVEL,
  )!
  return {
    'plain comparison': plain,
    'corrected effect': correctedEffect(frozen, { inside: insideAfter, outside: outsideAfter }, LEVEL)!,
    'Poisson, mirrored windows': poisson(panel, counts, start, { from: SELECT_FROM, to: BEGIN - 1 }),
    'Poisson, every month before': poisson(panel, counts, start, null),
  }
}

/** Methods where deployment areas were drawn by lot. */
export function afterLot(panel: HonestPanel, counts: Int32Array, start: Int32Array): Answers {
  return {
    'Poisson, every month before': poisson(panel, counts, start, null),
    'group-time, additive': groupTime(panel, counts, start),
  }
}

/** Mean count prevented in a treated area and quarter: what the additive method is after. */
export function additiveTruth(panel: HonestPanel, start: Int32Array, effect: number): number {
  const cells = new Map<string, { sum: number; areas: number }>()
  for (let i = 0; i < AREAS; i++) {
    if (start[i]! < 0) continue
    for (let q = start[i]! / 3; q < MONTHS / 3; q++) {
      const key = `${start[i]!},${q}`
      const cell = cells.get(key) ?? { sum: 0, areas: 0 }
      for (let t = 3 * q; t < 3 * q + 3; t++) cell.sum -= effect * panel.mean[i * MONTHS + t]!
      cell.areas++
      cells.set(key, cell)
    }
  }
  let [above, below] = [0, 0]
  for (const { sum, areas } of cells.values()) {
    above += sum
    below += areas
  }
  return above / below
}

function poisson(
  { block }: HonestPanel,
  counts: Int32Array,
  start: Int32Array,
  selection: { from: number; to: number } | null,
): Interval {
  const part = partsOf(start)
  const begins = start.map((from, i) => (from >= 0 ? from : part[i] === partLeftOut ? isLeftOut : isControl))
  const exposure = mirroredExposure({
    areas: AREAS,
    months: MONTHS,
    begins,
    starts: start,
    selection,
    groupOf: () => 0,
  })
  const found = exposureRatios({ areas: AREAS, months: MONTHS, counts, exposure, groups: 1, cluster: block })
  const { low, high } = withError(found.logRatio[0]!, Math.sqrt(found.covariance[0]!), {
    level: LEVEL,
    degrees: found.clusters[0]! - 1,
  })
  return { estimate: Math.expm1(found.logRatio[0]!), low: Math.expm1(low!), high: Math.expm1(high!) }
}

function groupTime({ block }: HonestPanel, counts: Int32Array, start: Int32Array): Interval {
  const part = partsOf(start)
  const kept = Int32Array.from(start.keys()).filter((i) => part[i] !== partLeftOut)
  const times = MONTHS / 3
  const values = new Float64Array(kept.length * times)
  kept.forEach((area, unit) => {
    for (let t = 0; t < MONTHS; t++) values[unit * times + Math.floor(t / 3)]! += counts[area * MONTHS + t]!
  })
  const effects = groupTimeEffects({
    outcome: { units: kept.length, times, values },
    start: kept.map((area) => (start[area]! < 0 ? -1 : start[area]! / 3)),
    covariates: [],
    controls: 'never',
    estimator: 'reg',
    cluster: kept.map((area) => block[area]!),
  })
  const { estimate, se } = aggregate(effects, 'simple').overall
  const { low, high } = withError(estimate, se!, { level: LEVEL })
  return { estimate, low: low!, high: high! }
}

/** Inside, outside, or in the buffer around what is inside. */
function partsOf(start: Int32Array): Uint8Array {
  const part = Uint8Array.from(start, (from) => (from >= 0 ? partInside : partOutside))
  for (let i = 0; i < AREAS; i++)
    if (start[i]! >= 0) for (const j of neighboursOf(i)) if (start[j]! < 0) part[j] = partLeftOut
  return part
}

function yearOf(counts: Int32Array, from: number, to: number): Float64Array {
  return Float64Array.from({ length: AREAS }, (_, i) => {
    let sum = 0
    for (let t = from; t < to; t++) sum += counts[i * MONTHS + t]!
    return sum
  })
}
