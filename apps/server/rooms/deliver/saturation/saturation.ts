import { homesToGo } from '@mettrace/analysis/saturation/homes-to-go'
import {
  saturationOf,
  sumOfCounts,
  type HomeCounts,
  type Saturation,
} from '@mettrace/analysis/saturation/share'
import { londonDay } from '../../../foundation/days.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { householdsOf } from '../../../places/homes.ts'
import { isCovered } from '../../../places/register-counts.ts'
import { standingEdition } from '../../../places/standing-addresses.ts'
import { verifiedOfAreas, type AreasVerified } from '../spot-checks/counts.ts'
import { areasWithin } from './areas-within.ts'
import { countsOfAreas, openHomes, placeCounts, type PlaceCounts } from './counts.ts'
import { freshnessOf, type Freshness } from './freshness.ts'
import { outlookOf, visitsThere, type Outlook, type OutlookQuestion } from './outlook.ts'
import type { SaturationPlace } from './place.ts'

export type PlaceSaturation = Saturation &
  Freshness & {
    /** Edition of the register that homes are counted by; null where none is accepted. */
    edition: { number: number; asOf: string } | null
    /** Homes whose mark has ended, among those not visited yet. */
    ended: number
    /** By the last spot check of each area, of those that were checked; null where none was closed. */
    verified: AreasVerified | null
    target: number
    toGo: number
    tries: number
    outlook: Outlook
    /** Homes to be visited, by the tries so far. */
    open: number[]
    /** By area, where areas were asked for. */
    areas: ReadonlyMap<string, Saturation>
  }

/** What is asked of saturation by everybody who is shown it, whether or not they read all settings. */
export const saturationSettings = async (
  tx: Transaction,
): Promise<{ target: number; tries: number; silentHours: number }> => {
  const { rows } = await tx.query<{ target: number; tries: number; silent_hours: number }>(
    'select target, tries, silent_hours from engagement.saturation_settings()',
  )
  const { target, tries, silent_hours: silentHours } = rows[0]!
  return { target, tries, silentHours }
}

const none = { homes: 0, excluded: 0, offered: 0, protected: 0, deliveredOnly: 0, refused: 0, noAnswer: 0 }

/** Homes of an area in force: those of the register where it covers the area, else households. */
export const homesInForce = (counted: HomeCounts | undefined, households: number | undefined): HomeCounts => {
  const counts = counted ?? none
  return isCovered(counts.homes, households) ? counts : { ...counts, homes: households ?? counts.homes }
}

const endedOf = (parts: Iterable<PlaceCounts>): number =>
  [...parts].reduce((total, each) => total + each.ended, 0)

/** What spot checks told of the areas within a place: of all of them, or of those that were checked. */
const verifiedThere = async (
  tx: Transaction,
  place: SaturationPlace,
  day: string,
): Promise<AreasVerified | null> => {
  const within = await areasWithin(tx, place, day)
  const told = within && (await verifiedOfAreas(tx, within.vintage, within.codes))
  return told ? { ...told, areas: told.areas + within.beyond } : null
}

const whatIsCounted = async (
  tx: Transaction,
  place: SaturationPlace,
  day: string,
): Promise<{ counts: HomeCounts; ended: number; open: number[]; areas: Map<string, Saturation> }> => {
  if (!place.areas) {
    const { bcu, ward } = place
    const parts = await placeCounts(tx, 'bcu', { bcu, ward }, day)
    return {
      counts: sumOfCounts(parts),
      ended: endedOf(parts),
      open: await openHomes(tx, { bcu, ward }, day),
      areas: new Map(),
    }
  }
  const { vintage, codes } = place.areas
  const { counts, open } = await countsOfAreas(tx, vintage, codes, day)
  const households = await householdsOf(tx, codes)
  const areas = new Map(codes.map((code) => [code, homesInForce(counts.get(code), households.get(code))]))
  const sum = sumOfCounts([...areas.values()])
  const registered = sumOfCounts([...counts.values()]).homes
  return {
    counts: sum,
    ended: endedOf(counts.values()),
    // Homes that the register does not know were never tried either.
    open: open.map((homes, tries) => (tries === 0 ? homes + sum.homes - registered : homes)),
    areas: new Map([...areas].map(([code, each]) => [code, saturationOf(each)])),
  }
}

/** What is read of a place, from which the rest follows without a database. */
export type ReadSaturation = Omit<PlaceSaturation, 'outlook'> & { question: OutlookQuestion }

/**
 * Reads how far a place is at a moment: homes by what became of them, share with both bounds, homes to go, and how old all of it
 * is. Of the actor's own places alone. `given` is the target; without one it is the setting "saturation".
 */
export const readSaturation = async (
  tx: Transaction,
  place: SaturationPlace,
  now: Date,
  given?: number | null,
): Promise<ReadSaturation> => {
  const today = londonDay(now)
  const { tries, silentHours, ...set } = await saturationSettings(tx)
  const target = given ?? set.target
  const { counts, ended, open, areas } = await whatIsCounted(tx, place, today)
  const edition = await standingEdition(tx)
  const { tried, days } = await visitsThere(tx, place)
  const { homes, protected: isProtected, deliveredOnly } = counts
  return {
    ...saturationOf(counts),
    ...(await freshnessOf(tx, place, now, silentHours)),
    edition: edition ? { number: edition.number, asOf: edition.asOf } : null,
    ended,
    verified: await verifiedThere(tx, place, today),
    target,
    toGo: homesToGo(homes, isProtected, target),
    tries,
    open,
    areas,
    question: { homes, protected: isProtected, deliveredOnly, open, target, tries, tried, days, today },
  }
}

/** The same with what visits can reach and when. */
export const saturationOfPlace = async (
  tx: Transaction,
  place: SaturationPlace,
  now: Date,
  given?: number | null,
): Promise<PlaceSaturation> => {
  const { question, ...read } = await readSaturation(tx, place, now, given)
  return { ...read, outlook: outlookOf(question) }
}
