import { countRecords, readRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'

/**
 * Homes of a deployment's area: how many got their first kit in a month, `2026-09-01`, or without a month how many the
 * register has there. `deployment` is the number of the deployment, `place` that of its area.
 */
export type HomesWithKits = { deployment: number; place: number; month: string | null; homes: number }

/** Homes with a kit by area and month, of deployments by their numbers: counts alone, of the actor's own places. */
export const homesWithKits = (tx: Transaction, deployments: readonly number[]): Promise<HomesWithKits[]> =>
  countRecords<HomesWithKits>(
    tx,
    `select deployment, place, month, homes from engagement.homes_with_kits($1)
     order by deployment, place, month nulls first`,
    [deployments],
  )

/** Those of some homes that a kit is at, by their ids. Logs each. */
export const homesHoldingKits = async (tx: Transaction, homes: readonly string[]): Promise<string[]> => {
  const rows = await readRecords<{ home: string }>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select distinct substr(holder, 6)::uuid as home from engagement.kit_position
     where holder = any (select 'home:' || id from unnest($1::text[]) id)`,
    [homes],
  )
  return rows.map(({ home }) => home)
}
