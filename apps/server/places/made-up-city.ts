import { addDays } from '@mettrace/clocks/days/days'
import { actingAs } from '../foundation/access/acting-as.ts'
import { guardedTables, ruleOf } from '../foundation/access/access-table.ts'
import { keepRecords } from '../foundation/records/records.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'

/** Who loads the made-up city; its imports are not those of real data. */
export const demonstrationActor = actingAs('demonstrationData', 'demonstration')

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

/** Tables of one row that is set, not taken away. */
const onlyRow = new Set(['places.geography', 'foundation.demonstration'])

/**
 * Tables that a made-up city fills: those that an importer may empty, by the access table, which lists a table after those
 * that it refers to.
 */
const filled = Object.entries(guardedTables)
  .filter(([table, guard]) => {
    const may = ruleOf('importer', guard.kind).remove !== undefined
    return may && 'replaced' in guard && !onlyRow.has(table)
  })
  .map(([table]) => table)
  .toReversed()

/** Says that a made-up city is being loaded, or loaded now. */
export const setDemonstration = async (
  tx: Transaction,
  state: 'loading' | 'loaded',
  { homes, seed }: { homes: number; seed: number },
): Promise<void> => {
  await tx.query(
    `insert into foundation.demonstration (state, seed, homes) values ($1, $2, $3)
     on conflict (only_one) do update
       set state = $1, seed = $2, homes = $3, changed_at = clock_timestamp()`,
    [state, seed, homes],
  )
}

/** Keeps what was planted in the demonstration data, so that it can be told whether the product finds it. */
export const keepPlantedTruth = async (tx: Transaction, truth: object): Promise<void> => {
  await tx.query('update foundation.demonstration set truth = $1', [JSON.stringify(truth)])
}

/** Empties everything that a made-up city has put in, and decides that there is to be none. */
export const takeAwayDemonstration = async (tx: Transaction): Promise<void> => {
  await keepRecords(
    tx,
    'nobody is shown the made-up homes that go',
    'select engagement.leave_with_the_city()',
  )
  await tx.query('select target.deployments_leave_with_the_city()')
  await tx.query('select account.decisions_leave_with_the_city()')
  for (const table of filled) await keepRecords(tx, 'made up, and taken away whole', `delete from ${table}`)
  await tx.query('update places.geography set version = version + 1')
  await tx.query(
    `insert into foundation.demonstration (state) values ('none')
     on conflict (only_one) do update
       set state = 'none', seed = null, homes = null, truth = null, changed_at = clock_timestamp()`,
  )
  // What bound the rows that went with it counts no more.
  await tx.record({ operation: 'erasure', kind: 'demonstration', subjects: [] })
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

/** The day that the demonstration city was made on, `2026-01-05`, up to which its days run; undefined where none is loaded. */
export const madeUpUntil = async (tx: Transaction): Promise<string | undefined> => {
  const { rows } = await tx.query<{ until: string }>(
    `select coalesce(truth ->> 'until', to_char(changed_at at time zone 'Europe/London', 'YYYY-MM-DD')) as until
     from foundation.demonstration where state = 'loaded'`,
  )
  return rows[0]?.until
}

/**
 * The day on which the burglaries of the demonstration city end, where that was before yesterday: whoever comes back to it after
 * weeks finds no recent burglary. Undefined while they are recent, and where no city is loaded.
 */
export const madeUpDaysEnded = async (tx: Transaction, today: string): Promise<string | undefined> => {
  const until = await madeUpUntil(tx)
  return until !== undefined && until < addDays(today, -1) ? until : undefined
}

/** An address of the demonstration city that somebody has registered for; undefined where none is loaded. */
export const exampleAddress = async (tx: Transaction): Promise<string | undefined> => {
  const { rows } = await tx.query<{ address: string }>(
    `select case when a.flat is null then '' else 'Flat ' || a.flat || ', ' end || a.number || ' ' || s.name as address
     from places.address a join places.street s on s.id = a.street, foundation.demonstration d
     where d.state = 'loaded' and a.use = 'home' order by a.id limit 1`,
  )
  return rows[0]?.address
}

/** A postcode of the actor's own places, to try a search with; undefined where there is no home. It names nobody. */
export const examplePostcode = async (tx: Transaction): Promise<string | undefined> => {
  const { rows } = await keepRecords<{ postcode: string }>(
    tx,
    'a postcode alone, which is no home’s',
    `select regexp_replace(postcode, '(...)$', ' \\1') as postcode from engagement.home
     order by ward, postcode limit 1`,
  )
  return rows[0]?.postcode
}

/** What was planted in the demonstration data. */
export type PlantedTruth = {
  effect: number
  halfLifeMonths: number
  displacement: number
  firstMonth: string
  lastMonth: string
  areas: { code: string; from: string }[]
}

/** What was planted; undefined where no made-up city is loaded. */
export const plantedTruth = async (tx: Transaction): Promise<PlantedTruth | undefined> => {
  const { rows } = await tx.query<{ truth: PlantedTruth | null }>(
    `select truth from foundation.demonstration where state = 'loaded'`,
  )
  return rows[0]?.truth ?? undefined
}
