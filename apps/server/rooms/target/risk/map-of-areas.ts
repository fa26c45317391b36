import { ratePerHome } from '../plan/plan-of-risk.ts'
import { oneDecimal } from '../../../foundation/words/figures.ts'
import type { AreaRisk, Risk } from '../../../crime/types.ts'

/** Ends of the classes of a rate, as multiples of the city's. */
const classEnds = [0.5, 1, 1.5, 2, 3] as const

export const classWords = [
  'less than half the mean rate',
  'half to the mean rate',
  '1 to 1.5 × the mean rate',
  '1.5 to 2 × the mean rate',
  '2 to 3 × the mean rate',
  '3 × the mean rate or more',
] as const

/** What the map macro shows. */
export type MapOfAreas = {
  /** Part of the tiles' address: kind and vintage. */
  tiles: string
  /** State of the boundaries, the other part. */
  version: number
  /** Address of the figures. */
  data: string
  legend: readonly string[]
}

export const mapOfAreas = ({ inputs }: Pick<Risk, 'inputs'>, version: number, data: string): MapOfAreas => ({
  version,
  tiles: `${inputs.kind}/${inputs.validFrom}`,
  data,
  legend: classWords,
})

/** How an area stands in a plan. */
export type Standing = 'in' | 'near' | 'excluded' | 'covered'

export type MapData = {
  areas: { code: string; class: number; chosen?: Standing; label: string }[]
  /** West, south, east, north in degrees. */
  bounds: [number, number, number, number]
}

const classOf = (times: number): number => classEnds.filter((end) => times >= end).length

const standingWords: Record<Standing, string> = {
  in: 'chosen',
  near: 'just missed',
  excluded: 'never taken',
  covered: 'has kits already',
}

/** Figures of the map: the class of each area by its rate against the city's, and how it stands in a plan. */
export const mapData = (
  risk: Risk,
  bounds: MapData['bounds'],
  standings: ReadonlyMap<string, Standing> = new Map(),
): MapData => {
  const homes = risk.areas.reduce((sum, area) => sum + area.homes, 0)
  const mean = homes > 0 ? risk.city.expected / homes : 0
  const label = (area: AreaRisk, times: number): string =>
    [
      area.name ?? area.code,
      `${oneDecimal(area.expected)} expected, ${oneDecimal(times)} × the mean rate`,
      ...(standings.has(area.code) ? [standingWords[standings.get(area.code)!]] : []),
    ].join(': ')
  return {
    areas: risk.areas.map((area) => {
      const times = mean > 0 ? ratePerHome(area) / mean : 0
      const chosen = standings.get(area.code)
      return {
        code: area.code,
        class: classOf(times),
        ...(chosen ? { chosen } : {}),
        label: label(area, times),
      }
    }),
    bounds,
  }
}
