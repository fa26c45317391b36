import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** Where a kit is, since when, and who recorded that. */
export type NamedKit = {
  serial: string
  holder: string
  at: Date
  actor: string
  stopped: string | null
  disputed: number
}

/** Kits by serial, as far as the actor may see them. Logs each. */
export const kitsNamed = async (tx: Transaction, serials: readonly string[]): Promise<NamedKit[]> =>
  serials.length === 0
    ? []
    : readRecords<NamedKit>(
        tx,
        { operation: 'consultation', kind: 'kit', of: ({ serial }) => serial },
        `select p.serial, p.holder, p.at, moved.actor, p.stopped, p.disputed
         from engagement.kit_position p join engagement.kit_movement moved on moved.id = p.movement
         where p.serial = any ($1)`,
        [serials],
      )

/** A transfer to somebody, and the kits of it that are still on the way. */
export type NamedTransfer = { id: string; to: string | null; serials: string[] }

/** Transfers to people by their ids, as far as the actor may see them. Logs each kit that is on the way. */
export const transfersNamed = async (tx: Transaction, ids: readonly string[]): Promise<NamedTransfer[]> =>
  ids.length === 0
    ? []
    : readRecords<NamedTransfer>(
        tx,
        { operation: 'consultation', kind: 'kit', of: ({ serials }) => serials },
        `select act.id, act.to_holder as "to", array_agg(p.serial) as serials
         from engagement.kit_act act join engagement.kit_position p on p.holder = 'transit:' || act.id
         where act.id = any ($1::uuid[]) and act.kind = 'sent' and act.to_holder like 'person:%'
         group by act.id`,
        [ids],
      )
