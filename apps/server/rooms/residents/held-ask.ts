import { actingAs } from '../../foundation/access/acting-as.ts'
import type { Database } from '../../foundation/database.ts'
import { changeRecords } from '../../foundation/records/records.ts'

/** That somebody asks what is held of them; `language`: of the page, and of the letter that answers. */
export type HeldAsk = { id: string; name: string; postcode: string; onPaper: boolean; language: string }

const visitor = actingAs('residentPages', 'visitor')

/**
 * Keeps an ask as it came, its name as a keyed digest. Nothing is looked up: it costs the same and is answered the same
 * whether anything is held or not. Sent twice, it is one ask.
 */
export const keepAsk = (database: Database, ask: HeldAsk): Promise<void> =>
  database.withActor(visitor, 'an ask what is held', async (tx) => {
    await changeRecords(
      tx,
      // Of whom is not known here, and must not be.
      { operation: 'collection', kind: 'resident', subjects: [] },
      `insert into engagement.held_ask (id, name_digest, postcode, on_paper, language, actor)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [ask.id, tx.fields.digest('name', ask.name), ask.postcode, ask.onPaper, ask.language, visitor.id],
    )
  })
