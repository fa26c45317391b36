import { expectedBurglaries } from '../risk/expected-burglaries.ts'
import { setTotal } from '../risk/set-total.ts'
import { kernelDensity, prospective, recentMean, type Events, type KnownHistory } from './rivals.ts'
import { selectAreas } from './select-areas.ts'

export const modelNames = ['mettrace', 'lastYear', 'threeYearMean', 'kde', 'prospective', 'oracle'] as const
export type Model = (typeof modelNames)[number]

/** n areas, T observed months covering history and test; arrays as in risk/inputs.ts. */
export type BacktestInputs = {
  codes: readonly string[]
  homes: ArrayLike<number>
  months: ArrayLike<number>
  counts: ArrayLike<number>
  repeats?: ArrayLike<number> | undefined
  premises?: ArrayLike<number> | undefined
  groups: ArrayLike<number>
  eastings: ArrayLike<number>
  northings: ArrayLike<number>
  /** Last month that may be known; absolute month. */
  until: number
  /** First and last month of the test, inclusive; after `until`. */
  testFrom: number
  testTo: number
  kits: number
  /** Kits per home; 0.85 unless given. */
  saturation?: number
  kitRounding?: 'none' | 'up'
  /** Codes of areas left out altogether: not chosen, not counted, not learned from. */
  exclude?: readonly string[]
  /** First month of history to use; all of it unless given. */
  historyFrom?: number
  /** Level of the interval of the chosen total; 0.95 unless given. */
  level?: number
  /** Exact points for the kernel and prospective rivals; area centres stand in unless given. */
  events?: Events
  /** Models to score, in this order; all of them unless given. */
  models?: readonly Model[]
}

export type BacktestResult = {
  model: Model
  /** Number of areas chosen and the homes in them. */
  areas: number
  homes: number
  /** Burglaries of the test period in the chosen areas, and their share of all. Null when there were none, or no area could be chosen. */
  hits: number
  hitRate: number | null
  /** Predictive accuracy index (n/N)/(a/A) with homes as the area (Chainey, Tompson & Uhlig 2008). */
  pai: number | null
  /** Predictive efficiency index n/n*, n* the oracle's hits (Hunt 2016). */
  pei: number | null
  /** What the model itself expected in the areas it chose. */
  expected: number
  /** Interval of that total; only ours has one. */
  low: number | null
  high: number | null
  /** Codes in the order chosen. */
  codes: string[]
}

/**
 * Scores a past period as if it were the future: every model sees the months up to `until` only (the oracle
 * sees the test), chooses areas by expected burglaries per home within the kits (select-areas.ts), and is
 * measured on what happened.
 *
 * Throws RangeError for months that are not observed, an unknown code in `exclude`, or no history.
 */
export const backtest = (inputs: BacktestInputs): BacktestResult[] => {
  const { testFrom, testTo, kits, saturation = 0.85, kitRounding = 'none', level = 0.95 } = inputs
  const { known, parts, groups, codes, actual } = divide(inputs)
  const horizon = testTo - testFrom + 1
  const homesOfAll = sumOf(known.homes)
  const happened = sumOf(actual)
  const choose = (expected: ArrayLike<number>) =>
    selectAreas({ expected, homes: known.homes, codes, kits, saturation, kitRounding })
  const best = sumAt(actual, choose(actual))

  return (inputs.models ?? modelNames).map((model) => {
    const forecast =
      model === 'mettrace'
        ? expectedBurglaries({ ...riskOf(known), ...parts, groups, horizon, firstMonth: testFrom })
        : undefined
    const expected = forecast?.expected ?? rival(model, known, horizon, actual)
    // A rival without a month to go on chooses nothing, rather than the first areas by code.
    const chosen = expected.some((value) => value > 0) ? choose(expected) : new Int32Array(0)
    const total = forecast && setTotal(forecast, chosen, level)
    const hits = sumAt(actual, chosen)
    const homes = sumAt(known.homes, chosen)
    return {
      model,
      areas: chosen.length,
      homes,
      hits,
      hitRate: happened > 0 && chosen.length > 0 ? hits / happened : null,
      pai: happened > 0 && homes > 0 ? hits / happened / (homes / homesOfAll) : null,
      pei: best > 0 && chosen.length > 0 ? hits / best : null,
      expected: total?.expected ?? sumAt(expected, chosen),
      low: total?.low ?? null,
      high: total?.high ?? null,
      codes: Array.from(chosen, (i) => codes[i]!),
    }
  })
}

const rival = (model: Model, known: KnownHistory, horizon: number, actual: Float64Array): Float64Array => {
  switch (model) {
    case 'lastYear':
      return recentMean(known, 12, horizon)
    case 'threeYearMean':
      return recentMean(known, 36, horizon)
    case 'kde':
      return kernelDensity(known, horizon).expected
    case 'prospective':
      return prospective(known, horizon)
    case 'oracle':
      return actual
    default:
      throw new RangeError(`no model ${model}`)
  }
}

const riskOf = ({ homes, months, counts, eastings, northings }: KnownHistory) => ({
  homes,
  months,
  counts,
  eastings,
  northings,
})

/** Cuts the history at `until`, leaves out excluded areas and gathers what happened in the test. */
const divide = (inputs: BacktestInputs) => {
  const { codes, months, counts, until, testFrom, testTo, historyFrom = -Infinity } = inputs
  if (!(until < testFrom && testFrom <= testTo))
    throw new RangeError('a test must begin after the last known month and not end before it begins')
  const excluded = new Set(inputs.exclude)
  const kept = codes.map((_, i) => i).filter((i) => !excluded.delete(codes[i]!))
  if (excluded.size > 0) throw new RangeError(`no area has the excluded code ${[...excluded][0]}`)
  const index = new Map(Array.from({ length: months.length }, (_, t) => [months[t]!, t]))
  const past = [...index.keys()].filter((month) => month <= until && month >= historyFrom)
  if (past.length === 0) throw new RangeError('no month of history is known at that time')
  const tested = Array.from({ length: testTo - testFrom + 1 }, (_, h) => {
    const t = index.get(testFrom + h)
    if (t === undefined)
      throw new RangeError(
        `month ${Math.floor((testFrom + h) / 12)}-${((testFrom + h) % 12) + 1} of the test is not observed`,
      )
    return t
  })
  const pick = (values: ArrayLike<number>) => Float64Array.from(kept, (i) => values[i]!)
  const cut = (values: ArrayLike<number>) => {
    const part = new Float64Array(kept.length * past.length)
    kept.forEach((i, row) => {
      past.forEach((month, t) => {
        part[row * past.length + t] = values[i * months.length + index.get(month)!]!
      })
    })
    return part
  }
  const actual = new Float64Array(kept.length)
  kept.forEach((i, row) => {
    for (const t of tested) actual[row]! += counts[i * months.length + t]!
  })
  const known: KnownHistory = {
    homes: pick(inputs.homes),
    eastings: pick(inputs.eastings),
    northings: pick(inputs.northings),
    months: past,
    counts: cut(counts),
    until,
    events: inputs.events,
  }
  const parts = {
    repeats: inputs.repeats && cut(inputs.repeats),
    premises: inputs.premises && cut(inputs.premises),
  }
  return { known, parts, groups: pick(inputs.groups), codes: kept.map((i) => codes[i]!), actual }
}

const sumOf = (values: ArrayLike<number>): number => {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum
}

const sumAt = (values: ArrayLike<number>, chosen: Int32Array): number => {
  let sum = 0
  for (const i of chosen) sum += values[i]!
  return sum
}
