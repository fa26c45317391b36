import { actingAs } from '../../foundation/access/acting-as.ts'
import type { Database } from '../../foundation/database.ts'
import { changeRecords } from '../../foundation/records/records.ts'

/** What somebody says with the code of a card; times as `2026-12-01 09:00` of London's clocks. */
export type CardMessage = {
  id: string
  card: string
  postcode: string
  what: 'visit' | 'decline' | 'needs'
  from: string | null
  to: string | null
  language: string | null
  needs: readonly string[]
}

const visitor = actingAs('residentPages', 'visitor')

/**
 * Keeps a message as it came. Nothing is looked up: it costs the same and is answered the same whether there is such a
 * card, or such a home, or not. Sent twice, it is one message.
 */
export const keepMessage = (database: Database, message: CardMessage): Promise<void> =>
  database.withActor(visitor, 'a message by a card', async (tx) => {
    await changeRecords(
      tx,
      // Of which home is not known here, and must not be.
      { operation: 'collection', kind: 'home', subjects: [] },
      `insert into engagement.card_message (id, card, postcode, what, from_at, to_at, language, needs, actor)
       values ($1, $2, $3, $4, $5::timestamp at time zone 'Europe/London', $6::timestamp at time zone 'Europe/London', $7, $8, $9)
       on conflict do nothing`,
      [
        message.id,
        message.card,
        message.postcode,
        message.what,
        message.from,
        message.to,
        message.language,
        message.needs.length > 0 ? message.needs : null,
        visitor.id,
      ],
    )
  })
