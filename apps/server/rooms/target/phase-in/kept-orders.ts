import { withNames } from '../../../foundation/actor-names.ts'
import { nameTaken, oneNameAtATime } from '../../../foundation/page/kept-names.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { digestOfOrder, type PhaseDesign, type PhasedPlan } from './phase-in.ts'

export type KeptOrder = {
  id: string
  name: string
  keptAt: string
  actor: string
  seed: string
  question: { design: PhaseDesign; plan: Record<string, unknown> }
  answer: PhasedPlan
  digest: string
}

const columns = `id, name, to_char(kept_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "keptAt", actor, seed, digest`

/** Keeps an order, for good. Returns its id. Errors: `usage` about `name` where another order has it. */
export const keepOrder = async (
  tx: Transaction,
  actor: string,
  { name, seed, question, answer }: Pick<KeptOrder, 'name' | 'seed' | 'question' | 'answer'>,
): Promise<string> => {
  const id = uuidv7()
  await oneNameAtATime(tx)
  const taken = await tx.query('select from target.phase_in where lower(name) = lower($1)', [name])
  if (taken.rowCount) throw nameTaken('order of starts', name)
  await tx.query(
    `insert into target.phase_in (id, name, actor, seed, question, answer, digest) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      name,
      actor,
      seed,
      JSON.stringify(question),
      JSON.stringify(answer),
      digestOfOrder(seed, question, answer),
    ],
  )
  await tx.record({ operation: 'collection', kind: 'plan', subjects: [id] })
  return id
}

export type OrderLine = Omit<KeptOrder, 'question' | 'answer'>

/** Saved orders, the latest first, without their areas: a page of them, or all. */
export const keptOrders = async (tx: Transaction, page: number | 'all' = 1): Promise<OrderLine[]> => {
  const { rows } = await tx.query<OrderLine>(
    `select ${columns} from target.phase_in order by kept_at desc, id desc limit $1 offset $2`,
    [page === 'all' ? null : rowsOnPage, page === 'all' ? 0 : rowsBefore(page)],
  )
  return withNames(tx, rows)
}

export const numberOfOrders = async (tx: Transaction): Promise<number> => {
  const { rows } = await tx.query<{ orders: number }>('select count(*)::int4 as orders from target.phase_in')
  return rows[0]?.orders ?? 0
}

/** One of them whole. */
export const keptOrder = async (tx: Transaction, id: string): Promise<KeptOrder | undefined> => {
  const { rows } = await tx.query<KeptOrder>(
    `select ${columns}, question, answer from target.phase_in where id = $1`,
    [id],
  )
  return (await withNames(tx, rows))[0]
}

/** Saved orders of exactly these deployment areas, each by its codes joined with a plus sign; the latest first. */
export const ordersOfAreas = async (
  tx: Transaction,
  ids: readonly string[],
  { kind, validFrom }: { kind: string; validFrom: string | null },
): Promise<{ id: string; name: string; keptAt: string }[]> => {
  const { rows } = await tx.query<{ id: string; name: string; keptAt: string }>(
    `select id, name, to_char(kept_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "keptAt"
     from target.phase_in
     where question->'plan'->>'kind' = $2 and question->'plan'->>'validFrom' = $3
       and (select array_agg(area->>'id' order by area->>'id' collate "C") from jsonb_array_elements(answer->'areas') area)
         = (select array_agg(id order by id collate "C") from unnest($1::text[]) id)
     order by kept_at desc, id desc limit ${rowsOnPage}`,
    [ids, kind, validFrom],
  )
  return rows
}
