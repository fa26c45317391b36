import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** Days from one to another, both such as `2026-05-03`. */
export type Days = { from: string; to: string }

/** That a colleague had to do with liquid on some days. */
export type Handled = { person: string; how: 'had kits' | 'their team had kits' | 'moved kits'; kits: number }

/** Which of these colleagues (`person:…`) had or moved kits on some days. A crossing: logged with the reason. */
export const handledLiquid = (
  tx: Transaction,
  people: readonly string[],
  { from, to }: Days,
  reason: string,
): Promise<Handled[]> =>
  readRecords<Handled>(
    tx,
    { operation: 'combination', kind: 'person', subjects: people, reason },
    'select person, how, kits from engagement.handled_liquid($1, $2, $3)',
    [people, from, to],
  )

/** Kits that were given out or applied near a home on some days, and the colleagues who were there. */
export type OpenNearby = { how: 'given out' | 'applied'; kits: number; people: string[] | null }

/** How far around a home liquid counts as open nearby, metres. */
export const nearbyMetres = 500

/** What was open near these homes on some days. A crossing: logged with the reason. */
export const openNearby = (
  tx: Transaction,
  homes: readonly string[],
  { from, to }: Days,
  reason: string,
): Promise<OpenNearby[]> =>
  readRecords<OpenNearby>(
    tx,
    { operation: 'combination', kind: 'home', subjects: homes, reason },
    'select how, kits, people from engagement.open_nearby($1, $2, $3, $4)',
    [homes, from, to, nearbyMetres],
  )
