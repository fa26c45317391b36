import { actorNames } from '../../foundation/actor-names.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { readRecords } from '../../foundation/records/records.ts'
import { correctionFields, eventFields, residentFields } from '../../foundation/records/sealed-fields.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { presentDoors } from '../../places/present-doors.ts'
import { openedCorrection } from './letters/corrections.ts'
import { opened, type Opened, type SealedRow } from './residents.ts'
import { openedEvent, type SealedEvent } from './sync/opened-event.ts'

/** What the tables hold, in the words of the resident who asks. */
const heldWords: Record<string, string> = {
  'engagement.resident': 'Your registration',
  'engagement.consent': 'Your agreement to the privacy notice',
  'engagement.home': 'The home as it was registered',
  'engagement.kit_movement': 'Kits of the home',
  'engagement.visit': 'Visits to the home',
  'engagement.phone_look': 'Days on which an officer opened the home on their phone',
  'engagement.appointment': 'Appointments at the home',
  'engagement.card_request': 'What was asked for by a card at the home',
  'engagement.kit_statement': 'What was said of the kit of the home',
  'engagement.letter': 'What was written to you',
  'engagement.correction': 'What you said is wrong',
  'engagement.spot_finding': 'What was found at the home when visits were checked',
  'engagement.safety_note': 'Notes about risk at the home, for officers',
  'engagement.phone_event': 'Records of officers’ phones',
  'enforcement.incident': 'Burglaries of the home that were reported',
}

/** One thing that is held of a resident: what it is, and its fields by name. */
export type Held = { what: string; fields: { name: string; value: string }[] }

type Row = SealedRow & { held_in: string; record: Record<string, unknown>; body: Buffer | null }

/** Who did it, by name, in the fields that hold accounts. */
const accounts = ['officer', 'sergeant'] as const

/**
 * Everything that is held of a resident under both regimes (UK GDPR art. 15, DPA 2018 s.45): a crossing, logged as a
 * disclosure to them. Errors: `not_found`.
 */
export const subjectAccess = async (tx: Transaction, id: string | undefined): Promise<Held[]> => {
  const rows = await readRecords<Row>(
    tx,
    { operation: 'disclosure', kind: 'resident', subjects: id === undefined ? [] : [id], to: 'the resident' },
    'select * from engagement.subject_access($1)',
    [id ?? null],
  )
  if (id === undefined || rows.length === 0)
    throw new MetTraceError('not_found', 'There is no such resident.')
  // Of all that is held only the home has a street.
  const homes = rows.flatMap(({ record }) => ('street' in record ? [record] : []))
  const doors = await presentDoors(
    tx,
    homes.map(({ uprn }) => String(uprn)),
  )
  const acted = rows.flatMap(({ record }) =>
    accounts.map((field) => (record[field] ?? null) as string | null),
  )
  const nameOf = await actorNames(tx, acted)
  const own = rows.find(({ held_in }) => held_in === residentFields)
  const who = own ? opened(tx, id, own) : undefined
  return rows.flatMap((row) => {
    const record = fieldsOf(tx, id, row, who)
    if (!record) return []
    for (const field of accounts) if (typeof record[field] === 'string') record[field] = nameOf(record[field])
    const held = heldOf(heldWords[row.held_in] ?? row.held_in, record)
    const now = 'street' in row.record ? doors.get(String(row.record['uprn'])) : undefined
    return now ? [heldOf('The home as the register of addresses has it now', now), held] : [held]
  })
}

/** The fields of one thing, with those that were encrypted; undefined where it is about somebody else. */
const fieldsOf = (
  tx: Transaction,
  id: string,
  { held_in, record, data_key, key_version, body }: Row,
  who: Opened | undefined,
): Record<string, unknown> | undefined => {
  if (held_in === residentFields) return { ...who, ...record }
  if (held_in === correctionFields) {
    const { id: correction, ...told } = record as { id: string }
    return { ...told, said: openedCorrection(tx, { id: correction, data_key, key_version, words: body }) }
  }
  return held_in === eventFields
    ? openedEvent(tx, { ...record, data_key, key_version, body } as SealedEvent, { id, ...who })
    : { ...record }
}

const heldOf = (what: string, fields: Readonly<Record<string, unknown>>): Held => ({
  what,
  fields: Object.entries(fields).map(([field, value]) => ({
    name: field.replaceAll('_', ' '),
    value: value === null || value === undefined ? '–' : String(value),
  })),
})
