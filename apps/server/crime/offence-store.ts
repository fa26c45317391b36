import { copyInto, copyLine } from '../foundation/copy.ts'
import { firstDay, type Month } from '../foundation/month.ts'
import type { Transaction } from '../foundation/with-actor.ts'

type Offence = { force: string; month: Month; crimeType: string; lsoaCode: string | null }
type Entry = {
  force: string
  month: Month
  crimeType: string
  code: string
  offences: number
  unknown: number
}

/** Street crimes other than burglary, by force, month, type and area code as published. */
export class OffenceTally {
  readonly #entries = new Map<string, Entry>()

  /** `unknown`: no loaded area holds it; kept, but not counted as taken. */
  add({ force, month, crimeType, lsoaCode }: Offence, unknown: boolean): void {
    const code = lsoaCode ?? ''
    const key = `${code}\u001F${crimeType}\u001F${month}\u001F${force}`
    let entry = this.#entries.get(key)
    if (!entry) {
      entry = { force, month, crimeType, code, offences: 0, unknown: 0 }
      this.#entries.set(key, entry)
    }
    entry.offences++
    if (unknown) entry.unknown++
  }

  /** Takes the larger of two files' counts: they are two publications of the same crimes. */
  takeLarger(other: OffenceTally): void {
    for (const [key, entry] of other.#entries) {
      const mine = this.#entries.get(key)
      if (!mine || mine.offences < entry.offences) this.#entries.set(key, entry)
    }
  }

  get entries(): Entry[] {
    return [...this.#entries.values()]
  }
}

/**
 * Keeps, for every force, month, type and area, the larger of what is there and what this file has: a month imported
 * again adds nothing, whatever the order. Returns how many were new and have a known area.
 */
export const mergeOffences = async (tx: Transaction, tally: OffenceTally): Promise<number> => {
  const { entries } = tally
  if (entries.length === 0) return 0
  await tx.query(
    `create temp table if not exists incoming_offence (
       force text, month date, crime_type text, code text, offences integer, unknown integer
     ) on commit drop`,
  )
  await tx.query('truncate incoming_offence')
  await copyInto(
    tx,
    'incoming_offence',
    entries.map(({ force, month, crimeType, code, offences, unknown }) =>
      copyLine([force, firstDay(month), crimeType, code, offences, unknown]),
    ),
  )
  await tx.query('analyze incoming_offence')
  const { rows } = await tx.query<{ taken: number }>(
    `select coalesce(sum(greatest(0, i.offences - greatest(coalesce(c.offences, 0), i.unknown))), 0)::int as taken
     from incoming_offence i left join target.offence_count c using (force, month, crime_type, code)`,
  )
  await tx.query(
    `insert into target.offence_count (force, month, crime_type, code, offences)
     select force, month, crime_type, code, offences from incoming_offence
     on conflict (force, month, crime_type, code) do update set offences = excluded.offences
       where offence_count.offences < excluded.offences`,
  )
  return rows[0]?.taken ?? 0
}
