import type pg from 'pg'
import type { Database } from '../apps/server/foundation/database.ts'
import { eventFields } from '../apps/server/foundation/records/sealed-fields.ts'
import type { HomeId } from '../packages/protocol/words/values.ts'
import { eventOf, noAnswerAt } from './phone-events.ts'

/** What pages of phones are about, in one ward: an assignment, a phone, and an event that was set aside. */
/** Who recorded an event of theirs that was taken; nobody who asks. */
export const phoneOfficer = '00000000-0000-7000-8000-000000000c0e'

export type PhoneThings = { assignment: string; phone: string; aside: string }

/** Puts them in, each of a ward; `number` tells those of two wards apart. */
export const putPhoneThings = async (
  database: Database,
  owner: pg.Client,
  number: 1 | 2,
  { ward, bcu, home }: { ward: string; bcu: string; home: string },
): Promise<PhoneThings> => {
  const [assignment, phone, aside] = ['a', 'b', 'c'].map(
    (each) => `00000000-0000-7000-8000-00000000${number}c0${each}`,
  ) as [string, string, string]
  await owner.query(
    `insert into engagement.assignment (id, person, name, from_day, streets, ward, bcu, actor)
     select $1, id, 'Example', '2026-01-02', '{Example Street}', $2, $3, 'command line: example'
     from identity.person order by created_at limit 1`,
    [assignment, ward, bcu],
  )
  await owner.query(
    `insert into engagement.assignment_home
       (assignment, home, ward, bcu, address, postcode, street, door, door_order, latitude, longitude)
     values ($1, $4, $2, $3, '1 Example Street', 'ZX11AA', 'Example Street', '1', 1, 51.5, -0.1)`,
    [assignment, ward, bcu, home],
  )
  await owner.query(
    `insert into engagement.round_home (home, day, turn, assignment, place, done_after, ward, bcu)
     values ($4, '2026-01-02', 1, $1, 1, 6.5, $2, $3)`,
    [assignment, ward, bcu, home],
  )
  await owner.query(
    `insert into engagement.phone (id, ward, bcu, actor, enrolled_at)
     values ($1, $2, $3, 'command line: example', '2026-01-02T10:00Z')`,
    [phone, ward, bcu],
  )
  await owner.query(
    `insert into engagement.phone_contact (phone, at, unsent, set_aside, storage, ward, bcu, actor)
     values ($1, '2026-01-02T12:00Z', 3, 1, 'works', $2, $3, 'command line: example')`,
    [phone, ward, bcu],
  )
  const event = JSON.stringify({
    ...eventOf(1, noAnswerAt(home as HomeId)),
    id: aside,
    device: phone,
    assignment,
  })
  const { dataKey, keyVersion, body } = await database.withActor(
    { id: 'test', role: 'registrar' },
    'an event of a test',
    async (tx) => {
      const { key, ...fields } = tx.fields.newRow(eventFields, aside)
      return { ...key, body: fields.seal('body', event) }
    },
  )
  await owner.query(
    `insert into engagement.phone_event
       (id, phone, kind, home, at, received_at, content, decision, reason, answer, data_key, key_version, body, ward, bcu, actor)
     values ($1, $2, 'no-answer', $5, '2026-01-02T11:00Z', '2026-01-02T12:00Z', sha256('example'), 'set aside', 'not-yours',
             '{"words": "This home was not in your round then."}', $6, $7, $8, $3, $4, 'command line: example')`,
    [aside, phone, ward, bcu, home, dataKey, keyVersion, body],
  )
  await owner.query(
    `insert into engagement.phone_event
       (id, phone, sequence, kind, format, home, occurred_at, at, received_at, content, decision, answer, erased_at, ward, bcu, actor)
     values ($1, $2, 2, 'no-answer', 1, $5, '2026-01-02T10:00Z', '2026-01-02T10:00Z', '2026-01-02T12:00Z', sha256('another'), 'accepted',
             '{}', '2026-01-03T12:00Z', $3, $4, $6)`,
    [aside.replace(/c$/, 'd'), phone, ward, bcu, home, `person:${phoneOfficer}`],
  )
  return { assignment, phone, aside }
}
