import { settingOf, settings } from '../foundation/settings.ts'
import { dayInWords } from '../foundation/days.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { formatNames, type RegisterFormat } from './formats/address-row.ts'
import { areasOfPoints, pointKey } from './place-points.ts'
import { standingEdition, type StandingEdition } from './standing-addresses.ts'

/** Which classes are homes: the setting "bedsits are homes". */
export type HomeRule = { bedsits: boolean; words: string }

export const homeRule = async (tx: Transaction): Promise<HomeRule> => {
  const { value, version, from } = settingOf(await settings(tx), 'bedsits are homes')
  const which =
    value === 1
      ? 'each bedsit is a home, not its house'
      : 'a house in multiple occupation is one home, not its bedsits'
  return {
    bedsits: value === 1,
    words: `dwellings (RD) and undivided houses in multiple occupation (RH03); ${which}; setting "bedsits are homes", version ${version} of ${dayInWords(from)}`,
  }
}

/** What the register holds in an area. */
export type RegisterCount = {
  kind: string
  /** Homes by the rule, without those left out by approval. */
  homes: number
  /** Homes left out, by the reason that was approved. */
  excluded: Record<string, number>
  flats: number
  /** Houses in multiple occupation, divided or not. */
  multipleOccupation: number
  institutions: number
}

export type Register = { edition: StandingEdition; rule: HomeRule; of: Map<string, RegisterCount> }

type CountRow = {
  code: string
  kind: string
  dwellings: number
  bedsits: number
  undivided: number
  shared: number
  institutions: number
  flats: number
}

/** What the register holds in these areas, those of them that it knows; undefined where no edition is accepted. */
export const registerOf = async (
  tx: Transaction,
  codes: readonly string[],
): Promise<Register | undefined> => {
  const edition = await standingEdition(tx)
  if (!edition) return undefined
  const rule = await homeRule(tx)
  const { rows } = await tx.query<CountRow>(
    `select distinct on (code) code, kind, dwellings, bedsits, undivided, shared, institutions, flats
     from places.address_count where edition = $1 and code = any ($2) order by code, valid_from desc`,
    [edition.id, codes],
  )
  const of = new Map(
    rows.map((row): [string, RegisterCount] => [
      row.code,
      {
        kind: row.kind,
        homes: row.dwellings + row.undivided + (rule.bedsits ? row.bedsits : row.shared),
        excluded: {},
        flats: row.flats,
        multipleOccupation: row.shared + row.undivided,
        institutions: row.institutions,
      },
    ]),
  )
  await adjust(tx, rule, of)
  return { edition, rule, of }
}

type Adjustment = { easting: number; northing: number; reason: string | null; sort: string; homes: number }

/** Takes what was approved from the door: homes that are none, and those that no file holds. */
const adjust = async (
  tx: Transaction,
  { bedsits }: HomeRule,
  of: ReadonlyMap<string, RegisterCount>,
): Promise<void> => {
  const { rows } = await tx.query<Adjustment>(
    `select easting, northing, reason, sort, homes::int4 as homes from engagement.home_adjustments()`,
  )
  const counted = rows.filter(
    ({ sort }) => sort !== (bedsits ? 'shared' : 'bedsit') && sort !== 'institution' && sort !== 'door',
  )
  if (counted.length === 0) return
  for (const kind of new Set([...of.values()].map((each) => each.kind))) {
    const areas = await areasOfPoints(tx, kind, counted)
    for (const adjustment of counted) {
      const count = of.get(areas.get(pointKey(adjustment)) ?? '')
      if (count?.kind !== kind) continue
      count.homes += adjustment.homes
      if (adjustment.reason !== null)
        count.excluded[adjustment.reason] = (count.excluded[adjustment.reason] ?? 0) - adjustment.homes
    }
  }
}

/**
 * Whether the register speaks for an area: with at least half of the households that are known of it. A file cut off at a
 * ward's edge would take its neighbours for almost empty.
 */
export const isCovered = (registered: number | undefined, households: number | undefined): boolean =>
  registered !== undefined && registered > 0 && 2 * registered >= (households ?? 0)

/** `edition 3 (OS NGD Built Address, 1 October 2026)`. */
export const editionInWords = ({ number, format, asOf }: StandingEdition): string =>
  `edition ${number} (${formatNames[format as RegisterFormat]}, ${dayInWords(asOf)})`
