import { actingAs } from '../../foundation/access/acting-as.ts'
import type { Database } from '../../foundation/database.ts'
import { changeRecords } from '../../foundation/records/records.ts'
import type { Actor } from '../../foundation/with-actor.ts'

/** Whose message it is: by the code of a card, or by the number of a house and a flat, in capitals. */
export type Whose = { card: string } | { card: null; number: string; flat: number | null }

/** What somebody says with the code of a card, or by telephone; times as `2026-12-01 09:00` of London's clocks. */
export type CardMessage = Whose & {
  id: string
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
export const keepMessage = (
  database: Database,
  message: CardMessage,
  { actor, purpose }: { actor: Actor; purpose: string } = { actor: visitor, purpose: 'a message by a card' },
): Promise<void> =>
  database.withActor(actor, purpose, async (tx) => {
    const [number, flat] = message.card === null ? [message.number, message.flat] : [null, null]
    await changeRecords(
      tx,
      // Of which home is not known here, and must not be.
      { operation: 'collection', kind: 'home', subjects: [] },
      `insert into engagement.card_message (id, card, postcode, what, from_at, to_at, language, needs, actor, number, flat)
       values ($1, $2, $3, $4, $5::timestamp at time zone 'Europe/London', $6::timestamp at time zone 'Europe/London', $7, $8, $9, $10, $11)
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
        actor.id,
        number,
        flat,
      ],
    )
  })
