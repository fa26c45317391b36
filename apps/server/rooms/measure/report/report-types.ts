import type { Estimate } from '@mettrace/analysis/effect/effect-row'
import type { Change } from './compare.ts'

/** What a measurement says. Changes are relative (−0.25 is a quarter fewer); months are written 2015-03. */
export type MeasureReport = {
  programme: {
    name: string
    kind: string
    validFrom: string | null
    series: string
    source: string
    /** Months of the series that were used, and how many areas it has. */
    from: string
    until: string
    areas: number
    deployments: number
    covered: number
    /** Homes in the covered areas. */
    homes: number
    kits: number
    firstStart: string
    lastStart: string
    /** Deployments that never reached the target within the series. */
    notReached: number
    /** What the areas were chosen by; null where they were drawn by lot. */
    selection: { from: string; to: string; rule: string; assumed: boolean } | null
  }
  claim: Claim
  plain: PlainComparison
  placebo: PlaceboResult
  corrected: Corrected
  primary: Primary
  /** Against every other order that could have been drawn; null where no order was drawn. Reports that are published keep this name. */
  lot: RandomOrderEffect | null
  /** Other types of crime that the programme names; null where it names none. */
  outcomes: Outcomes | null
  controls: Controls
  power: Power
  /** Months at which what is counted changed, between the first month compared and the last. */
  breaks: { month: string; words: string }[]
  prePeriod: PrePeriod
  byMonth: ByMonth
  eventStudy: EventStudy
  /** By months since the target was reached. */
  decay: Decay
  dose: DoseRow[]
  displacement: Displacement
  groupTime: GroupTime
  calibration: Calibration
  specifications: Specification[]
  worth: Worth
  warnings: string[]
}

export type Claim = {
  may: boolean
  /** The one sentence that may be quoted, or "We cannot tell if the kits worked." */
  headline: string
  /** Why nothing may be claimed. */
  reasons: string[]
}

type Months = { from: string; to: string }

export type PlainComparison = {
  before: Months
  after: Months
  insideBefore: number
  insideAfter: number
  outsideBefore: number
  outsideAfter: number
  /** Changes inside and outside, and (inside after / before) / (outside after / before) − 1. */
  inside: number | null
  outside: number | null
  ratio: number | null
}

export type PlaceboResult = {
  rows: {
    /** Years as `2012`, or `2017/18` where they begin in another month than January. */
    from: string
    to: string
    areas: number
    inside: number | null
    outside: number | null
    ratio: number | null
  }[]
  pairs: number
  /** The most that share no year. */
  apart: number
  /** How many gave a figure as low as the programme's, its one-sided p among them, and the least that p can be. */
  asLow: number
  p: number | null
  leastP: number
  why: string | null
}

export type Corrected = (Change & { from: string; until: string; why: null }) | { why: string }

export type Primary =
  | (Change & {
      method: 'symmetric-poisson'
      /** Burglaries in covered areas and months, and what they would have had without. */
      observed: number
      expected: number
      areas: number
      deployments: number
      controls: number
      /** Months compared: exposed, and those that mirror them. */
      after: Months
      before: Months
      why: null
    })
  | { why: string }

export type RandomOrderEffect =
  | {
      estimate: number
      p: number
      /** Orders held against the real one: all of them (exact), or a draw. */
      orders: number
      exact: boolean
      /** Deployment areas in the lot, of them held out or not started yet, and blocks that starts were drawn within. */
      units: number
      heldOut: number
      blocks: number
      /** Deployment areas that did not start as drawn: the drawn start counts. */
      departed: number
      /** Areas outside the lot that were compared with too. */
      compared: number
      why: null
    }
  | { why: string }

export type OutcomeRow = Change & {
  crimeType: string
  /** Whether the programme may move it, or cannot. */
  as: 'outcome' | 'falsification'
  observed: number
  expected: number
  /** p adjusted for the number of outcomes of its family (Holm). */
  adjusted: number | null
  why: string | null
}

export type Outcomes = {
  /** p of burglary itself, adjusted for the outcomes beside it. */
  burglary: number | null
  rows: OutcomeRow[]
  /** Falsification outcomes that moved. */
  warnings: string[]
}

export type Controls = {
  metres: number
  by: 'centroid' | 'outline' | 'network'
  untreated: number
  /** Untreated areas within each ring of a covered one, by each way of measuring; null where no streets are loaded. */
  rings: { from: number; to: number; centroid: number; outline: number; network: number | null }[]
  /** Untreated areas whose way along the streets cannot be told: they or the nearest covered one lie off the network. */
  untold: number | null
  /** Lost to the buffer, and left. */
  lost: number
  left: number
  /** As many as a claim needs. */
  needed: number
}

