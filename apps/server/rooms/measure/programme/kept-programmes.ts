import { withNames } from '../../../foundation/actor-names.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import {
  isWithdrawn,
  nameTaken,
  oneNameAtATime,
  withdrawnAlready,
  type Change,
} from '../../../foundation/page/kept-names.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { productVersion } from '../../../foundation/version.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { canonicalDigest } from './canonical-digest.ts'
import type { Programme } from './programme-schema.ts'
import { protocolContent, type ProtocolContent } from './protocol-content.ts'
import { protocolDigest } from './protocol.ts'

export type KeptProgramme = {
  id: string
  /** The programme that it is a version of, by the first of them. */
  firstVersion: string
  /** What the programme is called now. */
  name: string
  keptAt: string
  actor: string
  digest: string
  programme: Programme
}

export type FixedProtocol = {
  id: string
  firstVersion: string
  /** What the programme was called then. */
  name: string
  fixedAt: string
  actor: string
  programme: string
  /** `2027-04-01` */
  publishOn: string
  codeVersion: string
  content: ProtocolContent
  digest: string
}

const utc = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** What the programme of the version `p` is called now, and whether it is withdrawn. */
const called = `coalesce((select c.name from measure.programme_change c
  where c.programme = p.first_version and c.name is not null order by c.changed_at desc, c.id desc limit 1), p.name)`
const withdrawn =
  'exists (select from measure.programme_change c where c.programme = p.first_version and c.reason is not null)'

const programmeColumns = `p.id, p.first_version as "firstVersion", ${called} as name, ${utc('p.kept_at')} as "keptAt",
  p.actor, p.digest`
const protocolColumns = `id, first_version as "firstVersion", name, ${utc('fixed_at')} as "fixedAt", actor, programme,
  publish_on as "publishOn", code_version as "codeVersion", content, digest`

/** The latest version of every programme. */
const latest = `(select distinct on (first_version) * from measure.programme
  order by first_version, kept_at desc, id desc) p`

/** The latest version of the programme, not withdrawn, that has a name now. */
export const programmeCalled = async (
  tx: Transaction,
  name: string,
): Promise<Omit<KeptProgramme, 'programme'> | undefined> => {
  const { rows } = await tx.query<Omit<KeptProgramme, 'programme'>>(
    `select ${programmeColumns} from ${latest} where lower(${called}) = lower($1) and not ${withdrawn}`,
    [name],
  )
  return rows[0]
}

/**
 * Keeps a programme, or a version more of the one that has its name, and with it the protocol that it carries, where
 * there is none yet: the first one holds, and its digest is sealed in the log. Returns the version's id. Errors: `usage`
 * about `name` for a new programme of a name that another has, and for a version of none.
 */
export const keepProgramme = async (
  tx: Transaction,
  actor: string,
  programme: Programme,
  as: 'new' | 'version' = 'new',
): Promise<string> => {
  const id = uuidv7()
  await oneNameAtATime(tx)
  const earlier = await programmeCalled(tx, programme.name)
  if (earlier !== undefined && as === 'new') throw nameTaken('programme', programme.name)
  if (earlier === undefined && as === 'version')
    throw new MetTraceError('usage', `No programme has the name “${programme.name}”: save it as a new one`, {
      about: 'name',
    })
  const firstVersion = earlier?.firstVersion ?? id
  await tx.query(
    `insert into measure.programme (id, first_version, name, actor, programme, digest) values ($1, $2, $3, $4, $5, $6)`,
    [id, firstVersion, programme.name, actor, JSON.stringify(programme), canonicalDigest(programme)],
  )
  await tx.record({ operation: 'collection', kind: 'plan', subjects: [id] })
  const { protocol } = programme
  if (protocol) {
    const content = protocolContent(programme, protocol)
    const digest = protocolDigest(programme.name, protocol.publishOn, content)
    const { rowCount } = await tx.query(
      `insert into measure.protocol
         (id, name, actor, programme, first_version, publish_on, code_version, content, digest)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (first_version) do nothing`,
      [
        uuidv7(),
        programme.name,
        actor,
        id,
        firstVersion,
        protocol.publishOn,
        productVersion,
        JSON.stringify(content),
        digest,
      ],
    )
    if (rowCount === 1) await tx.record({ operation: 'collection', kind: 'protocol', subjects: [digest] })
  }
  return id
}

