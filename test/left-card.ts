import type pg from 'pg'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'

/** A home as a card is left at it. */
type At = { id: string; ward: string; bcu: string }

/** Leaves a card at a home, as an event of a phone tells it. */
export const leaveCard = async (owner: pg.Client, card: string, { id, ward, bcu }: At): Promise<void> => {
  const [phone, event] = [uuidv7(), uuidv7()]
  const actor = 'command line: example'
  const place = [ward, bcu, actor]
  await owner.query(
    'insert into engagement.phone (id, ward, bcu, actor, enrolled_at) values ($1, $2, $3, $4, now())',
    [phone, ...place],
  )
  await owner.query(
    `insert into engagement.phone_event
       (id, phone, sequence, kind, home, at, received_at, content, decision, answer, data_key, key_version, body, ward, bcu, actor)
     values ($1, $2, 1, 'no-answer', $3, now(), now(), sha256('x'), 'accepted', '{}', '\\x00', 1, '\\x00', $4, $5, $6)`,
    [event, phone, id, ...place],
  )
  await owner.query(
    `insert into engagement.visit (event, home, outcome, at, card, ward, bcu, actor)
     values ($1, $2, 'no-answer', now(), $3, $4, $5, $6)`,
    [event, id, card, ...place],
  )
  await owner.query(
    'insert into engagement.left_card (card, turn, is_left, event, actor) values ($1, 1, true, $2, $3)',
    [card, event, actor],
  )
}