export type Power = {
  /** Smallest share of burglaries prevented that would be found four times out of five; null where none could. */
  detectable: number | null
  /** Variance of a change over that of pure chance, in covered areas and in the others. */
  designInside: number | null
  designOutside: number | null
  /** Length of the windows of the past that they were measured on, months. */
  measuredOver: number
  insideBefore: number
  insideAfter: number
  outsideBefore: number
  outsideAfter: number
  words: string
}

export type PrePeriod = {
  rows: (Change & { from: number; to: number })[]
  /** Least p of the years, adjusted for their number. */
  p: number | null
  why: string | null
}

/** Burglaries of a month inside and outside, and for each 1,000 homes. */
export type ByMonth = {
  month: string
  inside: number
  outside: number
  insideRate: number | null
  outsideRate: number | null
}[]

/** By months since the target was reached, against the months before the first of them. */
export type EventStudy =
  | { rows: (Change & { from: number; to: number; deployments: number; observed: number })[]; why: null }
  | { why: string }

export type Decay = {
  rows: (Change & { from: number; to: number; observed: number; expected: number; deployments: number })[]
  first: number | null
  halfLife: number | null
  halfLifeLow: number | null
  halfLifeHigh: number | null
  /** Whether halfLifeHigh is without end: null then means that no fading at all fits too. */
  endless: boolean
  /** Month since the kits in which topping up pays, by cost to the police and to society. */
  topUpPolice: number | null
  topUpSociety: number | null
  words: string
}

export type DoseRow = Change & {
  by: 'coverage' | 'stickers' | 'signs'
  /** Share of homes; signs for each 1,000 homes. */
  from: number
  to: number
  areas: number
  deployments: number
  observed: number
  expected: number
}

export type Displacement = {
  rings: (Change & { from: number; to: number; areas: number; observed: number; expected: number })[]
  words: string
  weighted: WeightedDifference
}

export type WeightedPlace = {
  role: 'treated' | 'control' | 'displacement' | 'displacement-control'
  areas: number
  homes: number
  before: number
  after: number
  /** Homes as a multiple of those of the place that it is held against: its counts are divided by it. */
  weight: number
}

export type WeightedDifference =
  | {
      before: Months
      after: Months
      /** Length of after as a multiple of before's. */
      longer: number
      places: WeightedPlace[]
      rows: ({ term: 'local' | 'displacement' | 'total' } & Estimate)[]
      quotient: Estimate | null
      why: null
    }
  | { why: string }

/** In burglaries a year for each 1,000 homes: additive. */
export type GroupTime =
  | {
      /** `key`: months since the start (dynamic), the cohort's or the quarter's first month; null for all. */
      rows: ({ kind: 'simple' | 'dynamic' | 'group' | 'calendar'; key: string | null } & Estimate)[]
      prePeriodP: number | null
      why: null
    }
  | { why: string }

export type Calibration =
  | (Change & {
      observed: number
      control: number
      /** Areas that have weight, and figures of the past that they had to meet. */
      controls: number
      constraints: number
      from: string
      why: null
    })
  | { why: string }

/** What a method says of areas chosen in the same way in years without kits: estimates of the pairs of years, least to most. */
export type OnCleanYears = { pairs: number; least: number; most: number }

export type Specification = Change & {
  method: string
  /** A rate ratio, or a difference held against what would have been counted without kits. */
  scale: 'ratio' | 'additive'
  /** Of additive methods, that show a common change in proportion as an effect in busy areas. */
  onCleanYears: OnCleanYears | null
  controls: string
  window: string
  /** Whether it is the one agreed in advance. */
  primary: boolean
  why: string | null
}

export type Money = { estimate: number; low: number | null; high: number | null }

export type Worth = {
  kits: number
  /** What it took: pounds for kits, hours at the door and between doors, and both in pounds. */
  kitPounds: number
  deliveryHours: number
  deliveryPounds: number
  /** What was prevented; null where nothing may be claimed. */
  prevented: Money | null
  rows: { words: string; unit: 'hours' | 'pounds'; gross: Money; net: Money; source: string }[]
  poundsPerBurglary: Money | null
  /** The decision's straight line for as many kits. */
  linear: { burglaries: number; hours: number }
  settings: { name: string; version: number; value: number; unit: string; source: string }[]
  why: string | null
}
