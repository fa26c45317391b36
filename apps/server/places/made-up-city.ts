import type { Actor, Transaction } from '../foundation/with-actor.ts'

/** Who loads the made-up city; its imports are not those of real data. */
export const demonstrationActor = { id: 'demonstration', role: 'importer' } as const satisfies Actor

export type Demonstration = {
  /** `none`: start without one. */
  state: 'none' | 'loading' | 'loaded'
  seed: number | null
  homes: number | null
}

/** The made-up city that is loaded or being loaded; undefined where nothing was decided yet. */
export const demonstrationOf = async (tx: Transaction): Promise<Demonstration | undefined> => {
  const { rows } = await tx.query<Demonstration>('select state, seed, homes from foundation.demonstration')
  return rows[0]
}

/** Tables that the made-up city fills, in the order in which they can be emptied. */
const filled = [
  'target.counted_month',
  'target.burglary_count',
  'target.loaded_month',
  'target.burglary',
  'target.offence_count',
  'target.recorded_count',
  'target.recorded_month',
  'enforcement.incident_version',
  'places.point_area',
  'places.address',
  'places.street',
  'places.street_link',
  'places.ground',
  'places.postcode',
  'places.lookup',
  'places.home_count',
  'places.area',
  'places.vintage',
  'places.import_file',
]

/** Empties everything that a made-up city has put in, and decides that there is to be none. */
export const takeAwayDemonstration = async (tx: Transaction): Promise<void> => {
  await tx.query('select engagement.leave_with_the_city()')
  for (const table of filled) await tx.query(`delete from ${table}`)
  await tx.query('update places.geography set version = version + 1')
  await tx.query(
    `insert into foundation.demonstration (state) values ('none')
     on conflict (only_one) do update
       set state = 'none', seed = null, homes = null, truth = null, changed_at = clock_timestamp()`,
  )
}

/**
 * The first import of real data takes the made-up city away, in its own transaction: the two are never mixed. Returns
 * whether there was one.
 */
export const leaveDemonstration = async (tx: Transaction, actor: Actor): Promise<boolean> => {
  if (actor.id === demonstrationActor.id) return false
  const demonstration = await demonstrationOf(tx)
  if (!demonstration || demonstration.state === 'none') return false
  await takeAwayDemonstration(tx)
  return true
}

/** Month in which the programme that is planted in the made-up city begins, `2015-01`; undefined where none is loaded. */
export const madeUpProgrammeFrom = async (tx: Transaction): Promise<string | undefined> => {
  const { rows } = await tx.query<{ from: string | null }>(
    `select min(planted ->> 'from') as "from"
     from foundation.demonstration, jsonb_array_elements(truth -> 'areas') as planted
     where state = 'loaded'`,
  )
  return rows[0]?.from ?? undefined
}
