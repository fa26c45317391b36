import type { Transaction } from '../../../foundation/with-actor.ts'

/** Somebody on duty for rounds; times by London's clocks, `14:00`. `wards` is null where they work in the whole BCU. */
export type OnDuty = { person: string; begins: string; ends: string; wards: string[] | null; bcu: string }

/** What was recorded last of somebody and a day; `hours` is null where they are not on duty after all. */
export type DutyOfDay = { person: string; day: string; hours: { begins: string; ends: string } | null }

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

/** What is recorded of the days from one to another, as far as the actor may see it. */
export const dutyOfDays = async (tx: Transaction, first: string, last: string): Promise<DutyOfDay[]> => {
  const { rows } = await tx.query<{
    person: string
    day: string
    begins: string | null
    ends: string | null
  }>(
    `select distinct on (person, day) person, day, to_char(begins, 'HH24:MI') as begins, to_char(ends, 'HH24:MI') as ends
     from engagement.duty_hours where day between $1 and $2 order by person, day, recorded_at desc, id desc`,
    [first, last],
  )
  return rows.map(({ person, day, begins, ends }) => ({
    person,
    day,
    hours: begins === null || ends === null ? null : { begins, ends },
  }))
}

/** Hours of somebody on some days, or that they are not on duty after all. `act`: asked for twice they are recorded once. */
export type NewHours = {
  act: string
  person: string
  days: readonly string[]
  hours: { begins: string; ends: string } | null
  wards: readonly string[] | null
  bcu: string
}

/** Records when somebody is on duty. */
export const recordHours = async (
  tx: Transaction,
  actor: string,
  { act, person, days, hours, wards, bcu }: NewHours,
): Promise<void> => {
  await tx.query(
    `insert into engagement.duty_hours (id, person, day, begins, ends, wards, ward, bcu, actor)
     select md5(concat_ws(' ', $1::text, $2::uuid, day, $4::time, $5::time))::uuid, $2, day, $4, $5, $6::text[], ($6::text[])[1], $7, $8
     from unnest($3::date[]) day on conflict (id) do nothing`,
    [act, person, days, hours?.begins ?? null, hours?.ends ?? null, wards, bcu, actor],
  )
}
