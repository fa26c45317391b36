import { actingAs } from '../../../foundation/access/acting-as.ts'
import type { Database } from '../../../foundation/database.ts'
import { changeRecords } from '../../../foundation/records/records.ts'

/**
 * Takes what was said by cards to the homes that they were left at, and forgets what no card was found for in time.
 * Returns how many homes. Logs each.
 */
export const takeMessages = (database: Database): Promise<number> =>
  database.keepHouse(actingAs('cardMessages', 'cards'), 'messages by cards', async (tx) => {
    const { touched } = await changeRecords<{ home: string }>(
      tx,
      { operation: 'collection', kind: 'home', of: ({ home }) => home },
      'select home from engagement.take_card_messages() home',
      [],
    )
    return touched
  })
