import pg from 'pg'
import { padOfCards } from '../../packages/protocol/codes/left-card.ts'
import type { PhoneEvent } from '../../packages/protocol/events/event.ts'
import type { Fact } from '../../packages/protocol/events/facts.ts'
import {
  momentOf,
  type AssignmentId,
  type DeviceId,
  type EventId,
  type HomeId,
  type PersonId,
  type Serial,
} from '../../packages/protocol/words/values.ts'
import { plainSerial } from '../../packages/kit-codes/serial/serial.ts'
import { uuidv7 } from '../../apps/server/foundation/uuid.ts'
import { newToken, sessionDigest } from '../../apps/server/identity/tokens.ts'

/** An officer's phone with a round of fifty doors, a session, and the kits and cards for a few hundred. */
export type BenchPhone = {
  person: PersonId
  device: DeviceId
  assignment: AssignmentId
  ward: string
  token: string
  homes: HomeId[]
  kits: Serial[]
  cards: ReturnType<typeof padOfCards>
}

const [homesOfRound, officersOfWard, kitsOfPhone, cardsOfPhone] = [50, 10, 20, 100]

/** Made up; an officer's ward is one of a hundred. */
export const benchPhones = (count: number): BenchPhone[] => {
  const cards = padOfCards(1, count * cardsOfPhone)
  let made = 0
  const serial = (): Serial => {
    for (;;) {
      const found = plainSerial(`BEN${String(++made).padStart(7, '0')}`)
      if (found !== undefined) return found as Serial
    }
  }
  return Array.from({ length: count }, (_, at) => ({
    person: uuidv7() as PersonId,
    device: uuidv7() as DeviceId,
    assignment: uuidv7() as AssignmentId,
    ward: `W${1 + Math.floor(at / officersOfWard)}`,
    token: newToken(),
    homes: Array.from({ length: homesOfRound }, () => uuidv7() as HomeId),
    kits: Array.from({ length: kitsOfPhone }, serial),
    cards: cards.slice(at * cardsOfPhone, (at + 1) * cardsOfPhone),
  }))
}

const columnsOf = <T>(rows: readonly T[], ...columns: ((row: T) => unknown)[]): unknown[][] =>
  columns.map((column) => rows.map(column))

