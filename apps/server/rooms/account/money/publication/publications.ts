import { hash } from 'node:crypto'
import type { PublicationDue, PublicationKind } from '@mettrace/money/publication/duties'
import { advisoryLocks } from '../../../../foundation/advisory-locks.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { named, notPosted } from '../refusals.ts'
import { contentOf, fileOf, isTyped } from './contents.ts'

export type PublicationRow = {
  id: string
  kind: PublicationKind
  first: string
  last: string
  contract: string | null
  reference: string | null
  version: number
  lines: number
  actor: string
  at: Date
  decision: 'checked' | 'sent back' | null
  checkedBy: string | null
  sentBackBecause: string | null
  publishedBy: string | null
  publishedAt: Date | null
  foundAt: string | null
}

const columns = `
  select p.id, p.kind, p.first_day as first, p.last_day as last, p.contract, c.reference, p.version, p.lines, p.actor, p.at,
         k.decision, k.actor as "checkedBy", k.reason as "sentBackBecause", r.actor as "publishedBy", r.at as "publishedAt",
         r.found_at as "foundAt"
  from account.publication p left join account.contract c on c.id = p.contract
  left join account.publication_check k on k.publication = p.id left join account.publication_release r on r.publication = p.id`

/** Every publication, the latest version of each first. */
export const publications = async (tx: Transaction): Promise<PublicationRow[]> => {
  const { rows } = await tx.query<PublicationRow>(`${columns} order by p.first_day, p.kind, p.version desc`)
  return rows
}

/** One publication with its file and the digest of that, in hexadecimal; undefined where there is none. */
export const publicationOf = async (
  tx: Transaction,
  id: string | undefined,
): Promise<(PublicationRow & { content: string; digest: string }) | undefined> => {
  const { rows } = await tx.query<PublicationRow & { content: string; digest: string }>(
    `select each.*, x.content, encode(x.digest, 'hex') as digest from (${columns} where p.id = $1::uuid) each
     join account.publication x on x.id = each.id`,
    [id ?? null],
  )
  return rows[0]
}

const isOpen = ({ decision, publishedAt }: PublicationRow): boolean =>
  publishedAt === null && decision !== 'sent back'

/**
 * Drafts what a duty is met with, from the entries as they are now: the first version, or the next where the last one was published or
 * sent back. Asked for again by its id, it does nothing. Errors: `money_refused` where something is missing, where a draft
 * is open, where nothing changed, and where a payee who is a person would be named.
 */
export const draftPublication = async (
  tx: Transaction,
  actor: string,
  id: string,
  { kind, first, last, contract }: Omit<PublicationDue, 'due'>,
  typed: readonly string[],
): Promise<void> => {
  await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [
    advisoryLocks.publicationOfMoney,
    `${kind} ${first} ${contract}`,
  ])
  if (await publicationOf(tx, id)) return
  const content = await contentOf(tx, { kind, first, last, contract }, typed)
  if (content.missing.length > 0) throw notPosted(`Missing: ${content.missing.join('; ')}.`)
  const file = fileOf(content)
  const earlier = (await publications(tx)).filter(
    (each) => each.kind === kind && each.first === first && each.contract === contract,
  )
  if (earlier.some(isOpen)) throw notPosted('A draft of it is open. Have it checked, or sent back.')
  const published = earlier.find(({ publishedAt }) => publishedAt !== null)
  if (published && (await publicationOf(tx, published.id))?.content === file)
    throw notPosted('It is published as the entries are now.')
  await named(
    tx.query(
      `insert into account.publication (id, kind, first_day, last_day, contract, version, content, digest, lines, actor)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        kind,
        first,
        last,
        contract,
        (earlier[0]?.version ?? 0) + 1,
        file,
        hash('sha256', file, 'buffer'),
        content.rows.length,
        actor,
      ],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'money', subjects: [id] })
}

/** Whether the entries have changed since a draft was made of them. */
export const hasChanged = async (
  tx: Transaction,
  publication: PublicationRow & { content: string },
): Promise<boolean> =>
  !isTyped(publication.kind) && fileOf(await contentOf(tx, publication, [])) !== publication.content

/** Says as a second person that it is right, or sends it back with a reason. Errors: `money_refused`. */
export const checkPublication = async (
  tx: Transaction,
  actor: string,
  { id, sentBackBecause }: { id: string; sentBackBecause?: string },
): Promise<void> => {
  await named(
    tx.query(
      `insert into account.publication_check (publication, drafted_by, decision, reason, actor)
       select id, actor, $2, $3, $4 from account.publication where id = $1`,
      [id, sentBackBecause ? 'sent back' : 'checked', sentBackBecause ?? null, actor],
    ),
  )
  await tx.record({ operation: 'alteration', kind: 'money', subjects: [id] })
}

/** Says where it was published. Errors: `money_refused` where it was not checked, or the entries have changed since. */
export const releasePublication = async (
  tx: Transaction,
  actor: string,
  { id, foundAt }: { id: string; foundAt: string },
): Promise<void> => {
  const publication = await publicationOf(tx, id)
  if (publication?.decision === 'checked' && (await hasChanged(tx, publication)))
    throw notPosted('The entries have changed since it was drafted. Send it back and draft it anew.')
  await named(
    tx.query('insert into account.publication_release (publication, found_at, actor) values ($1, $2, $3)', [
      id,
      foundAt,
      actor,
    ]),
  )
  await tx.record({ operation: 'disclosure', kind: 'money', subjects: [id], to: 'the public' })
}

/** Says that a payee is a person, whom no publication names. */
export const markPerson = async (tx: Transaction, actor: string, payee: string): Promise<void> => {
  await named(
    tx.query(
      'insert into account.payee_person (payee, actor) values ($1, $2) on conflict (payee) do nothing',
      [payee, actor],
    ),
  )
  await tx.record({ operation: 'alteration', kind: 'money', subjects: [payee] })
}

/** Says why an order is good value for money; the latest is published. */
export const sayValue = async (
  tx: Transaction,
  actor: string,
  { id, order, reason }: { id: string; order: string; reason: string },
): Promise<void> => {
  await named(
    tx.query(
      `insert into account.order_value (id, purchase_order, reason, actor) values ($1, $2, $3, $4) on conflict (id) do nothing`,
      [id, order, reason, actor],
    ),
  )
  await tx.record({ operation: 'alteration', kind: 'money', subjects: [order] })
}

/** What is published of an order: why it is good value, and whether its payee is a person. */
export const publishedOfOrder = async (
  tx: Transaction,
  order: string,
): Promise<{ reason: string | null; isPerson: boolean }> => {
  const { rows } = await tx.query<{ reason: string | null; isPerson: boolean }>(
    `select (select reason from account.order_value where purchase_order = o.id order by at desc limit 1) as reason,
            exists (select from account.payee_person n where n.payee = o.payee) as "isPerson"
     from account.purchase_order o where o.id = $1`,
    [order],
  )
  return rows[0] ?? { reason: null, isPerson: false }
}
