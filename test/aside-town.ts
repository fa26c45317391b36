import type pg from 'pg'
import type { Answer } from '../packages/protocol/batch/batch.ts'
import type { PhoneEvent } from '../packages/protocol/events/event.ts'
import type { HomeId } from '../packages/protocol/words/values.ts'
import type { Database } from '../apps/server/foundation/database.ts'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import { takeBatch } from '../apps/server/rooms/deliver/sync/judge/take-batch.ts'
import { meetPhone } from '../apps/server/rooms/deliver/sync/phones/phones.ts'
import { acceptSetAside, type Acceptance } from '../apps/server/rooms/deliver/sync/set-aside/accept.ts'
import { newUprn } from './homes.ts'
import { batchOf, phoneTown, receivedAt, type PhoneTown, type Walker } from './phone-town.ts'
import type { Mover } from './ledger-people.ts'

const heartbeat = { unsent: 0, setAside: 0, storage: 'works' } as const

/** When the sergeant decides: the evening of the day. */
export const decidedAt = new Date(receivedAt.getTime() + 3_600_000)

/** What of a home is counted, and of its street, which it has to itself. */
export type Counted = { state: string; tries: number; street: Record<string, number> }

export type AsideTown = {
  town: PhoneTown
  sergeant: Mover
  /** A walker with an empty store: another phone, whose order begins anew. */
  withNewPhone: (walker: Walker) => Promise<Walker>
  /** A home with a street of its own: in the rounds of both walkers, or in none. */
  home: (where?: 'in the round' | 'in no round') => Promise<HomeId>
  send: (walker: Walker, ...events: readonly PhoneEvent[]) => Promise<Answer[]>
  accept: (event: { id: string }, by?: Mover) => Promise<Acceptance>
  counted: (home: HomeId) => Promise<Counted>
  holderOf: (serial: string) => Promise<string | undefined>
  rows: <T>(text: string, ...values: unknown[]) => Promise<T[]>
}

/** A town whose phones' records are set aside and accepted. */
export const asideTown = async (database: Database, owner: pg.Client): Promise<AsideTown> => {
  const town = await phoneTown(database, owner)
  const sergeant = town.people.of('sergeant', 'North')
  let made = 0
  const rows = async <T>(text: string, ...values: unknown[]): Promise<T[]> =>
    (await owner.query(text, values)).rows as T[]
  return {
    town,
    sergeant,
    rows,
    withNewPhone: async (walker) => {
      const device = uuidv7() as Walker['device']
      await database.withActor(walker.mover.person.actor, 'a phone of a test', (tx) =>
        meetPhone(tx, { device, heartbeat, app: null }, receivedAt),
      )
      return {
        ...walker,
        device,
        event: (sequence, fact, other) => walker.event(sequence, fact, { device, ...other }),
      }
    },
    home: async (where = 'in the round') => {
      const id = uuidv7() as HomeId
      const number = String(++made)
      await owner.query(
        `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
         select $1, $3, ward, bcu, postcode, $4, $5, easting, northing from engagement.home where id = $2`,
        [id, town.walkers[0].homes[0], newUprn(), `Lane ${number}`, number],
      )
      for (const { assignment } of where === 'in the round' ? town.walkers : [])
        await owner.query(
          `insert into engagement.assignment_home
           select assignment, $1, ward, bcu, $3, postcode, street, $4, 1, flat, floor, core, latitude, longitude
           from engagement.assignment_home where assignment = $2 limit 1`,
          [id, assignment, `${number} Lane ${number}`, number],
        )
      return id
    },
    send: (walker, ...events) =>
      takeBatch(database, walker.mover.person.actor, batchOf(walker, events), receivedAt),
    accept: ({ id }, by = sergeant) =>
      acceptSetAside(database, { sergeant: by.person.actor, id, reason: 'They were there', now: decidedAt }),
    counted: async (home) => {
      const [kept] = await rows<Counted>(
        `select s.state, s.tries, jsonb_strip_nulls(jsonb_build_object('homes', k.homes, 'offered', nullif(k.offered, 0),
           'protected', nullif(k.protected, 0), 'delivered', nullif(k.delivered, 0), 'refused', nullif(k.refused, 0),
           'no_answer', nullif(k.no_answer, 0), 'left_out', nullif(k.left_out, 0), 'open_0', nullif(k.open_0, 0),
           'open_1', nullif(k.open_1, 0), 'open_2', nullif(k.open_2, 0))) as street
         from engagement.home_state s join engagement.street_count k
           on k.bcu = s.bcu and k.ward = s.ward and k.area = s.area and k.street = s.street
         where s.home = $1`,
        home,
      )
      return kept!
    },
    holderOf: async (serial) =>
      (
        await rows<{ holder: string }>('select holder from engagement.kit_position where serial = $1', serial)
      )[0]?.holder,
  }
}
