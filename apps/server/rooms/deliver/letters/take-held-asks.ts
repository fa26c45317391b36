import { actingAs } from '../../../foundation/access/acting-as.ts'
import type { Database } from '../../../foundation/database.ts'
import { changeRecords } from '../../../foundation/records/records.ts'

/**
 * Has a letter written to whoever asked what is held of them, and forgets the others. `byMail`: there is a mail server.
 * Returns how many letters. Logs whom each is to.
 */
export const takeHeldAsks = (database: Database, byMail: boolean): Promise<number> =>
  database.keepHouse(actingAs('letters', 'letters'), 'asks what is held', async (tx) => {
    const { touched } = await changeRecords<{ resident: string }>(
      tx,
      { operation: 'collection', kind: 'resident', of: ({ resident }) => resident },
      'select resident from engagement.take_held_asks($1) resident',
      [byMail],
    )
    return touched
  })
