import { createHash } from 'node:crypto'
import { readDecision, type ReadDecision } from '@mettrace/procurement/decision/read-decision'
import { withNames } from '../../../foundation/actor-names.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { inWordsOfDecisions } from './refusals.ts'
import type { DecisionPromise, Draft, RequestKind, SectionWords } from './shape.ts'

export type DecisionState = 'draft' | 'signed' | 'published' | 'elsewhere'

/** A decision as the list has it. `signedOn`: null where no day is known. */
export type ListedDecision = {
  id: string
  reference: string
  title: string | null
  state: DecisionState
  signedOn: string | null
  version: number | null
  sources: number
  net: number | null
  gross: number | null
  enteredAt: Date
}

const listed = `select d.id, d.reference, coalesce(v.title, s.title) as title,
    case when d.origin = 'published' then 'elsewhere' when p.decision is not null then 'published'
         when g.decision is not null then 'signed' else 'draft' end as state,
    coalesce((g.at at time zone 'Europe/London')::date, s.signed_on)::text as "signedOn",
    v.number as version, coalesce(s.sources, 0)::int4 as sources,
    v.net_pence::float8 as net, v.gross_pence::float8 as gross, d.at as "enteredAt"
  from account.decision d
  left join lateral (select title, number, net_pence, gross_pence from account.decision_version v
    where v.decision = d.id order by v.number desc limit 1) v on true
  left join lateral (select min(title) as title, count(*) as sources,
    case when count(distinct signed_on) = 1 then min(signed_on) end as signed_on
    from account.decision_source s where s.decision = d.id) s on true
  left join account.decision_signature g on g.decision = d.id
  left join account.decision_publication p on p.decision = d.id`

/** A page of decisions, those entered last first, and how many there are. */
export const decisionsListed = async (
  tx: Transaction,
  page: number | 'all' = 1,
): Promise<{ decisions: ListedDecision[]; total: number }> => {
  const { rows } = await tx.query<ListedDecision>(
    `${listed} order by d.at desc, d.id desc limit $1 offset $2`,
    [page === 'all' ? null : rowsOnPage, page === 'all' ? 0 : rowsBefore(page)],
  )
  const { rows: all } = await tx.query<{ total: number }>(
    'select count(*)::int4 as total from account.decision',
  )
  return { decisions: rows, total: all[0]?.total ?? 0 }
}

/** A version of a draft; `actor` and `at`: who wrote it, and when. */
export type DraftVersion = Draft & { number: number; actor: string; at: Date; digest: string }
/** A text that a decision was read from. */
export type DecisionSource = {
  foundAt: string
  actor: string
  at: Date
  digest: string
  content: string
  read: ReadDecision
}
export type Decision = Omit<ListedDecision, 'sources'> & {
  by: string
  /** The last first. */
  versions: DraftVersion[]
  sources: DecisionSource[]
  signature: { number: number; actor: string; at: Date } | null
  publication: { actor: string; at: Date } | null
}

const versionsOf = async (tx: Transaction, id: string): Promise<DraftVersion[]> => {
  const { rows } = await tx.query<{
    number: number
    title: string
    request: RequestKind
    net: number | null
    gross: number | null
    beginsOn: string | null
    sections: SectionWords
    promises: DecisionPromise[]
    digest: string
    actor: string
    at: Date
  }>(
    `select number, title, request, net_pence::float8 as net, gross_pence::float8 as gross, begins_on::text as "beginsOn",
            sections, promises, digest, actor, at
     from account.decision_version where decision = $1 order by number desc`,
    [id],
  )
  return rows
}

const sourcesOf = async (tx: Transaction, id: string): Promise<DecisionSource[]> => {
  const { rows } = await tx.query<Omit<DecisionSource, 'read'>>(
    `select found_at as "foundAt", content, digest, actor, at from account.decision_source where decision = $1 order by at, id`,
    [id],
  )
  return rows.map((row) => Object.assign(row, { read: readDecision(row.content) }))
}

type Done = { actor: string; at: Date }

