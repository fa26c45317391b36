import { londonDay } from '../../../foundation/days.ts'
import { residentFields } from '../../../foundation/records/sealed-fields.ts'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { calledNow, presentDoors, type Called } from '../../../places/present-doors.ts'

/** From when to when a home had a kit. `goneAs`: the movement that took it away, such as `returned` or `lost`. */
export type Stay = {
  from: Date
  until: Date | null
  goneAs: string | null
  /** Told by a fact that contradicts the ledger, and that nobody has settled. */
  contradicts: boolean
}

/** Somebody who was registered at a home on the day. Days are `2026-11-24`. */
export type Occupier = {
  resident: string
  fromDay: string
  /** Last day there; null while they live there, as far as is known. */
  lastDay: string | null
  registeredAt: Date
  /** When their details were erased: then nobody can be named. */
  erasedAt: Date | null
  /** The same name and contact were registered at another home since. */
  elsewhere: boolean
  /** Null where nothing was given, it was erased, or names were not asked for. */
  name: string | null
  contact: string | null
}

/** A home that had a kit, and who lived there on the day of the offence. */
export type TracedHome = Called & {
  kit: string
  serial: string
  home: string
  uprn: string
  /** On the day, before it and no more, or only since. Of the last nobody's name is read. */
  when: 'then' | 'before' | 'after'
  /** Another story of this kit contradicts this one. */
  disputed: boolean
  stays: Stay[]
  occupiers: Occupier[]
}

type Row = {
  kit: string
  serial: string
  at: Date
  gone_at: Date | null
  gone_as: string | null
  disputed: boolean
  contradicts: boolean
  home: string
  uprn: string
  street: string
  number: string
  core: string | null
  flat: number | null
  postcode: string
  resident: string | null
  from_day: string | null
  last_day: string | null
  registered_at: Date
  erased_at: Date | null
  elsewhere: boolean
  data_key: Buffer | null
  key_version: number | null
  name: Buffer | null
  contact: Buffer | null
}

const occupierOf = (tx: Transaction, row: Row, resident: string, names: boolean): Occupier => {
  const fields =
    names && row.data_key && row.key_version !== null
      ? tx.fields.row(residentFields, resident, { dataKey: row.data_key, keyVersion: row.key_version })
      : undefined
  return {
    resident,
    fromDay: row.from_day ?? '',
    lastDay: row.last_day,
    registeredAt: row.registered_at,
    erasedAt: row.erased_at,
    elsewhere: row.elsewhere,
    name: fields && row.name ? fields.open('name', row.name) : null,
    contact: fields && row.contact ? fields.open('contact', row.contact) : null,
  }
}

const whenOf = (stays: readonly Stay[], onDay: string): TracedHome['when'] => {
  const begun = stays.filter(({ from }) => londonDay(from) <= onDay)
  if (begun.length === 0) return 'after'
  return begun.some(({ until }) => until === null || londonDay(until) >= onDay) ? 'then' : 'before'
}

const order: readonly TracedHome['when'][] = ['then', 'before', 'after']

/**
 * The homes that had these kits, and who was registered there on the day of the offence, names and contact alone where they are
 * asked for. First the homes that had it on the day, then those that had had it; occupiers in no order of theirs. A crossing:
 * what is combined is logged with the reason.
 */
export const homesOfKits = async (
  tx: Transaction,
  kits: readonly string[],
  { onDay, reason, names }: { onDay: string; reason: string; names: boolean },
): Promise<TracedHome[]> => {
  const rows = await readRecords<Row>(
    tx,
    [
      { operation: 'combination', kind: 'home', of: ({ home }) => home, reason },
      {
        operation: 'combination',
        kind: 'resident',
        of: ({ resident }) => resident,
        reason: names ? `names shown: ${reason}` : reason,
      },
    ],
    `select kit, serial, at, gone_at, gone_as, disputed, contradicts, home, uprn::text as uprn, street, number, core, flat, postcode,
            resident, from_day::text as from_day, last_day::text as last_day, registered_at, erased_at, elsewhere,
            data_key, key_version, name, contact
     from engagement.trace($1, $2)`,
    [kits, onDay],
  )
  const doors = await presentDoors(
    tx,
    rows.map(({ uprn }) => uprn),
  )
  return [...Map.groupBy(rows, ({ kit, home }) => `${kit} ${home}`).values()]
    .map((of): TracedHome => {
      const first = of[0]!
      const stays = [...Map.groupBy(of, ({ at }) => at.getTime()).values()].map(([stay]): Stay => ({
        from: stay!.at,
        until: stay!.gone_at,
        goneAs: stay!.gone_as,
        contradicts: stay!.contradicts,
      }))
      const occupiers = [...Map.groupBy(of, ({ resident }) => resident).entries()].flatMap(
        ([resident, [row]]) => (resident === null || !row ? [] : [occupierOf(tx, row, resident, names)]),
      )
      return Object.assign(calledNow(first, doors.get(first.uprn)), {
        kit: first.kit,
        serial: first.serial,
        home: first.home,
        uprn: first.uprn,
        when: whenOf(stays, onDay),
        disputed: first.disputed,
        stays,
        occupiers,
      })
    })
    .toSorted((one, other) => order.indexOf(one.when) - order.indexOf(other.when))
}
