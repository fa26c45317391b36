import { personRoleNames, personRoles, type PersonRole } from '../foundation/access/roles.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { accountOfPerson } from '../foundation/person-account.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { endSessions } from './sessions.ts'

export type PostedTo = { placeKind: 'force' | 'bcu' | 'ward'; place: string; placeName: string | null }

export type Posting = PostedTo & {
  id: string
  person: string
  role: PersonRole
  fromDay: string
  toDay: string | null
  givenBy: string
  givenAt: Date
  endedBy: string | null
  endedAt: Date | null
  state: 'now' | 'to come' | 'over'
}

export type Person = {
  id: string
  issuer: string
  name: string
  createdAt: Date
  disabledAt: Date | null
}

/** Names of places as their latest boundaries have them. */
const postingQuery = `
  with place as (
    select distinct on (kind, code) kind, code, name from places.area
    where kind in ('ward', 'bcu') order by kind, code, valid_from desc
  ), today as (select ($1::timestamptz at time zone 'Europe/London')::date as day)
  select posting.id, posting.person, posting.role, posting.place_kind as "placeKind", posting.place,
         place.name as "placeName", posting.from_day as "fromDay", posting.to_day as "toDay",
         posting.given_by as "givenBy", posting.given_at as "givenAt", posting.ended_by as "endedBy",
         posting.ended_at as "endedAt",
         case when posting.ended_at is not null or posting.to_day < today.day then 'over'
              when posting.from_day > today.day then 'to come' else 'now' end as state
  from identity.posting cross join today
  left join place on place.kind = posting.place_kind and place.code = posting.place`

const postingsWhere = async (tx: Transaction, now: Date, person: string | undefined): Promise<Posting[]> => {
  const { rows } = await tx.query<Posting>(
    `${postingQuery} where ($2::uuid is null or posting.person = $2)
     order by posting.role, posting.place, posting.from_day, posting.id`,
    [now, person ?? null],
  )
  return rows
}

/** Every posting of a person that there was, is or will be. */
export const postingsOf = (tx: Transaction, person: string, now: Date): Promise<Posting[]> =>
  postingsWhere(tx, now, person)

/** Postings of a person that hold today. */
export const presentPostings = async (tx: Transaction, person: string, now: Date): Promise<Posting[]> =>
  (await postingsWhere(tx, now, person)).filter(({ state }) => state === 'now')

export type PersonLine = Person & { postings: Posting[] }

/** Everybody who is known, by name, with what they are posted to today. */
export const everybody = async (tx: Transaction, now: Date): Promise<PersonLine[]> => {
  const { rows } = await tx.query<Person>(
    `select id, issuer, display_name as name, created_at as "createdAt", disabled_at as "disabledAt"
     from identity.person order by display_name, id`,
  )
  await tx.record({ operation: 'consultation', kind: 'person', subjects: rows.map(({ id }) => id) })
  const present = Map.groupBy(await postingsWhere(tx, now, undefined), ({ person }) => person)
  return rows.map((person) =>
    Object.assign({}, person, {
      postings: (present.get(person.id) ?? []).filter(({ state }) => state === 'now'),
    }),
  )
}

const noSuchPerson = (): MetTraceError => new MetTraceError('not_found', 'There is no such person.')

/** One person. Errors: `not_found`. */
export const personOf = async (tx: Transaction, id: string | undefined): Promise<Person> => {
  const { rows } = await tx.query<Person>(
    `select id, issuer, display_name as name, created_at as "createdAt", disabled_at as "disabledAt"
     from identity.person where id = $1`,
    [id ?? null],
  )
  if (!rows[0]) throw noSuchPerson()
  await tx.record({ operation: 'consultation', kind: 'person', subjects: [rows[0].id] })
  return rows[0]
}

export type PlaceChoice = { code: string; name: string }

/** Wards or BCUs to post people to: those of the latest boundaries, or for BCUs of the look-ups. */
export const placesToPost = async (tx: Transaction, kind: 'ward' | 'bcu'): Promise<PlaceChoice[]> => {
  const { rows } = await tx.query<PlaceChoice>(
    `select code, coalesce(name, code) as name from places.area
     where kind = $1 and valid_from = (select max(valid_from) from places.vintage where kind = $1)
     order by 2, 1`,
    [kind],
  )
  if (rows.length > 0 || kind === 'ward') return rows
  const { rows: looked } = await tx.query<PlaceChoice>(
    `select distinct to_code as code, to_code as name from places.lookup where to_column ~* 'bcu' order by 1`,
  )
  return looked
}

export type NewPosting = {
  person: string
  role: PersonRole
  place: string
  fromDay: string
  toDay: string | null
}

/**
 * Posts somebody. `place` is the code of a ward or a BCU, or empty for the force, as the role asks for. Nobody posts
 * themselves: the database refuses too. Errors: `not_allowed`.
 */
export const givePosting = async (tx: Transaction, by: string, posting: NewPosting): Promise<void> => {
  refuseOneself(by, posting.person)
  await recordChange(tx, posting.person, `posted as ${personRoles[posting.role].title}`)
  await tx.query(
    `insert into identity.posting (id, person, role, place_kind, place, from_day, to_day, given_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      uuidv7(),
      posting.person,
      posting.role,
      personRoles[posting.role].posted,
      posting.place,
      posting.fromDay,
      posting.toDay,
      by,
    ],
  )
}

/** Ends a posting at once. Errors: `not_allowed`; `not_found` where it is over. */
export const endPosting = async (
  tx: Transaction,
  by: string,
  which: { person: string; posting: string },
  now: Date,
): Promise<void> => {
  refuseOneself(by, which.person)
  const { rowCount } = await tx.query(
    `update identity.posting set ended_by = $3, ended_at = $4 where id = $1 and person = $2 and ended_at is null`,
    [which.posting, which.person, by, now],
  )
  if (rowCount === 0) throw new MetTraceError('not_found', 'There is no such posting, or it is over.')
  await recordChange(tx, which.person, 'posting ended')
}

/** Shuts somebody out at once, or lets them in again. Errors: `not_allowed`, `not_found`. */
export const shutOut = async (
  tx: Transaction,
  by: string,
  person: string,
  out: boolean,
  now: Date,
): Promise<void> => {
  refuseOneself(by, person)
  const { rowCount } = await tx.query('update identity.person set disabled_at = $2 where id = $1', [
    person,
    out ? now : null,
  ])
  if (rowCount === 0) throw noSuchPerson()
  await recordChange(tx, person, out ? 'shut out' : 'let in again')
  if (out) await endSessions(tx, { person }, by, now)
}

/** Signs somebody out wherever they are. Errors: `not_found`. */
export const signOutEverywhere = async (
  tx: Transaction,
  by: string,
  person: string,
  now: Date,
): Promise<void> => {
  const { rowCount } = await tx.query('select from identity.person where id = $1', [person])
  if (rowCount === 0) throw noSuchPerson()
  await recordChange(tx, person, 'signed out everywhere')
  await endSessions(tx, { person }, by, now)
}

/** What is done to somebody's account, for the log. */
const recordChange = (tx: Transaction, person: string, reason: string): Promise<void> =>
  tx.record({ operation: 'alteration', kind: 'person', subjects: [person], reason })

const refuseOneself = (by: string, person: string): void => {
  if (by !== accountOfPerson(person)) return
  throw new MetTraceError('not_allowed', 'Nobody administers themselves: ask another administrator.')
}

export const isPersonRoleName = (text: unknown): text is PersonRole =>
  personRoleNames.some((role) => role === text)
