import type { Fact } from '@mettrace/protocol/events/facts'
import { toldBy } from '@mettrace/protocol/judge/running'
import type { EventId } from '@mettrace/protocol/words/values'
import { advisoryLocks } from '../../../../foundation/advisory-locks.ts'
import { londonDay } from '../../../../foundation/days.ts'
import { changeRecords, keepRecords } from '../../../../foundation/records/records.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { registerMany, type Registration } from '../../register-many.ts'
import { boundConsents } from '../bound-events.ts'
import type { Place } from './rounds.ts'
import type { Taken } from './what-follows.ts'

type Told = Extract<Fact, { kind: 'delivered' }>['resident']

/** Somebody whom an event names, and who agreed. */
type Named = Registration & { event: EventId; at: Date; told: Told }

/** Digests of what a registration or an event tells of somebody; null where it tells nothing. */
type Digests = { name: string | null; contact: string | null }
type Known = Digests & { id: string; home: string }

const namedBy = ({ event, at }: Taken, placeOf: ReadonlyMap<string, Place>): Named | undefined => {
  const fact = toldBy(event.fact)
  if (fact.kind !== 'delivered') return undefined
  const { resident: told, home } = fact
  const place = placeOf.get(home)
  // Who does not agree is not named; who agrees need not give a name.
  if (!place || !told.consent.agreed || (told.name === null && told.contact === null)) return undefined
  const { name, contact } = told
  const fromDay = londonDay(new Date(at))
  const { id } = event
  return {
    event: id,
    at: new Date(at),
    told,
    home: { id: home, ...place },
    name,
    contact,
    vulnerability: null,
    fromDay,
  }
}

/** Whether somebody is told of who is registered already: nothing that is told of them is another's. */
const isSame = (told: Digests, known: Digests): boolean =>
  (told.name === null || told.name === known.name) &&
  (told.contact === null || told.contact === known.contact)

/** Who is registered at these homes and has not left by the first of these days; nobody else registers there meanwhile. */
const registeredAt = async (tx: Transaction, homes: readonly string[], day: string): Promise<Known[]> => {
  // In the order of the homes, so that two batches wait for each other and do not lock.
  await tx.query(
    `select pg_advisory_xact_lock($1, hashtext(home)) from unnest($2::text[]) home order by hashtext(home)`,
    [advisoryLocks.residentsOfHome, homes],
  )
  const { rows } = await keepRecords<Known>(
    tx,
    'residents held against whom the author names there; nobody is shown any',
    `select id, home, encode(name_digest, 'hex') as name, encode(contact_digest, 'hex') as contact from engagement.resident
     where home = any ($1::uuid[]) and erased_at is null 
       and coalesce(to_day, engagement.left_on(id), 'infinity') >= $2::date order by registered_at, id`,
    [homes, day],
  )
  return rows
}

/** Residents by the event that names them. */
export type ResidentOf = ReadonlyMap<EventId, string>

/** Whom a batch names, each with the event that does; they agreed. */
type Registered = { residentOf: ResidentOf; named: readonly Named[] }

/**
 * Registers whom accepted events name and who agreed, each once: who is registered at the home already stays as they are.
 * Logs the collection. Errors: PostgreSQL 42501 for a home in another's places.
 */
export const writeResidents = async (
  tx: Transaction,
  taken: readonly Taken[],
  placeOf: ReadonlyMap<string, Place>,
): Promise<Registered> => {
  const named = taken.flatMap((each) => namedBy(each, placeOf) ?? [])
  const residentOf = new Map<EventId, string>()
  if (named.length === 0) return { residentOf, named }
  const digest = (column: 'name' | 'contact', text: string | null): string | null =>
    text === null ? null : tx.fields.digest(column, text).toString('hex')
  const days = named.map(({ fromDay }) => fromDay).toSorted()
  const known = await registeredAt(tx, [...new Set(named.map(({ home }) => home.id))], days[0] ?? '')
  const fresh = new Map<Known, Named>()
  const of = named.map((each) => {
    const told = { name: digest('name', each.name), contact: digest('contact', each.contact) }
    const there = known.find(({ home, ...digests }) => home === each.home.id && isSame(told, digests))
    if (there) return there
    const added: Known = { id: '', home: each.home.id, ...told }
    known.push(added)
    fresh.set(added, each)
    return added
  })
  const ids = await registerMany(tx, [...fresh.values()], { byPhone: true })
  for (const [at, added] of [...fresh.keys()].entries()) added.id = ids[at] ?? ''
  for (const [at, { event }] of named.entries()) residentOf.set(event, of[at]?.id ?? '')
  return { residentOf, named }
}

/** Writes that they agreed, and to which privacy notice. Logs whose it is. */
export const writeConsents = async (
  tx: Transaction,
  { named, residentOf }: Registered,
  actor: string,
): Promise<void> => {
  if (named.length === 0) return
  await changeRecords<{ id: string; resident: string }>(
    tx,
    {
      operation: 'collection',
      kind: 'resident',
      of: ({ resident }) => resident,
      bindsOf: (rows) => [{ table: boundConsents, rows: rows.map(({ id }) => id) }],
    },
    `insert into engagement.consent (id, resident, home, ward, bcu, notice, notice_day, language, at, actor)
     select told.*, $10
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::date[], $8::text[], $9::timestamptz[]) told
     returning id, resident`,
    [
      named.map(({ event }) => event),
      named.map(({ event }) => residentOf.get(event)),
      named.map(({ home }) => home.id),
      named.map(({ home }) => home.ward),
      named.map(({ home }) => home.bcu),
      named.map(({ told }) => told.consent.version),
      named.map(({ told }) => told.consent.day),
      named.map(({ told }) => told.consent.language),
      named.map(({ at }) => at),
      actor,
    ],
  )
}
