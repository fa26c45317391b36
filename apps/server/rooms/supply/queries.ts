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

/** When those of some homes that a kit is at got their first, a day in London. Logs each. */
export const kitsBroughtTo = (
  tx: Transaction,
  homes: readonly string[],
): Promise<{ home: string; day: string }[]> =>
  readRecords<{ home: string; day: string }>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select substr(p.holder, 6)::uuid as home, min((m.at at time zone 'Europe/London')::date) as day
     from engagement.kit_movement m
     join engagement.kit_position p on p.id = m.kit and p.disputed = 0 and p.holder = 'home:' || m.home
     where m.home = any ($1::uuid[]) and m.sequence is not null
       and (m.from_holder is distinct from m.holder or m.corrects is not null)
       and not exists (select from engagement.kit_movement c where c.corrects = m.id)
     group by p.holder order by p.holder`,
    [homes],
  )
