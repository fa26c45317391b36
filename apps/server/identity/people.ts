import { personRoleNames, personRoles, type PersonRole } from '../foundation/access/roles.ts'
import { MetTraceError } from '../foundation/errors.ts'
import { accountOfPerson } from '../foundation/person-account.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import { changeRecords, keepRecords, readRecords } from '../foundation/records/records.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import { boundPostings } from './bound-postings.ts'
import { wardAndBcuNames } from '../places/place-names.ts'
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

const postingsOfPeople = async (
  tx: Transaction,
  now: Date,
  people: readonly string[],
): Promise<Posting[]> => {
  const { rows } = await keepRecords<Omit<Posting, 'placeName'>>(
    tx,
    'one’s own, or of people who are written down where they are shown',
    `with today as (select ($1::timestamptz at time zone 'Europe/London')::date as day)
  select posting.id, posting.person, posting.role, posting.place_kind as "placeKind", posting.place,
         posting.from_day as "fromDay", posting.to_day as "toDay",
         posting.given_by as "givenBy", posting.given_at as "givenAt", posting.ended_by as "endedBy",
         posting.ended_at as "endedAt",
         case when posting.ended_at is not null or posting.to_day < today.day then 'over'
              when posting.from_day > today.day then 'to come' else 'now' end as state
  from identity.posting cross join today
     where posting.person = any ($2)
     order by posting.role, posting.place, posting.from_day, posting.id`,
    [now, people],
  )
  const names = new Map((await wardAndBcuNames(tx)).map(({ kind, code, name }) => [`${kind} ${code}`, name]))
  return rows.map((posting) =>
    Object.assign({}, posting, { placeName: names.get(`${posting.placeKind} ${posting.place}`) ?? null }),
  )
}

/** Every posting of a person that there was, is or will be. */
export const postingsOf = (tx: Transaction, person: string, now: Date): Promise<Posting[]> =>
  postingsOfPeople(tx, now, [person])

/** Postings of a person that hold today. */
export const presentPostings = async (tx: Transaction, person: string, now: Date): Promise<Posting[]> =>
  (await postingsOfPeople(tx, now, [person])).filter(({ state }) => state === 'now')

export type PersonLine = Person & { postings: Posting[] }

/** Everybody who is known but the covert desk, by name, with what they are posted to today. */
export const everybody = async (tx: Transaction, now: Date): Promise<PersonLine[]> => {
  const rows = await readRecords<Person>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ id }) => id },
    `select id, issuer, display_name as name, created_at as "createdAt", disabled_at as "disabledAt"
     from identity.person
     -- Nobody else learns that there is a covert desk.
     where not exists (select from identity.posting c where c.person = person.id and c.role = 'covert')
     order by display_name, id`,
    [],
  )
  const postings = await postingsOfPeople(
    tx,
    now,
    rows.map(({ id }) => id),
  )
  const present = Map.groupBy(postings, ({ person }) => person)
  return rows.map((person) =>
    Object.assign({}, person, {
      postings: (present.get(person.id) ?? []).filter(({ state }) => state === 'now'),
    }),
  )
}

const noSuchPerson = (): MetTraceError => new MetTraceError('not_found', 'There is no such person.')

/** Somebody as others see them: of the covert desk nobody is there. Errors: `not_found`. */
export const colleagueOf = async (tx: Transaction, id: string | undefined): Promise<Person> => {
  const [person] = await readRecords<Person>(
    tx,
    { operation: 'consultation', kind: 'person', of: (row) => row.id },
    `select id, issuer, display_name as name, created_at as "createdAt", disabled_at as "disabledAt"
     from identity.person where id = $1
       and not exists (select from identity.posting c where c.person = person.id and c.role = 'covert')`,
    [id ?? null],
  )
  if (!person) throw noSuchPerson()
  return person
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
  const id = uuidv7()
  await changeRecords(
    tx,
    change(posting.person, `posted as ${personRoles[posting.role].title}`, [id]),
    `insert into identity.posting (id, person, role, place_kind, place, from_day, to_day, given_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
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
  const { touched } = await changeRecords(
    tx,
    change(which.person, 'posting ended', [which.posting]),
    `update identity.posting set ended_by = $3, ended_at = $4 where id = $1 and person = $2 and ended_at is null`,
    [which.posting, which.person, by, now],
  )
  if (touched === 0) throw new MetTraceError('not_found', 'There is no such posting, or it is over.')
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
  const { touched } = await changeRecords(
    tx,
    change(person, out ? 'blocked' : 'access restored'),
    'update identity.person set disabled_at = $2 where id = $1',
    [person, out ? now : null],
  )
  if (touched === 0) throw noSuchPerson()
  if (out) await endSessions(tx, { person }, by, now)
}

/** Signs somebody out wherever they are. Errors: `not_found`. */
export const signOutEverywhere = async (
  tx: Transaction,
  by: string,
  person: string,
  now: Date,
): Promise<void> => {
  const { touched } = await changeRecords(
    tx,
    change(person, 'signed out everywhere'),
    'select from identity.person where id = $1',
    [person],
  )
  if (touched === 0) throw noSuchPerson()
  await endSessions(tx, { person }, by, now)
}

/** What is done to somebody's account, for the log, with the postings that it touches. */
const change = (person: string, reason: string, postings: readonly string[] = []) =>
  ({
    operation: 'alteration',
    kind: 'person',
    subjects: [person],
    reason,
    binds: [{ table: boundPostings, rows: postings }],
  }) as const

/** Errors: `not_allowed`. */
export const refuseOneself = (by: string, person: string): void => {
  if (by !== accountOfPerson(person)) return
  throw new MetTraceError('not_allowed', 'Nobody administers themselves: ask another administrator.')
}

export const isPersonRoleName = (text: unknown): text is PersonRole =>
  personRoleNames.some((role) => role === text)
