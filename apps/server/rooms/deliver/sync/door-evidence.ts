import type { DoorFact } from '@mettrace/protocol/events/door'
import { metresBetween } from '@mettrace/protocol/words/metres-between'
import { allows } from '../../../foundation/access/may.ts'
import { timeInWords } from '../../../foundation/days.ts'
import type { ActEvidence, DoorAround, EvidenceOfActs } from '../../../foundation/records/act-evidence.ts'
import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count } from '../../../foundation/words/figures.ts'
import { kindWords } from './kind-words.ts'
import { nameOfPhone } from './phones/phone-name.ts'
import { readSealed, type SealedBody } from './read-sealed.ts'

type Delivered = Extract<DoorFact, { kind: 'delivered' }>

type Row = SealedBody & {
  id: string
  home: string | null
  address: string | null
  latitude: number | null
  longitude: number | null
  phone: string
  phoneName: string | null
  byPhone: Date | null
  at: Date
}

const recordedWords: Readonly<Record<Delivered['recorded'], string>> = {
  camera: 'code read by the camera',
  'hand-scanner': 'code read by a hand scanner',
  typed: 'serial typed; its check character is right',
}

const farWords: Readonly<Record<NonNullable<Delivered['far']>['reason'], string>> = {
  'recorded-later': 'recorded later',
  'way-in-elsewhere': 'the way in is elsewhere',
  'map-is-wrong': 'the map is wrong',
  'position-is-wrong': 'the position is wrong',
  other: 'another reason',
  'not-said': 'no reason given',
}

/** What was delivered, as the phone sent it; undefined where it was erased, or tells of something else. */
const deliveredBy = (tx: Transaction, row: Row): Delivered | undefined => {
  const told = readSealed(tx, row.id, row)
  return typeof told !== 'string' && told.kind === 'delivered' ? told : undefined
}

const whereOf = ({ position, far }: Delivered, { latitude, longitude }: Row): string => {
  if (position === null) return 'not known'
  const accuracy = `accurate to ${Math.round(position.accuracy)} m`
  if (latitude === null || longitude === null) return `${accuracy}; the door is not known`
  const metres = Math.round(metresBetween(position, { latitude, longitude }))
  const why = far && `; officer: ${farWords[far.reason]}${far.note === undefined ? '' : `, “${far.note}”`}`
  return `${metres} m from the door, ${accuracy}${why ?? ''}`
}

/** Never who: a name is no evidence of where a kit is. */
const atDoorOf = ({ resident, applied, sticker }: Delivered): string => {
  const named = resident.name === null ? 'name not given' : 'resident gave a name'
  const said = resident.consent.agreed ? named : 'resident did not agree to be registered'
  const marked = `${count(applied.length, 'thing')} marked together`
  return [said, marked, ...(sticker === 'up' ? ['sticker put up'] : [])].join('; ')
}

/** How far a phone's clock was from the station's, where that is a minute or more. */
const clockOf = (byPhone: Date | null, at: Date): string => {
  if (byPhone === null) return 'not known'
  const minutes = Math.round((byPhone.getTime() - at.getTime()) / 60_000)
  if (minutes === 0) return timeInWords(byPhone)
  return `${timeInWords(byPhone)}, ${count(Math.abs(minutes), 'minute')} ${minutes > 0 ? 'ahead' : 'behind'}`
}

const answersOf = (tx: Transaction, row: Row): ReadonlyMap<string, string> => {
  const told = deliveredBy(tx, row)
  return new Map([
    ['Phone', nameOfPhone({ id: row.phone, name: row.phoneName })],
    ['By the phone’s clock', clockOf(row.byPhone, row.at)],
    ['How', told ? recordedWords[told.recorded] : 'not readable any more'],
    ['Where', told ? whereOf(told, row) : 'not readable any more'],
    ['At the door', told ? atDoorOf(told) : 'not readable any more'],
  ])
}

type Walked = { event: string; home: string; at: Date; kind: string | null; isTheAct: boolean; door: string }

/** Doors of the same person up to two hours before and after each event. Logs their homes. */
const walkedAround = (tx: Transaction, events: readonly string[]): Promise<Walked[]> =>
  readRecords<Walked>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select told.id as event, e.home, e.at, e.kind, e.id = told.id as "isTheAct",
            coalesce(h.door || ' ' || h.street, 'a home of no round') as door
     from engagement.phone_event told
     join engagement.phone_event e on e.actor = told.actor and e.at between told.at - interval '2 hours' and told.at + interval '2 hours'
     left join engagement.assignment_home h on h.assignment = e.assignment and h.home = e.home
     where told.id = any ($1::uuid[]) and e.home is not null and e.kind not in ('undo', 'reply')
     order by told.id, e.at, e.sequence`,
    [events],
  )

/**
 * What phones told of deliveries, without the name of any resident, and the doors of the same officers around them. Logs
 * their homes.
 */
export const evidenceOfPhones: EvidenceOfActs = {
  allows: (role) =>
    (['phone_event', 'assignment', 'phone_act'] as const).every((kind) =>
      allows(role, { verb: 'read', kind }),
    ),
  find: async (tx, acts) => {
    const rows = await readRecords<Row>(
      tx,
      { operation: 'consultation', kind: 'home', of: ({ home }) => home },
      `select e.id, e.home, h.address, h.latitude, h.longitude, e.phone, named.words as "phoneName",
              e.occurred_at as "byPhone", e.at, e.data_key, e.key_version, e.body
       from engagement.phone_event e
       left join engagement.assignment_home h on h.assignment = e.assignment and h.home = e.home
       left join lateral (
         select words from engagement.phone_act a where a.phone = e.phone and a.kind = 'named' order by a.at desc limit 1
       ) named on true
       where e.id = any ($1::uuid[])`,
      [acts],
    )
    const walked = await walkedAround(
      tx,
      rows.map(({ id }) => id),
    )
    const aroundOf = (id: string): DoorAround[] =>
      walked
        .filter(({ event }) => event === id)
        .map(({ at, door, kind, isTheAct }) => ({
          at,
          door,
          outcome: kindWords[kind ?? ''] ?? 'not readable',
          isTheAct,
        }))
    return new Map(
      rows.map((row): [string, ActEvidence] => [
        row.id,
        { home: row.address, answers: answersOf(tx, row), around: aroundOf(row.id) },
      ]),
    )
  },
}