/** One decision with everything of it but its confidential part. Errors: `not_found`. */
export const decisionOf = async (tx: Transaction, id: string | undefined): Promise<Decision> => {
  const { rows } = await tx.query<ListedDecision & { by: string }>(
    `select l.*, d.actor as by from (${listed}) l join account.decision d on d.id = l.id where l.id = $1`,
    [id ?? null],
  )
  const [row] = rows
  if (!row) throw new MetTraceError('not_found', 'There is no such decision here.')
  const { rows: signatures } = await tx.query<Done & { number: number }>(
    'select number, actor, at from account.decision_signature where decision = $1',
    [row.id],
  )
  const { rows: publications } = await tx.query<Done>(
    'select actor, at from account.decision_publication where decision = $1',
    [row.id],
  )
  return {
    ...row,
    versions: await versionsOf(tx, row.id),
    sources: await sourcesOf(tx, row.id),
    signature: (await withNames(tx, signatures))[0] ?? null,
    publication: (await withNames(tx, publications))[0] ?? null,
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const addVersion = async (
  tx: Transaction,
  actor: string,
  { decision, number, draft }: { decision: string; number: number; draft: Draft },
): Promise<void> => {
  const { title, request, net, gross, beginsOn, sections, promises } = draft
  const digest = sha256(JSON.stringify([title, request, net, gross, beginsOn, sections, promises]))
  await inWordsOfDecisions(
    tx.query(
      `insert into account.decision_version
         (id, decision, number, title, request, net_pence, gross_pence, begins_on, sections, promises, digest, actor)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        uuidv7(),
        decision,
        number,
        title,
        request,
        net,
        gross,
        beginsOn,
        JSON.stringify(sections),
        JSON.stringify(promises),
        digest,
        actor,
      ],
    ),
  )
  await tx.record({ operation: 'collection', kind: 'decision', subjects: [digest] })
}

/** Begins a draft; it is called by the year and the next number, `D-2026-07`. Sent twice with one id, it is one. */
export const beginDraft = async (
  tx: Transaction,
  actor: string,
  { id, year, draft, madeUp = false }: { id: string; year: number; draft: Draft; madeUp?: boolean },
): Promise<void> => {
  const { rowCount: there } = await tx.query('select from account.decision where id = $1', [id])
  if (there) return
  const { rows } = await tx.query<{ next: number }>(
    `select 1 + coalesce(max(substr(reference, 8)::int4), 0) as next from account.decision
     where reference ~ ('^D-' || $1::text || '-[0-9]{2,4}$')`,
    [String(year)],
  )
  const reference = `D-${year}-${String(rows[0]?.next ?? 1).padStart(2, '0')}`
  await inWordsOfDecisions(
    tx.query(
      `insert into account.decision (id, reference, origin, made_up, actor) values ($1, $2, 'draft', $3, $4)`,
      [id, reference, madeUp, actor],
    ),
  )
  await addVersion(tx, actor, { decision: id, number: 1, draft })
}

/**
 * Saves a further version of a draft, made of the version `after`. Errors: `usage` about `decision` where another was saved since,
 * and where it is signed.
 */
export const saveVersion = (
  tx: Transaction,
  actor: string,
  { decision, after, draft }: { decision: string; after: number; draft: Draft },
): Promise<void> => addVersion(tx, actor, { decision, number: after + 1, draft })

/**
 * Takes in a text that was published. Texts of one reference are one decision with several sources. Returns its id. Errors:
 * `usage` about `content` where nothing of a decision is found in it, where it has a confidential part, which every reader of
 * decisions would see, or where it is a source already.
 */
export const takeSource = async (
  tx: Transaction,
  actor: string,
  { foundAt, content, madeUp = false }: { foundAt: string; content: string; madeUp?: boolean },
): Promise<string> => {
  const read = readDecision(content)
  if (read.confidentialFrom !== null)
    throw new MetTraceError(
      'usage',
      `A confidential part begins on line ${read.confidentialFrom}. Take it out of the text first. Once the rest is read in, finance or a programme lead can enter it under “Part 2, confidential”.`,
      { about: 'content' },
    )
  if (read.reference === null || read.sections.length === 0)
    throw new MetTraceError(
      'usage',
      read.reference === null
        ? 'No reference was found. The text needs a line such as “Reference code: PCD 536”.'
        : 'No section was found. The text needs a heading such as “Executive summary”.',
      { about: 'content' },
    )
  const id = uuidv7()
  const { rows } = await tx.query<{ id: string; origin: string }>(
    'select id, origin from account.decision where reference = $1',
    [read.reference],
  )
  const [known] = rows
  if (known && known.origin !== 'published')
    throw new MetTraceError('usage', `${read.reference} is a draft of ours.`, { about: 'content' })
  if (!known)
    await inWordsOfDecisions(
      tx.query(
        `insert into account.decision (id, reference, origin, made_up, actor) values ($1, $2, 'published', $3, $4)`,
        [id, read.reference, madeUp, actor],
      ),
    )
  const digest = sha256(content)
  const { rowCount } = await tx.query(
    `insert into account.decision_source (id, decision, found_at, title, signed_on, content, digest, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict on constraint decision_source_once do nothing`,
    [uuidv7(), known?.id ?? id, foundAt, read.title, read.signed, content, digest, actor],
  )
  if (rowCount === 0)
    throw new MetTraceError('usage', `This text is a source of ${read.reference} already.`, {
      about: 'content',
    })
  await tx.record({ operation: 'collection', kind: 'decision', subjects: [digest] })
  return known?.id ?? id
}
