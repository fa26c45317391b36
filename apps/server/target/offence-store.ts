import { firstDay, type Month } from '../foundation/month.ts'
import type { Transaction } from '../foundation/with-actor.ts'

type Entry = { force: string; month: Month; crimeType: string; code: string; count: number; unknown: number }

/** Street crimes of one file, by force, month, type and area code as published. */
export class OffenceTally {
  readonly #entries = new Map<string, Entry>()

  /** `unknown`: no loaded area holds it; kept, but not counted as taken. */
  add(
    row: { force: string; month: Month; crimeType: string; lsoaCode: string | null },
    unknown: boolean,
  ): void {
    const code = row.lsoaCode ?? ''
    const key = [row.force, row.month, row.crimeType, code].join('\u001F')
    let entry = this.#entries.get(key)
    if (!entry) {
      entry = { force: row.force, month: row.month, crimeType: row.crimeType, code, count: 0, unknown: 0 }
      this.#entries.set(key, entry)
    }
    entry.count++
    if (unknown) entry.unknown++
  }

  get entries(): Entry[] {
    return [...this.#entries.values()]
  }
}

/**
 * Keeps, for every force, month, type and area, the larger of what is there and what this file has: a month imported
 * again adds nothing, whatever the order. Returns how many were new, outside burglary and with a known area.
 */
export const mergeOffences = async (tx: Transaction, tally: OffenceTally): Promise<number> => {
  const { entries } = tally
  const { rows } = await tx.query<{ taken: number }>(
    `with incoming as materialized (
       select * from unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::int[], $6::int[])
         as i (force, month, crime_type, code, offences, unknown)
     ), present as materialized (
       select i.*, coalesce(c.offences, 0) as already
       from incoming i left join target.offence_count c using (force, month, crime_type, code)
     ), merged as (
       insert into target.offence_count (force, month, crime_type, code, offences)
       select force, month, crime_type, code, offences from present where offences > already
       on conflict (force, month, crime_type, code) do update set offences = excluded.offences
     )
     select coalesce(sum(greatest(0, offences - greatest(already, unknown))) filter (where crime_type <> $7), 0)::int
              as taken
     from present`,
    [
      entries.map(({ force }) => force),
      entries.map(({ month }) => firstDay(month)),
      entries.map(({ crimeType }) => crimeType),
      entries.map(({ code }) => code),
      entries.map(({ count }) => count),
      entries.map(({ unknown }) => unknown),
      'Burglary',
    ],
  )
  return rows[0]?.taken ?? 0
}
