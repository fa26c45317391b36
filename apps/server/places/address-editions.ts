import { MetTraceError } from '../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../foundation/page/pages.ts'
import { actorNames, withNames } from '../foundation/actor-names.ts'
import { keepRecords } from '../foundation/records/records.ts'
import { count } from '../foundation/words/figures.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import type { Actor, Transaction } from '../foundation/with-actor.ts'
import type { Differences, Listed } from './compare-addresses.ts'

/** An edition as it was compared, and what was decided about it last. */
export type Edition = {
  id: string
  number: number
  format: string
  supply: 'full' | 'changes'
  files: string
  asOf: string
  standsOn: number
  wardValidFrom: string
  rows: number
  differences: Differences
  leftOut: Record<string, number>
  listed: Listed
  actor: string
  /** ISO time in UTC. */
  at: string
  /** `waits`: neither accepted nor refused; `overtaken`: compared with what no longer stands. */
  state: 'waits' | 'accepted' | 'refused' | 'overtaken'
  decidedBy: string | null
  decidedAt: string | null
  reason: string | null
  total: number
}

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

const editionColumns = `
  e.id, e.number::int4 as number, e.format, e.supply, e.files, e.as_of as "asOf", e.stands_on::int4 as "standsOn",
  e.ward_valid_from as "wardValidFrom", e.row_count as rows, e.differences, e.left_out as "leftOut", e.listed, e.actor,
  ${iso('e.compared_at')} as at, d.actor as "decidedBy", ${iso('d.decided_at')} as "decidedAt", d.reason,
  case when d.accepted then 'accepted'
       when exists (select from places.address_decision o where o.accepted and o.stands_on = e.stands_on) then 'overtaken'
       when d.id is not null then 'refused' else 'waits' end as state,
  count(*) over ()::int4 as total`

const editionsAnd = `
  places.address_edition e left join lateral (
    select * from places.address_decision d where d.edition = e.id order by d.accepted desc, d.turn desc limit 1
  ) d on true`

/** Editions, the latest first: a page of them. */
export const editions = async (tx: Transaction, page: number): Promise<Edition[]> => {
  const { rows } = await tx.query<Edition>(
    `select ${editionColumns} from ${editionsAnd} order by e.number desc limit $1 offset $2`,
    [rowsOnPage, rowsBefore(page)],
  )
  return withNames(tx, rows)
}

/** One edition, with who imported it as the log has them. Errors: `not_found`. */
export const editionOf = async (tx: Transaction, id: string | undefined): Promise<Edition> => {
  const { rows } = await tx.query<Edition>(`select ${editionColumns} from ${editionsAnd} where e.id = $1`, [
    id ?? null,
  ])
  if (!rows[0]) throw new MetTraceError('not_found', 'There is no such edition.')
  return rows[0]
}

/** The same with who imported and decided, by name. */
export const editionByWhom = async (tx: Transaction, id: string | undefined): Promise<Edition> => {
  const [edition] = await withNames(tx, [await editionOf(tx, id)])
  return { ...edition!, decidedBy: (await actorNames(tx, [edition!.decidedBy]))(edition!.decidedBy ?? '') }
}

/** An address of an edition that differs from what stood. */
export type AddressDifference = {
  uprn: string
  change: string
  address: string
  postcode: string
  ward: string
  sort: string
  class: string
  wasClass: string | null
  wasAddress: string | null
  wasWard: string | null
  /** Metres between the places before and after; null where it is new. */
  metres: number | null
  total: number
}

/** Addresses of an edition that differ, by what differs and UPRN: a page of them, or as many as are asked for. */
export const differencesOf = async (
  tx: Transaction,
  edition: string,
  { change, page = 1, most = rowsOnPage }: { change?: string; page?: number; most?: number } = {},
): Promise<AddressDifference[]> => {
  const { rows } = await tx.query<AddressDifference>(
    `select uprn::text, change, address, postcode, ward, sort, class, was_class as "wasClass", was_address as "wasAddress",
            was_ward as "wasWard", round(sqrt((easting - was_easting)::float8 ^ 2 + (northing - was_northing)::float8 ^ 2))::int4 as metres,
            count(*) over ()::int4 as total
     from places.address_fact where edition = $1 and change = coalesce($2, change)
     order by change, uprn limit $3 offset $4`,
    [edition, change ?? null, most, rowsBefore(page)],
  )
  return rows
}

/** Differences of an edition by ward and kind. */
export const differencesByWard = async (
  tx: Transaction,
  edition: string,
): Promise<{ ward: string; change: string; addresses: number }[]> => {
  const { rows } = await tx.query<{ ward: string; change: string; addresses: number }>(
    `select ward, change, count(*)::int4 as addresses from places.address_fact where edition = $1
     group by ward, change order by ward, change`,
    [edition],
  )
  return rows
}

/** Past this many new homes a page would wait longer than a page may. */
export const mostOnPage = 100_000

/**
 * Accepts an edition: from now on it says what stands, and its new homes enter the register. Errors: `usage` for one that
 * was compared with what no longer stands, or that was accepted before.
 */
export const acceptEdition = async (tx: Transaction, actor: Actor, edition: Edition): Promise<void> => {
  if (edition.state === 'accepted' || edition.state === 'overtaken') throw overtaken(edition)
  const { rowCount } = await tx.query(
    `insert into places.address_decision (id, edition, stands_on, accepted, actor) values ($1, $2, $3, true, $4)
     on conflict (stands_on) where accepted do nothing`,
    [uuidv7(), edition.id, edition.standsOn, actor.id],
  )
  if (rowCount === 0) throw overtaken(edition)
  await keepRecords(
    tx,
    'addresses enter the register; whose home one is, nobody knows yet',
    'select engagement.register_homes($1)',
    [edition.id],
  )
  await tx.record({ operation: 'alteration', kind: 'address edition', subjects: [edition.id] })
}

/** Refuses an edition, and says why; it may be accepted later. Errors: as `acceptEdition`. */
export const refuseEdition = async (
  tx: Transaction,
  actor: Actor,
  edition: Edition,
  reason: string,
): Promise<void> => {
  if (edition.state === 'accepted' || edition.state === 'overtaken') throw overtaken(edition)
  await tx.query(
    `insert into places.address_decision (id, edition, stands_on, accepted, reason, actor) values ($1, $2, $3, false, $4, $5)`,
    [uuidv7(), edition.id, edition.standsOn, reason, actor.id],
  )
  await tx.record({ operation: 'alteration', kind: 'address edition', subjects: [edition.id], reason })
}

const overtaken = (edition: Edition): MetTraceError =>
  new MetTraceError(
    'usage',
    edition.state === 'accepted'
      ? `Edition ${edition.number} is accepted already.`
      : `Edition ${edition.number} was compared with what no longer stands. Import its file again, which compares it anew.`,
    { found: `edition ${edition.number}`, expected: 'an edition that waits' },
  )

/** One sentence of what waits. */
export const waitingWords = ({ number, differences }: Pick<Edition, 'number' | 'differences'>): string =>
  `Edition ${number} waits to be accepted: ${count(differences.new, 'new address', 'new addresses')}, ${count(differences.gone, 'gone', 'gone')}. Until then nothing of it is in force. Accept it in Deliver, Address editions, or by importing the file again with --accept.`
