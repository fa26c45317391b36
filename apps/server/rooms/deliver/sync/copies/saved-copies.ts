import { rowsBefore, rowsOnPage } from '../../../../foundation/page/pages.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'

/** A saved copy that was read in, and what came of its records. */
export type ReadCopy = {
  id: string
  phone: string
  name: string | null
  teller: string
  savedAt: Date
  readAt: Date
  accepted: number
  setAside: number
  known: number
  unanswered: number
  actor: string
  total: number
}

/** Copies that were read in, as far as the actor may see them, the last first: a page, all, or one. */
export const savedCopies = async (
  tx: Transaction,
  { page, id }: { page?: number; id?: string } = {},
): Promise<ReadCopy[]> => {
  const { rows } = await tx.query<ReadCopy>(
    `select c.id, c.phone, (select a.words from engagement.phone_act a where a.phone = c.phone and a.kind = 'named' order by a.at desc limit 1) as name,
            c.teller, c.saved_at as "savedAt", c.read_at as "readAt", c.accepted, c.set_aside as "setAside", c.known, c.unanswered,
            c.actor, count(*) over ()::int4 as total
     from engagement.saved_copy c where $3::uuid is null or c.id = $3
     order by c.read_at desc, c.id limit $1 offset $2`,
    [page === undefined ? null : rowsOnPage, page === undefined ? 0 : rowsBefore(page), id ?? null],
  )
  return rows
}
