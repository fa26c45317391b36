import { numbersAfter } from '@mettrace/court-bundle/schedule/unused'
import { advisoryLocks } from '../../../foundation/advisory-locks.ts'
import { changeRecords, readRecords } from '../../../foundation/records/records.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** An item as it stands on the schedule of a case. */
export type UnusedItem = { number: number; description: string; at: Date; actor: string }

/** The schedule of a case, in the order of its numbers. Logs `exhibits`, whose case it is. */
export const unusedItemsOf = (
  tx: Transaction,
  of: string,
  exhibits: readonly string[],
): Promise<UnusedItem[]> =>
  readRecords<UnusedItem>(
    tx,
    { operation: 'consultation', kind: 'exhibit', subjects: exhibits },
    `select number, description, at, actor from enforcement.unused_item where case_reference = $1 order by number`,
    [of],
  )

type NewItems = { act: string; actor: string; of: string; exhibits: readonly string[] }

/** Adds items to the schedule of a case, numbered on from its last; `act` sent twice adds nothing. Logs `exhibits`. */
export const addUnusedItems = async (
  tx: Transaction,
  { act, actor, of, exhibits }: NewItems,
  descriptions: readonly string[],
): Promise<void> => {
  await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [advisoryLocks.unusedMaterial, of])
  const before = await unusedItemsOf(tx, of, exhibits)
  await changeRecords(
    tx,
    { operation: 'alteration', kind: 'exhibit', subjects: exhibits },
    `insert into enforcement.unused_item (id, case_reference, number, act, description, actor)
     select item.id, $1, item.number, $2, item.description, $3
     from unnest($4::uuid[], $5::int[], $6::text[]) as item (id, number, description)
     where not exists (select from enforcement.unused_item u where u.act = $2)`,
    [
      of,
      act,
      actor,
      descriptions.map(() => uuidv7()),
      numbersAfter(before.at(-1)?.number ?? 0, descriptions.length),
      descriptions,
    ],
  )
}
