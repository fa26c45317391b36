import { actingAs } from '../../../foundation/access/acting-as.ts'
import type { Database } from '../../../foundation/database.ts'
import { changeRecords } from '../../../foundation/records/records.ts'
import { boundResidents } from '../../../places/bound-register.ts'

/**
 * Takes what was said with the serial and PIN of kits to the homes that have them, and registers who said so there; forgets
 * what no kit was found for in time. Returns how many messages. Logs each home, and each who registered.
 */
export const takeKitMessages = (database: Database): Promise<number> =>
  database.keepHouse(actingAs('kitMessages', 'kits'), 'messages about kits', async (tx) => {
    const { rows, touched } = await changeRecords<{ home: string; resident: string | null }>(
      tx,
      { operation: 'collection', kind: 'home', of: ({ home }) => home },
      'select home, resident from engagement.take_kit_messages()',
      [],
    )
    const registered = rows.flatMap(({ resident }) => resident ?? [])
    if (registered.length > 0)
      await tx.record({
        operation: 'collection',
        kind: 'resident',
        subjects: registered,
        binds: [
          // Their homes are bound by the movement that brought the kit.
          { table: boundResidents, rows: registered, digestsBy: 'engagement.registered_digests' },
        ],
      })
    return touched
  })
