import type pg from 'pg'
import type { Answer } from '../../../packages/protocol/batch/batch.ts'
import { readEvent } from '../../../packages/protocol/events/formats.ts'
import { homesOf } from '../../../packages/protocol/events/facts.ts'
import { toldBy } from '../../../packages/protocol/judge/running.ts'
import type { KnownEvent } from '../../../packages/protocol/judge/standing.ts'
import type { EventId } from '../../../packages/protocol/words/values.ts'
import { fieldCipherOf } from '../../../apps/server/foundation/fields/field-cipher.ts'
import { eventFields } from '../../../apps/server/foundation/records/sealed-fields.ts'
import { testSecrets } from '../../secrets.ts'
import type { Kept } from '../checks.ts'
import type { ToldLook } from '../looks.ts'

type Row = {
  id: EventId
  content: string
  answer: Answer
  key: Buffer
  keyVersion: number
  body: Buffer
  stands: boolean
  /** Homes that visits were written of. */
  visits: number
}

const fields = fieldCipherOf(testSecrets)

/** Events that tell of a door, and so have a visit of each home. */
const doors = new Set(
  'no-answer refused come-back no-way-in leave-out tell-sergeant delivered rest-of-landing'.split(' '),
)

/** What a database holds of phones' events, in the order of the transactions that wrote them. */
export const readKept = async (
  owner: pg.Client,
): Promise<Kept & { kits: ReadonlyMap<string, string>; visits: ReadonlyMap<EventId, number> }> => {
  const { rows } = await owner.query<Row>(
    `select e.id, encode(e.content, 'hex') as content, e.answer, e.data_key as key, e.key_version as "keyVersion", e.body,
            engagement.stands(e.id) as stands, (select count(*)::int4 from engagement.visit v where v.event = e.id) as visits
     from engagement.phone_event e order by e.xmin::text::bigint, e.sequence`,
  )
  const { rows: kits } = await owner.query<{ serial: string; holder: string }>(
    'select serial, holder from engagement.kit_position',
  )
  const { rows: looked } = await owner.query<ToldLook>(
    `select substr(actor, 8) as person, phone as device, day::text as day, home from engagement.phone_look`,
  )
  const { rows: epochs } = await owner.query<{ epoch: number }>('select log.present_epoch() as epoch')
  const events = new Map<EventId, KnownEvent>()
  for (const { id, answer, key, keyVersion, body, stands } of rows) {
    const sealed = fields.row(eventFields, id, { dataKey: key, keyVersion })
    const read = readEvent(JSON.parse(sealed.open('body', body)) as Record<string, unknown>)
    const taken = answer.answer === 'accepted'
    if ('event' in read) events.set(id, { event: read.event, taken, stands })
  }
  return {
    epoch: String(epochs[0]!.epoch),
    answered: new Map(rows.map(({ id, content, answer }) => [id, { content, answer }])),
    events,
    written: rows.map(({ id }) => id),
    looked,
    kits: new Map(kits.map(({ serial, holder }) => [serial, holder])),
    visits: new Map(rows.map(({ id, visits }) => [id, visits])),
  }
}

/** Accepted events whose visits are not there, or there twice; and kits that are not at the home of the delivery that stands. */
export const halfWritten = ({ events, visits, kits }: Awaited<ReturnType<typeof readKept>>): string[] => {
  const accepted = [...events.values()].filter(({ taken }) => taken)
  const half = accepted.filter(({ event }) => {
    const told = toldBy(event.fact)
    return visits.get(event.id) !== (doors.has(told.kind) ? homesOf(told).length : 0)
  })
  const misplaced = accepted.filter(({ event, stands }) => {
    const told = toldBy(event.fact)
    return stands && told.kind === 'delivered' && kits.get(told.kit) !== `home:${told.home}`
  })
  return [
    ...half.map(({ event }) => `half: ${event.id} has ${visits.get(event.id)} visits`),
    ...misplaced.map(({ event }) => `half: the kit of ${event.id} is not at its home`),
  ]
}
