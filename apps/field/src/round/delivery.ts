import { readSerial } from '@mettrace/kit-codes/serial/serial'
import { recordedBy, type DoorFact } from '@mettrace/protocol/events/door'
import { needs } from '@mettrace/protocol/words/household'
import type { Serial } from '@mettrace/protocol/words/values'
import { z } from 'zod'
import { privacyNotice } from '../app/notice-words.ts'
import type { Position } from '../app/position.ts'
import type { Door } from './read-round.ts'

export type Delivered = Extract<DoorFact, { kind: 'delivered' }>

export const marked = ['phone', 'laptop', 'television', 'jewellery', 'bicycle', 'other'] as const

/** A delivery as far as it has been typed; nothing is preset that somebody must say. */
export const delivery = z.object({
  typed: z.string(),
  recorded: recordedBy,
  name: z.string(),
  nameNotGiven: z.boolean(),
  contact: z.string(),
  contactNotGiven: z.boolean(),
  language: z.string(),
  needs: z.array(z.enum(needs)),
  agreed: z.boolean().nullable(),
  applied: z.array(z.enum(marked)),
  sticker: z.enum(['up', 'given', 'not-wanted']).nullable(),
})
export type Delivery = z.infer<typeof delivery>

/** A kit as it was put in, and how. */
export const typedKit = delivery.pick({ typed: true, recorded: true })
export type TypedKit = z.infer<typeof typedKit>

export const newDelivery: Delivery = {
  typed: '',
  recorded: 'typed',
  name: '',
  nameNotGiven: false,
  contact: '',
  contactNotGiven: false,
  language: 'en',
  needs: [],
  agreed: null,
  applied: [],
  sticker: null,
}

/** What is still missing before the second step may end, in words; null where nothing is. */
export const residentFault = ({
  name,
  nameNotGiven,
  contact,
  contactNotGiven,
  agreed,
}: Delivery): string | null => {
  if (agreed === null) return 'Choose whether the resident agrees.'
  if (!agreed) return null
  if (name.trim() === '' && !nameNotGiven) return 'Enter the name, or choose "Not given".'
  if (contact.trim() === '' && !contactNotGiven) return 'Enter phone or e-mail, or choose "Not given".'
  return null
}

/** The delivery as a fact. Errors: where its serial is none; the first step does not let one through. */
export const factOf = (door: Door, typed: Delivery, position: Position | null): Delivered => {
  const read = readSerial(typed.typed)
  if (!('serial' in read)) throw new Error('A delivery needs the serial of a kit.')
  const agreed = typed.agreed === true
  const given = (text: string): string | null => (agreed && text.trim() !== '' ? text.trim() : null)
  return {
    kind: 'delivered',
    home: door.home,
    position,
    kit: read.serial as Serial,
    recorded: typed.recorded,
    resident: {
      name: given(typed.name),
      contact: given(typed.contact),
      language: typed.language,
      needs: typed.needs,
      consent: { version: privacyNotice.version, day: privacyNotice.day, language: 'en', agreed },
    },
    applied: typed.applied,
    sticker: typed.sticker,
  }
}
