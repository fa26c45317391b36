import { createHash } from 'node:crypto'
import { MetTraceError } from '../../../foundation/errors.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import type { Series, Source } from '../../../crime/types.ts'
import type { AreaKind } from '../../../places/area-kinds.ts'

/** What an expectation was frozen for. */
export type FrozenQuestion = {
  kind: AreaKind
  validFrom: string | null
  series: Series
  source: Source
  /** First and last month that was known, and the first and last of the period after. */
  historyFrom: string
  dataUntil: string
  /** Last month that was loaded when it was frozen: where it is later, what followed could have been looked at. */
  loadedUntil: string
  from: string
  to: string
  /** Codes of the programme's areas, and of those that count on neither side. */
  areas: string[]
  leftOut: string[]
}

/** What was expected; `expected` belongs to `codes`, every area of the series. */
export type FrozenAnswer = {
  codeVersion: string
  codes: string[]
  expected: number[]
  inside: number
  outside: number
  logVariance: number
}

export type FrozenEntry = {
  id: string
  name: string
  frozenAt: string
  actor: string
  dataUntil: string
  digest: string
}

export type FrozenExpectationEntry = FrozenEntry & { question: FrozenQuestion; answer: FrozenAnswer }

/** What must stand beside an expectation that was frozen when more was loaded than it was worked out from. */
export const afterTheFact = ({ dataUntil, loadedUntil }: FrozenQuestion): string[] =>
  loadedUntil > dataUntil
    ? [
        `Frozen after the fact: burglaries up to ${loadedUntil} were loaded by then. It is worked out from those up to ${dataUntil}, but the areas could have been chosen by what followed.`,
      ]
    : []

const columns = `id, name, to_char(frozen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "frozenAt", actor,
  to_char(data_until, 'YYYY-MM') as "dataUntil", digest`

/** JSON with its keys in order: the database keeps an object, not the order in which it was written. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

const digestOf = (question: FrozenQuestion, answer: FrozenAnswer): string =>
  createHash('sha256').update(canonical({ question, answer })).digest('hex')

/** Writes an expectation into the ledger, for good. Returns its id and digest. */
export const keepExpectation = async (
  tx: Transaction,
  actor: string,
  { name, question, answer }: Pick<FrozenExpectationEntry, 'name' | 'question' | 'answer'>,
): Promise<{ id: string; digest: string }> => {
  const id = uuidv7()
  const digest = digestOf(question, answer)
  await tx.query(
    `insert into measure.frozen_expectation (id, name, actor, data_until, question, answer, digest)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, name, actor, `${question.dataUntil}-01`, JSON.stringify(question), JSON.stringify(answer), digest],
  )
  await tx.record({ operation: 'collection', kind: 'plan', subjects: [id] })
  return { id, digest }
}

/** Every entry, the latest first, without what was expected. */
export const frozenExpectations = async (tx: Transaction): Promise<FrozenEntry[]> => {
  const { rows } = await tx.query<FrozenEntry>(
    `select ${columns} from measure.frozen_expectation order by frozen_at desc, id desc`,
  )
  return rows
}

/**
 * One of them whole. Errors: `not_found`; `fault` when it no longer agrees with its digest: then somebody has changed
 * the ledger, and it is worth nothing.
 */
export const frozenExpectation = async (tx: Transaction, id: string): Promise<FrozenExpectationEntry> => {
  const { rows } = await tx.query<FrozenExpectationEntry>(
    `select ${columns}, question, answer from measure.frozen_expectation where id::text = $1`,
    [id],
  )
  const [entry] = rows
  if (!entry)
    throw new MetTraceError('not_found', 'There is no saved forecast of this id.', {
      found: id,
      expected: 'an id that `mettrace expectation list` prints',
    })
  if (digestOf(entry.question, entry.answer) !== entry.digest)
    throw new MetTraceError('fault', `The saved forecast ${id} does not agree with its checksum.`, {
      found: digestOf(entry.question, entry.answer),
      expected: entry.digest,
    })
  return entry
}
