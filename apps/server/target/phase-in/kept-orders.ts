import { withNames } from '../../foundation/actor-names.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
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

/** Keeps an order, for good. Returns its id. */
export const keepOrder = async (
  tx: Transaction,
  actor: string,
  { name, seed, question, answer }: Pick<KeptOrder, 'name' | 'seed' | 'question' | 'answer'>,
): Promise<string> => {
  const id = uuidv7()
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
  return id
}

/** Orders that were kept, the latest first, without their areas. */
export const keptOrders = async (tx: Transaction): Promise<Omit<KeptOrder, 'question' | 'answer'>[]> => {
  const { rows } = await tx.query<KeptOrder>(
    `select ${columns} from target.phase_in order by kept_at desc limit 100`,
  )
  return rows
}

/** One of them whole. */
export const keptOrder = async (tx: Transaction, id: string): Promise<KeptOrder | undefined> => {
  const { rows } = await tx.query<KeptOrder>(
    `select ${columns}, question, answer from target.phase_in where id = $1`,
    [id],
  )
  return (await withNames(tx, rows))[0]
}
