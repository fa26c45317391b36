import { saidOfMopac, type AuthorityEntry } from '@mettrace/procurement/thresholds/authority'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** Of which type the authority is from which days on: what is known of it, then what was entered here, which counts. */
export const authorityTypes = async (tx: Transaction): Promise<AuthorityEntry[]> => {
  const { rows } = await tx.query<AuthorityEntry>(
    'select from_day::text as "from", type, source from account.authority_type order by from_day, at, id',
  )
  return [...saidOfMopac, ...rows]
}

/** Enters of which type the authority is from a day on, with who says so. */
export const addAuthorityType = async (
  tx: Transaction,
  actor: string,
  { from, type, source }: AuthorityEntry,
): Promise<void> => {
  const id = uuidv7()
  await tx.query(
    'insert into account.authority_type (id, from_day, type, source, actor) values ($1, $2, $3, $4, $5)',
    [id, from, type, source, actor],
  )
  await tx.record({ operation: 'collection', kind: 'authority type', subjects: [id] })
}