/** Puts people, homes, rounds and kits into a database, as its owner, past what the product asks. */
export const putPhones = async (owner: pg.Client, phones: readonly BenchPhone[]): Promise<void> => {
  const homes = phones.flatMap((phone) => phone.homes.map((home, at) => ({ ...phone, home, at })))
  const kits = phones.flatMap((phone) => phone.kits.map((kit) => ({ ...phone, kit })))
  await owner.query('begin')
  await owner.query('set local session_replication_role = replica')
  await owner.query(
    `insert into identity.person (id, issuer, subject, display_name) select id, 'bench', id::text, 'Officer' from unnest($1::uuid[]) id`,
    columnsOf(phones, ({ person }) => person),
  )
  await owner.query(
    `insert into identity.posting (id, person, role, place_kind, place, from_day, given_by)
     select gen_random_uuid(), p.*, '2020-01-01', 'bench' from (select person, 'ward_officer', 'ward', ward from unnest($1::uuid[], $2::text[]) t (person, ward)) p`,
    columnsOf(
      phones,
      ({ person }) => person,
      ({ ward }) => ward,
    ),
  )
  await owner.query(
    `with made as (
       insert into identity.device (id, token_digest, name, first_seen_at)
       select gen_random_uuid(), digest, 'bench', now() from unnest($2::bytea[]) digest returning id, token_digest
     )
     insert into identity.session (id, person, device, token_digest, role, begun_at, seen_at, idle_seconds, ends_at)
     select gen_random_uuid(), t.person, made.id, t.digest, 'ward_officer', now(), now(), 36000, now() + interval '10 hours'
     from unnest($1::uuid[], $2::bytea[]) t (person, digest) join made on made.token_digest = t.digest`,
    columnsOf(
      phones,
      ({ person }) => person,
      ({ token }) => sessionDigest(token),
    ),
  )
  await owner.query(
    `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
     select id, 700000000 + row_number() over (), ward, 'North', 'ZX11AA', 'Street', number, 530000, 180000
     from unnest($1::uuid[], $2::text[], $3::text[]) t (id, ward, number)`,
    columnsOf(
      homes,
      ({ home }) => home,
      ({ ward }) => ward,
      ({ at }) => String(at + 1),
    ),
  )
  await owner.query(
    `insert into engagement.kit (id, serial, exists_from, made_on, actor)
     select gen_random_uuid(), serial, '2026-01-01T00:00Z', '2026-01-01', 'bench' from unnest($1::text[]) serial`,
    columnsOf(kits, ({ kit }) => kit),
  )
  await owner.query(
    `with had as (
       insert into engagement.kit_movement (id, kit, sequence, act, kind, at, before_at, from_holder, holder, ward, bcu, actor)
       select gen_random_uuid(), k.id, 2, gen_random_uuid(), 'issued', '2026-02-01T09:00Z', '2026-01-01T00:00Z', 'store',
              'person:' || t.person, t.ward, 'North', 'bench'
       from unnest($1::text[], $2::uuid[], $3::text[]) t (serial, person, ward) join engagement.kit k on k.serial = t.serial
       returning id, kit, holder, ward
     )
     insert into engagement.kit_position (id, serial, sequence, movement, kind, at, holder, disputed, made_on, ward, bcu)
     select had.kit, k.serial, 2, had.id, 'issued', '2026-02-01T09:00Z', had.holder, 0, '2026-01-01', had.ward, 'North'
     from had join engagement.kit k on k.id = had.kit`,
    columnsOf(
      kits,
      ({ kit }) => kit,
      ({ person }) => person,
      ({ ward }) => ward,
    ),
  )
  await owner.query(
    `insert into engagement.assignment (id, person, name, from_day, streets, ward, bcu, actor)
     select t.*, 'North', 'bench' from (select id, person, 'Round', '2026-01-01'::date, array['Street'], ward
                                        from unnest($1::uuid[], $2::uuid[], $3::text[]) u (id, person, ward)) t`,
    columnsOf(
      phones,
      ({ assignment }) => assignment,
      ({ person }) => person,
      ({ ward }) => ward,
    ),
  )
  await owner.query('set local session_replication_role = origin')
  // With its trigger: phones have pages of their rounds.
  await owner.query(
    `insert into engagement.assignment_home
       (assignment, home, ward, bcu, address, postcode, street, door, door_order, latitude, longitude)
     select assignment, home, ward, 'North', door || ' Street', 'ZX11AA', 'Street', door, door::int, 51.5, -0.1
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) t (assignment, home, ward, door)`,
    columnsOf(
      homes,
      ({ assignment }) => assignment,
      ({ home }) => home,
      ({ ward }) => ward,
      ({ at }) => String(at + 1),
    ),
  )
  await owner.query('commit')
  await owner.query('vacuum analyze')
}

const resident = {
  name: 'A. Example',
  contact: null,
  language: 'en',
  needs: [],
  consent: { version: 3, day: '2026-10-01', language: 'en', agreed: true },
}

/** What became of a door of a round: half of them no answer, ten kits in fifty. */
const factAt = ({ homes, kits, cards }: BenchPhone, turn: number, at: number): Fact => {
  const home = homes[at % homes.length]!
  const position = { latitude: 51.5, longitude: -0.1, accuracy: 12 }
  const place = { home, position }
  if (at % 5 === 4) {
    const kit = kits[turn * 10 + Math.floor(at / 5)]!
    return {
      kind: 'delivered',
      ...place,
      kit,
      recorded: 'typed',
      resident,
      applied: ['laptop'],
      sticker: 'up',
    }
  }
  if (at % 10 === 1) return { ...place, kind: 'refused', reason: 'not-wanted' }
  if (at % 25 === 2) return { kind: 'safety-note', home, risk: 'dog', note: 'Dog in the yard' }
  if (at % 10 === 3) return { ...place, kind: 'come-back', appointment: null }
  return { ...place, kind: 'no-answer', card: cards[turn * 50 + at]! }
}

/** Fifty events of a phone, its first or its second fifty, made during the last two hours. */
export const fiftyOf = (phone: BenchPhone, turn: 0 | 1, now: number): PhoneEvent[] =>
  Array.from({ length: 50 }, (_, at) => {
    const occurred = now - 7_200_000 + turn * 3_600_000 + at * 60_000
    return {
      id: uuidv7(occurred) as EventId,
      format: 1,
      sequence: turn * 50 + at + 1,
      author: phone.person,
      device: phone.device,
      assignment: phone.assignment,
      app: '0.1.0',
      occurredAt: momentOf(occurred),
      clock: { run: 1, monotonic: turn * 3_600_000 + at * 60_000, offset: 0 },
      fact: factAt(phone, turn, at),
    }
  })
