import type { Transaction } from '../../../foundation/with-actor.ts'

/** Somebody on duty for rounds; times by London's clocks, `14:00`. `wards` is null where they work in the whole BCU. */
export type OnDuty = { person: string; begins: string; ends: string; wards: string[] | null; bcu: string }

/** Who is on duty on a day, as recorded last, as far as the actor may see it: by when they begin. */
export const onDuty = async (tx: Transaction, day: string): Promise<OnDuty[]> => {
  const { rows } = await tx.query<OnDuty>(
    `select person, to_char(begins, 'HH24:MI') as begins, to_char(ends, 'HH24:MI') as ends, wards, bcu from (
       select distinct on (person) * from engagement.duty_hours where day = $1 order by person, recorded_at desc, id desc
     ) last where begins is not null order by last.begins, last.ends, person`,
    [day],
  )
  return rows
}

/** Hours of somebody on a day, or that they are not on duty after all. `id`: asked for twice it is recorded once. */
export type NewHours = {
  id: string
  person: string
  day: string
  hours: { begins: string; ends: string } | null
  wards: readonly string[] | null
  bcu: string
}

/** Records when somebody is on duty. */
export const recordHours = async (
  tx: Transaction,
  actor: string,
  { id, person, day, hours, wards, bcu }: NewHours,
): Promise<void> => {
  await tx.query(
    `insert into engagement.duty_hours (id, person, day, begins, ends, wards, ward, bcu, actor)
     values ($1, $2, $3, $4, $5, $6::text[], ($6::text[])[1], $7, $8) on conflict (id) do nothing`,
    [id, person, day, hours?.begins ?? null, hours?.ends ?? null, wards, bcu, actor],
  )
}