/** The latest version of every programme that holds, or that was withdrawn; the last kept first: a page, or all. */
export const latestProgrammes = async (
  tx: Transaction,
  which: 'present' | 'withdrawn' = 'present',
  page: number | 'all' = 1,
): Promise<KeptProgramme[]> => {
  const { rows } = await tx.query<KeptProgramme>(
    `select ${programmeColumns}, p.programme from ${latest} where ${withdrawn} = $1
     order by p.kept_at desc, p.id desc limit $2 offset $3`,
    [which === 'withdrawn', page === 'all' ? null : rowsOnPage, page === 'all' ? 0 : rowsBefore(page)],
  )
  return withNames(tx, rows)
}

/** How many programmes hold, and how many were withdrawn. */
export const numberOfProgrammes = async (
  tx: Transaction,
): Promise<Record<'present' | 'withdrawn', number>> => {
  const { rows } = await tx.query<{ present: number; withdrawn: number }>(
    `select count(*) filter (where not ${withdrawn})::int4 as present,
            count(*) filter (where ${withdrawn})::int4 as withdrawn
     from measure.programme p where p.id = p.first_version`,
  )
  return rows[0] ?? { present: 0, withdrawn: 0 }
}

/** One version of a programme, withdrawn or not. */
export const keptProgramme = async (tx: Transaction, id: string): Promise<KeptProgramme | undefined> => {
  const { rows } = await tx.query<KeptProgramme>(
    `select ${programmeColumns}, p.programme from measure.programme p where p.id = $1`,
    [id],
  )
  return rows[0]
}

/** Versions of one programme, the first first. */
export const versionsOf = async (
  tx: Transaction,
  firstVersion: string,
): Promise<Omit<KeptProgramme, 'programme'>[]> => {
  const { rows } = await tx.query<Omit<KeptProgramme, 'programme'>>(
    `select ${programmeColumns} from measure.programme p where p.first_version = $1 order by p.kept_at, p.id`,
    [firstVersion],
  )
  return withNames(tx, rows)
}

/** The version of a programme that was kept last. */
export const latestVersion = async (
  tx: Transaction,
  firstVersion: string,
): Promise<KeptProgramme | undefined> => {
  const { rows } = await tx.query<KeptProgramme>(
    `select ${programmeColumns}, p.programme from measure.programme p
     where p.first_version = $1 order by p.kept_at desc, p.id desc limit 1`,
    [firstVersion],
  )
  return rows[0]
}

/** Programmes, by their first version, whose report should be published by this day, and is not; withdrawn ones too. */
export const unpublishedBy = async (
  tx: Transaction,
  day: string,
): Promise<{ firstVersion: string; name: string }[]> => {
  const { rows } = await tx.query<{ firstVersion: string; name: string }>(
    `select first_version as "firstVersion", name from measure.protocol p where publish_on <= $1
       and not exists (select from measure.published_report r where r.protocol = p.id)
     order by publish_on, name`,
    [day],
  )
  return rows
}

/** The protocol that holds for a programme. */
export const protocolOf = async (
  tx: Transaction,
  firstVersion: string,
): Promise<FixedProtocol | undefined> => {
  const { rows } = await tx.query<FixedProtocol>(
    `select ${protocolColumns} from measure.protocol where first_version = $1`,
    [firstVersion],
  )
  return (await withNames(tx, rows))[0]
}

/** What befell a programme, the first first. */
export const changesOfProgramme = async (tx: Transaction, firstVersion: string): Promise<Change[]> => {
  const { rows } = await tx.query<Change>(
    `select ${utc('changed_at')} as at, actor, name, reason from measure.programme_change
     where programme = $1 order by changed_at, id`,
    [firstVersion],
  )
  return withNames(tx, rows)
}

/**
 * Renames a programme, or withdraws it: a fact beside it; its protocol and its report stay. Errors: `usage` about `name`
 * where it is another’s, and about `reason` where it is withdrawn already.
 */
export const changeProgramme = async (
  tx: Transaction,
  actor: string,
  firstVersion: string,
  to: { name: string } | { reason: string },
): Promise<void> => {
  if ('name' in to) {
    await oneNameAtATime(tx)
    const other = await programmeCalled(tx, to.name)
    if (other && other.firstVersion !== firstVersion) throw nameTaken('programme', to.name)
  }
  if (isWithdrawn(await changesOfProgramme(tx, firstVersion))) throw withdrawnAlready('programme')
  const { name, reason } = { name: null, reason: null, ...to }
  await tx.query(
    'insert into measure.programme_change (id, programme, actor, name, reason) values ($1, $2, $3, $4, $5)',
    [uuidv7(), firstVersion, actor, name, reason],
  )
  await tx.record({
    operation: 'alteration',
    kind: 'plan',
    subjects: [firstVersion],
    reason: reason === null ? `renamed ${name}` : `withdrawn: ${reason}`,
  })
}
