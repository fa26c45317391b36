import { cleanPairs, placeAmong } from '@mettrace/analysis/effect/placebo/clean-pairs'
import { correctedEffect, freezeExpectation } from '@mettrace/analysis/effect/placebo/corrected-effect'
import { partInside, partLeftOut, partOutside } from '@mettrace/analysis/effect/placebo/inside-outside'
import {
  placeboProgrammes,
  type PlaceboProgramme,
} from '@mettrace/analysis/effect/placebo/placebo-programmes'
import { isControl } from '@mettrace/analysis/effect/exposure/mirrored'
import { formatMonth, parseMonth, type Month } from '../../../foundation/month.ts'
import type { CountedCity } from '../../../crime/types.ts'
import { yearInWords } from '../placebo/year-in-words.ts'
import { firstStart, type ProgrammePanel } from '../programme/programme-panel.ts'
import type { Programme } from '../programme/programme-schema.ts'
import { baseComparison, type Base } from './groups.ts'
import type { Windows } from './plain.ts'
import type { Corrected, PlaceboResult, PlainComparison } from './report-types.ts'

const cleanOf = (found: PlaceboProgramme[]): PlaceboProgramme[] =>
  found.filter(({ clean, ratio }) => clean && ratio !== null)

const change = (after: number, before: number): number | null => (before > 0 ? after / before - 1 : null)

/**
 * For every pair of years before any kit (of whatever programme), as many homes as the programme covers chosen by the
 * burglaries of the first. Calendar years; where no two are loaded, the twelve months before the first kit and those
 * before them.
 */
export const cleanProgrammes = (
  programme: Programme,
  panel: ProgrammePanel,
  kitsFrom: Month,
): PlaceboProgramme[] => {
  const homes = panel.homes.reduce((sum, own, area) => sum + (panel.deployment[area]! >= 0 ? own : 0), 0)
  const programmeFrom = Math.min(kitsFrom, parseMonth(firstStart(programme)) ?? 0)
  const inputs = {
    codes: panel.codes,
    homes: panel.homes,
    months: Int32Array.from({ length: panel.months }, (_, at) => panel.firstMonth + at),
    counts: panel.counts,
    kits: homes * programme.saturation,
    saturation: programme.saturation,
    kitRounding: 'none',
    selectYears: 1,
    programmeFrom,
  } as const
  const calendar = cleanOf(placeboProgrammes(inputs))
  return calendar.length > 0 ? calendar : cleanOf(placeboProgrammes({ ...inputs, to: programmeFrom - 1 }))
}

/** What choosing the worst areas shows by itself: nothing done, and the same plain comparison. */
export const placeboOf = (found: readonly PlaceboProgramme[], plain: PlainComparison): PlaceboResult => {
  const pairs = cleanPairs(found)
  const place = plain.ratio === null || found.length === 0 ? null : placeAmong(plain.ratio, found)
  return {
    rows: found.map((row) => ({
      from: yearInWords(row.from),
      to: yearInWords(row.to),
      areas: row.areas,
      inside: change(row.insideAfter, row.insideBefore),
      outside: change(row.outsideAfter, row.outsideBefore),
      ratio: row.ratio,
    })),
    pairs: pairs.pairs,
    apart: pairs.apart,
    asLow: place?.asLow ?? 0,
    p: place?.p ?? null,
    leastP: pairs.leastP,
    why: found.length > 0 ? null : 'No two whole years without kits are loaded.',
  }
}

/**
 * The corrected effect: burglaries in the covered areas over those expected of them on the day before the first start,
 * beside the same of the areas without kits; from the month in which the last deployment reached its target.
 */
export const correctedOf = (
  base: Base,
  city: CountedCity,
  programme: Programme,
  windows: Windows,
): Corrected => {
  const { panel } = base
  if (city.shares) return { why: 'Residential burglary is only a share of what is counted here.' }
  const { begins } = baseComparison(base)
  const last = begins.reduce((most, begin) => Math.max(most, begin), -1)
  if (last < 0) return { why: 'No deployment reached its target.' }
  const from = Math.max(windows.after[0], last)
  const until = Math.max(windows.after[1], Math.min(panel.months - 1, from + 11))
  const known = (parseMonth(firstStart(programme)) ?? 0) - panel.firstMonth
  const part = Uint8Array.from(begins, (begin) =>
    begin >= 0 ? partInside : begin === isControl ? partOutside : partLeftOut,
  )
  const observed = { inside: 0, outside: 0 }
  for (const [area, own] of part.entries()) {
    if (own === partLeftOut) continue
    for (let month = from; month <= until; month++)
      observed[own === partInside ? 'inside' : 'outside'] += panel.counts[area * panel.months + month]!
  }
  try {
    const frozen = freezeExpectation(
      {
        homes: panel.homes,
        months: Int32Array.from({ length: known }, (_, at) => panel.firstMonth + at),
        counts: Int32Array.from({ length: panel.codes.length * known }, (_, at) => {
          const area = Math.floor(at / known)
          return panel.counts[area * panel.months + (at % known)]!
        }),
        groups: city.borough.map((borough) => borough + 1),
        eastings: panel.easting,
        northings: panel.northing,
        horizon: until - from + 1,
        firstMonth: panel.firstMonth + from,
      },
      part,
    )
    const found = correctedEffect(frozen, observed, 0.95)
    return found
      ? {
          ...found,
          p: null,
          from: formatMonth(panel.firstMonth + from),
          until: formatMonth(panel.firstMonth + until),
          why: null,
        }
      : { why: 'Nothing was counted, or nothing expected, on one side.' }
  } catch (error) {
    if (error instanceof RangeError) return { why: error.message }
    throw error
  }
}
