import { MetTraceError } from '../../../foundation/errors.ts'
import { changeRecords, countRecords, readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** What a trace is asked for. `id`: the asker's UUID, sent twice it is one trace. `onDay`: day of the offence, `2026-11-24`. */
export type AskedFor = {
  id: string
  /** Null where an urgent trace does not say. */
  case: string | null
  purpose: string | null
  urgent: boolean
  onDay: string
  exhibit: string | null
}

/**
 * A kit that a reading leads to. `posterior`: chance that it is this one, 1 of a whole code or serial; `differences`: positions
 * whose character is not what was read, null of those.
 */
export type TracedKit = { kit: string; serial: string; posterior: number; differences: number | null }

export type TraceKind = 'code' | 'serial' | 'partial'

/** Why somebody traces, as the log keeps it beside every record that is combined. */
export const reasonOf = ({
  case: reference,
  purpose,
  urgent,
}: Pick<AskedFor, 'case' | 'purpose' | 'urgent'>) =>
  [
    ...(urgent ? ['urgent'] : []),
    reference === null ? 'no case named' : `case ${reference}`,
    purpose ?? 'no purpose named',
  ].join(': ')

/**
 * Which kit a whole code or serial means, with or without blanks and hyphens; none where there is none of ours. Logs that it was
 * asked for, also then.
 */
export const kitsOf = async (
  tx: Transaction,
  text: string,
  reason: string,
): Promise<{ kind: TraceKind; kits: TracedKit[] }> => {
  const serial = text.toUpperCase().replaceAll(/[\s\u2010-\u2015\u2212-]/gu, '')
  const rows = await readRecords<{ kit: string; serial: string }>(
    tx,
    { operation: 'combination', kind: 'kit', subjects: [text], reason },
    'select distinct t.kit, t.serial from unnest($1::bytea[]) d (digest), engagement.traced_kits(d.digest, $2) t',
    [[text, serial].map((code) => tx.fields.digest('code', code)), serial],
  )
  return {
    kind: rows.some((row) => row.serial === serial) ? 'serial' : 'code',
    kits: rows.map((row) => Object.assign({}, row, { posterior: 1, differences: null })),
  }
}

/** Serials of kits that a partial reading may be from, by kit. A crossing: logged with the reason. */
export const serialsOf = async (
  tx: Transaction,
  kits: readonly string[],
  reason: string,
): Promise<Map<string, string>> => {
  const rows = await readRecords<{ kit: string; serial: string }>(
    tx,
    { operation: 'combination', kind: 'kit', of: ({ serial }) => serial, reason },
    'select kit, serial from engagement.fitting_kits($1)',
    [kits],
  )
  return new Map(rows.map(({ kit, serial }) => [kit, serial]))
}

/** Whether a trace that has this id asked the same of the same kits. */
const isSameTrace = async (
  tx: Transaction,
  actor: string,
  asked: AskedFor,
  found: { kind: TraceKind; kits: readonly TracedKit[] },
): Promise<boolean> => {
  const [told] = await countRecords<{ same: number }>(
    tx,
    `select count(*)::int4 as same from enforcement.trace t
     where t.id = $1 and t.actor = $2 and t.kind = $3 and t.on_day = $4::date and t.case_reference is not distinct from $5
       and t.purpose is not distinct from $6 and t.exhibit is not distinct from $7::uuid
       and array(select k.kit from enforcement.trace_kit k where k.trace = t.id order by 1) = array(select unnest($8::uuid[]) order by 1)`,
    [
      asked.id,
      actor,
      found.kind,
      asked.onDay,
      asked.case,
      asked.purpose,
      asked.exhibit,
      found.kits.map(({ kit }) => kit),
    ],
  )
  return told?.same === 1
}

/**
 * Keeps that a trace was asked for, and which kits it leads to. Logs them. Sent twice it is one; `false` where the id is that of another
 * trace, and nothing is kept.
 */
export const keepTrace = async (
  tx: Transaction,
  actor: string,
  asked: AskedFor,
  found: { kind: TraceKind; kits: readonly TracedKit[]; fitting: number },
): Promise<boolean> => {
  const collection = {
    operation: 'collection',
    kind: 'kit',
    subjects: found.kits.map(({ serial }) => serial),
    reason: reasonOf(asked),
  } as const
  const { touched } = await changeRecords(
    tx,
    collection,
    `insert into enforcement.trace (id, kind, case_reference, purpose, urgent, on_day, exhibit, kits, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      asked.id,
      found.kind,
      asked.case,
      asked.purpose,
      asked.urgent,
      asked.onDay,
      asked.exhibit,
      found.fitting,
      actor,
    ],
  )
  if (touched === 0) return isSameTrace(tx, actor, asked, found)
  if (found.kits.length === 0) return true
  await changeRecords(
    tx,
    collection,
    `insert into enforcement.trace_kit (trace, kit, serial, posterior, differences, actor)
     select $1, n.*, $6 from unnest($2::uuid[], $3::text[], $4::float8[], $5::int[]) as n`,
    [
      asked.id,
      found.kits.map(({ kit }) => kit),
      found.kits.map(({ serial }) => serial),
      found.kits.map(({ posterior }) => posterior),
      found.kits.map(({ differences }) => differences),
      actor,
    ],
  )
  return true
}

/** A trace that was asked for. */
export type Trace = AskedFor & {
  kind: TraceKind
  /** How many kits of ours could have given the reading. */
  fitting: number
  actor: string
  at: Date
  /** What somebody else found of an urgent one; null before. */
  wasNeeded: boolean | null
  reviewReason: string | null
  reviewedBy: string | null
  /** The likeliest first. */
  kits: TracedKit[]
}

/** A candidate is looked into without being asked for where it is likelier than all others together, whatever is rounded. */
export const likelyEnough = 0.501

const columns = `t.id, t.kind, t.case_reference as "case", t.purpose, t.urgent, t.on_day::text as "onDay", t.exhibit, t.kits as fitting,
  t.actor, t.at, r.was_needed as "wasNeeded", r.reason as "reviewReason", r.actor as "reviewedBy"`

const ofKits = { operation: 'consultation', kind: 'kit' } as const
const kitsIn = ({ kits }: Trace): string[] => kits.map(({ serial }) => serial)

/** One trace. Logs the kits that it led to. Errors: `not_found`. */
export const traceById = async (tx: Transaction, id: string | undefined): Promise<Trace> => {
  const [found] =
    id === undefined
      ? []
      : await readRecords<Trace>(
          tx,
          { ...ofKits, of: kitsIn },
          `select ${columns},
            coalesce((select jsonb_agg(jsonb_build_object('kit', k.kit, 'serial', k.serial, 'posterior', k.posterior, 'differences', k.differences) order by k.posterior desc, k.kit)
                      from enforcement.trace_kit k where k.trace = t.id), '[]') as kits
          from enforcement.trace t left join enforcement.trace_review r on r.trace = t.id where t.id = $1`,
          [id],
        )
  if (!found) throw new MetTraceError('not_found', 'There is no such trace here.')
  return found
}

/** Traces, the newest first: of a case, or of all; or urgent ones that nobody has looked at. Logs their kits. */
export const listTraces = (
  tx: Transaction,
  { only, page }: { only: 'all' | 'to review'; page: { rows: number; before: number } },
): Promise<(Trace & { total: number })[]> =>
  readRecords<Trace & { total: number }>(
    tx,
    { ...ofKits, of: kitsIn },
    `select ${columns},
            coalesce((select jsonb_agg(jsonb_build_object('kit', k.kit, 'serial', k.serial, 'posterior', k.posterior, 'differences', k.differences) order by k.posterior desc, k.kit)
                      from enforcement.trace_kit k where k.trace = t.id), '[]') as kits, count(*) over ()::int4 as total
     from enforcement.trace t left join enforcement.trace_review r on r.trace = t.id
     where $1 = 'all' or (t.urgent and r.trace is null) order by t.at desc, t.id limit $2 offset $3`,
    [only, page.rows, page.before],
  )

/**
 * Traces of a case, the first first: those that name it or one of its exhibits, or name no exhibit and a custody reference of these.
 * Logs their kits.
 */
export const tracesOfCase = (
  tx: Transaction,
  of: { reference: string; exhibits: readonly string[]; custody: readonly string[] },
): Promise<Trace[]> =>
  readRecords<Trace>(
    tx,
    { ...ofKits, of: kitsIn },
    `select ${columns},
            coalesce((select jsonb_agg(jsonb_build_object('kit', k.kit, 'serial', k.serial, 'posterior', k.posterior, 'differences', k.differences) order by k.posterior desc, k.kit)
                      from enforcement.trace_kit k where k.trace = t.id), '[]') as kits
     from enforcement.trace t left join enforcement.trace_review r on r.trace = t.id
     where t.case_reference = $1 or t.exhibit = any ($2::uuid[]) or (t.exhibit is null and t.case_reference = any ($3::text[]))
     order by t.at, t.id`,
    [of.reference, of.exhibits, of.custody],
  )

/** Keeps what somebody found of an urgent trace that another asked for. Logs it. Errors: `not_allowed`, `not_found`. */
export const reviewTrace = async (
  tx: Transaction,
  actor: string,
  trace: Trace,
  { wasNeeded, reason }: { wasNeeded: boolean; reason: string },
): Promise<void> => {
  if (trace.actor === actor)
    throw new MetTraceError('not_allowed', 'You asked for this trace. Somebody else must look at it.')
  const { touched } = await changeRecords(
    tx,
    { operation: 'alteration', kind: 'kit', subjects: kitsIn(trace), reason },
    `insert into enforcement.trace_review (trace, asked_by, was_needed, reason, actor)
     select t.id, t.actor, $2, $3, $4 from enforcement.trace t where t.id = $1 and t.urgent on conflict (trace) do nothing`,
    [trace.id, wasNeeded, reason, actor],
  )
  if (touched === 0)
    throw new MetTraceError('not_found', 'This trace waits for no review: somebody may have been quicker.')
}
