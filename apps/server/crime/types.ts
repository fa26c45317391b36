import type { AreaKind } from '../places/area-kinds.ts'
import type { RiskForecast } from '@mettrace/analysis/risk/expected-burglaries'
import type { Shares } from '@mettrace/analysis/risk/thinning'

/** What the Target room says: where burglary is expected, and where a number of kits would do most good. */

/** Street files have no residential split, so every figure names its series; series are never mixed. */
export const seriesNames = ['all', 'residential'] as const
export type Series = (typeof seriesNames)[number]

export const sources = ['street', 'points', 'mps', 'incidents'] as const
export type Source = (typeof sources)[number]

export type LoadedSeries = {
  source: Source
  series: Series
  /** Kind of area that the source counts by; `any` when it gives points or codes that outlines resolve. */
  level: AreaKind | 'any'
  /** First and last month loaded, `2011-01`. */
  from: string
  to: string
}

export type LoadedKind = {
  kind: AreaKind
  /** First day the boundaries hold, `2011-03-27`. */
  validFrom: string
  areas: number
  /** Homes in all of its areas; 0 when no homes are loaded for it. */
  homes: number
}

export type LoadedData = {
  months: LoadedSeries[]
  kinds: LoadedKind[]
  /** When anything was last imported, ISO time in UTC; null when nothing ever was. */
  importedAt: string | null
  /** Names what is loaded, as `dataState` does. */
  state: string
}

export type RiskQuestion = {
  kind: AreaKind
  /** Vintage of the areas; the one with burglaries and homes that is latest when left out. */
  validFrom?: string | undefined
  series: Series
  source?: Source | undefined
  /** Last month of history, `2014-12`; the last one loaded when left out. */
  until?: string | undefined
  /** Length of the period ahead, which starts the month after `until`. */
  months: number
  /** Probability that an interval is meant to hold, 0.95 by default. */
  level?: number | undefined
}

/** What figures were worked out from, so that it can be named wherever they stand. */
export type RiskScope = {
  kind: string
  /** First day of the vintage; null for made-up areas. */
  validFrom: string | null
  series: Series
  source: Source
  /** First and last month of history, `2011-01`. */
  from: string
  until: string
  /** Length of the period ahead. */
  months: number
  level: number
}

/** Burglaries over the coming period: the expectation, and the ends of the predictive interval. */
export type Prediction = { expected: number; low: number; high: number }

export type AreaRisk = Prediction & {
  code: string
  name: string | null
  homes: number
  /**
   * Burglaries in the last twelve months of the history, estimated where the series is a share of them; null where not
   * all of those months are loaded.
   */
  lastYear: number | null
}

/** Areas of a force whose street files of these months, `2015-01`, are not loaded: nothing is said of them. */
export type NotKnown = { force: string; codes: string[]; months: string[] }

export type Risk = {
  inputs: RiskScope
  areas: AreaRisk[]
  /** Areas of which nothing is said; absent where every area is known. */
  notKnown?: NotKnown[]
  city: Prediction
  warnings: string[]
  /** As the analysis gave it, in the order of `areas`: the interval of a total needs more than its areas'. */
  forecast: RiskForecast
}

/** Counts that risk is worked out from, whether they come from the database or are made up; n areas. */
export type CountedCity = Pick<RiskScope, 'kind' | 'validFrom' | 'series' | 'source'> & {
  codes: string[]
  names: (string | null)[]
  homes: Float64Array
  /** Centres in metres of the British National Grid. */
  easting: Float64Array
  northing: Float64Array
  /** Borough of each area as a number from 0; −1 unknown. */
  borough: Int32Array
  /** Months of history, rising; months that were never loaded are left out. */
  months: Int32Array
  /** Burglaries: month `m` of area `a` stands at `a * months.length + m`. */
  counts: Int32Array
  /** Of the counts, those at a spot burgled in the twelve months before, and at premises; absent where spots are not known. */
  repeats?: Int32Array
  premises?: Int32Array
  /** Areas left out because their force's street files are not loaded for all months; absent where every area is known. */
  notKnown?: NotKnown[]
  /** What part of the counts, which are of every burglary, belongs to the series; absent when they are of the series. */
  shares?: Shares
  warnings: string[]
}

export const kitRoundings = ['none', 'up'] as const

export type PlanQuestion = {
  kits: number
  /** Share of an area's homes that get a kit, above 0 and up to 1. */
  saturation: number
  /** Codes never chosen, and codes always chosen. */
  exclude: readonly string[]
  include: readonly string[]
  /** `up`: whole kits, so that the saturation is reached in every area. */
  kitRounding: (typeof kitRoundings)[number]
}

export type PlannedArea = Prediction & {
  code: string
  name: string | null
  homes: number
  kits: number
  /** Why this area is in: in a few words for a table, and in sentences. */
  reason: string
  reasons: string[]
}

export type Plan = Prediction & {
  /** Chosen areas, the most burglaries for each home first. */
  areas: PlannedArea[]
  /** Areas that would be next, and why each is out. */
  nearMisses: { code: string; name: string | null; reason: string }[]
  kitsUsed: number
  /** Expected burglaries of the chosen areas as a fraction of the whole city's. */
  share: number
  /** No choice of areas can expect more than this. */
  bound: number
  /** (bound − expected) / bound. */
  gap: number
  status: 'optimal' | 'feasible'
}
