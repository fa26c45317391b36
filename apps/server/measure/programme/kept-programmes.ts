import { withNames } from '../../foundation/actor-names.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { productVersion } from '../../foundation/version.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { canonicalDigest } from './canonical-digest.ts'
import type { Programme } from './programme-schema.ts'
import { protocolContent, protocolDigest, type ProtocolContent } from './protocol.ts'

export type KeptProgramme = {
  id: string
  name: string
  keptAt: string
  actor: string
  digest: string
  programme: Programme
}

export type FixedProtocol = {
  id: string
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

const programmeColumns = `id, name, ${utc('kept_at')} as "keptAt", actor, digest`
const protocolColumns = `id, name, ${utc('fixed_at')} as "fixedAt", actor, programme, publish_on as "publishOn",
  code_version as "codeVersion", content, digest`

/**
 * Keeps a version of a programme, and with it the protocol that it carries, where its name has none yet: the first one
 * holds, and its digest is sealed in the log. Returns the version's id.
 */
export const keepProgramme = async (
  tx: Transaction,
  actor: string,
  programme: Programme,
): Promise<string> => {
  const id = uuidv7()
  await tx.query(
    'insert into measure.programme (id, name, actor, programme, digest) values ($1, $2, $3, $4, $5)',
    [id, programme.name, actor, JSON.stringify(programme), canonicalDigest(programme)],
  )
  const { protocol } = programme
  if (protocol) {
    const content = protocolContent(programme, protocol)
    const digest = protocolDigest(programme.name, protocol.publishOn, content)
    const { rowCount } = await tx.query(
      `insert into measure.protocol (id, name, actor, programme, publish_on, code_version, content, digest)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (name) do nothing`,
      [
        uuidv7(),
        programme.name,
        actor,
        id,
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

/** The latest version of every programme, the last kept first. */
export const latestProgrammes = async (tx: Transaction): Promise<KeptProgramme[]> => {
  const { rows } = await tx.query<KeptProgramme>(
    `select ${programmeColumns}, programme from (
       select distinct on (name) * from measure.programme order by name, kept_at desc, id desc
     ) latest order by kept_at desc limit 200`,
  )
  return rows
}

export const keptProgramme = async (tx: Transaction, id: string): Promise<KeptProgramme | undefined> => {
  const { rows } = await tx.query<KeptProgramme>(
    `select ${programmeColumns}, programme from measure.programme where id = $1`,
    [id],
  )
  return rows[0]
}

/** Versions of one programme, the first first. */
export const versionsOf = async (
  tx: Transaction,
  name: string,
): Promise<Omit<KeptProgramme, 'programme'>[]> => {
  const { rows } = await tx.query<KeptProgramme>(
    `select ${programmeColumns} from measure.programme where name = $1 order by kept_at, id`,
    [name],
  )
  return withNames(tx, rows)
}

/** The version of a programme that was kept last. */
export const latestVersion = async (tx: Transaction, name: string): Promise<KeptProgramme | undefined> => {
  const { rows } = await tx.query<KeptProgramme>(
    `select ${programmeColumns}, programme from measure.programme
     where name = $1 order by kept_at desc, id desc limit 1`,
    [name],
  )
  return rows[0]
}

/** Names of the programmes whose report should be published by this day, and is not. */
export const unpublishedBy = async (tx: Transaction, day: string): Promise<string[]> => {
  const { rows } = await tx.query<{ name: string }>(
    `select name from measure.protocol p where publish_on <= $1
       and not exists (select from measure.published_report r where r.protocol = p.id)
     order by publish_on, name`,
    [day],
  )
  return rows.map(({ name }) => name)
}

/** The protocol that holds for a programme's name. */
export const protocolOf = async (tx: Transaction, name: string): Promise<FixedProtocol | undefined> => {
  const { rows } = await tx.query<FixedProtocol>(
    `select ${protocolColumns} from measure.protocol where name = $1`,
    [name],
  )
  return (await withNames(tx, rows))[0]
}
