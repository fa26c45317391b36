import { countRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Vintage } from '../../../places/place-points.ts'
import type { Deployment } from '../deployments/deployments.ts'
import { placeParameters, type SaturationPlace } from './place.ts'

/** How old figures of a place are. */
export type Freshness = {
  /** Everything that phones told up to this moment is in the figures, but for what silent phones hold. */
  asOf: Date
  /** Phones of whoever walks there. */
  phones: number
  silentPhones: number
}

type Heard = { phones: number; silent: number; heard: number | null }

const freshness = (heard: Heard | undefined, now: Date): Freshness => ({
  asOf: heard?.heard == null ? now : new Date(Math.round(heard.heard * 1000)),
  phones: heard?.phones ?? 0,
  silentPhones: heard?.silent ?? 0,
})

/** Whoever walks in a place, and when their phones were heard last. */
export const freshnessOf = async (
  tx: Transaction,
  place: SaturationPlace,
  now: Date,
  silentHours: number,
): Promise<Freshness> => {
  const [heard] = await countRecords<Heard>(
    tx,
    'select phones, silent, heard from engagement.phones_there($1, $2, $3, $4, $5, $6, $7)',
    [...placeParameters(place), now, silentHours],
  )
  return freshness(heard, now)
}

/** Places of a list: wards or BCUs by their codes, or areas of some boundaries, several of which may be one place of the list. */
export type PlacesHeard = {
  what: 'ward' | 'bcu' | 'area'
  vintage?: Vintage
  /** Codes, each with the number of the place that it is part of. */
  parts: readonly { code: string; place: number }[]
}

/** How old the figures of each place of a list are, by its number, in one statement. */
export const freshnessOfPlaces = async (
  tx: Transaction,
  { what, vintage, parts }: PlacesHeard,
  now: Date,
  silentHours: number,
): Promise<(place: number) => Freshness> => {
  const rows = await countRecords<Heard & { place: number }>(
    tx,
    'select place, phones, silent, heard from engagement.phones_by_place($1, $2, $3, $4, $5, $6, $7)',
    [
      what,
      vintage?.kind ?? null,
      vintage?.validFrom ?? null,
      parts.map(({ code }) => code),
      parts.map(({ place }) => place),
      now,
      silentHours,
    ],
  )
  const heard = new Map(rows.map((row) => [row.place, row]))
  return (place) => freshness(heard.get(place), now)
}

/** How old the figures of deployments are, by their place among them. */
export const freshnessOfDeployments = async (
  tx: Transaction,
  deployments: readonly Deployment[],
  now: Date,
  silentHours: number,
): Promise<(at: number) => Freshness> => {
  const heard = new Map<string, (at: number) => Freshness>()
  const numbered = deployments.map((each, at) => ({ ...each, at, key: `${each.kind} ${each.validFrom}` }))
  for (const [key, own] of Map.groupBy(numbered, (each) => each.key)) {
    const parts = own.flatMap(({ at, areas }) => areas.map(({ code }) => ({ code, place: at })))
    heard.set(key, await freshnessOfPlaces(tx, { what: 'area', vintage: own[0]!, parts }, now, silentHours))
  }
  return (at) => heard.get(numbered[at]!.key)!(at)
}
