import { readSerial } from '@mettrace/kit-codes/serial/serial'
import type { ErrorAtField } from '../../foundation/page/kept-names.ts'
import { actFrom, textOf, tickedOf, type SentForm } from '../../foundation/page/sent-form.ts'
import type { KitMessage } from './kit-message.ts'
import { daysToMove } from './visit-times.ts'
import type { ResidentWords } from './words/resident-words.ts'

/** What was typed and chosen, to be shown again where something is wrong with it: never the PIN. */
export type TypedOfKit = { serial: string; name: string; contact: string; isApplied: boolean; day: string }

export const noKitTyped: TypedOfKit = { serial: '', name: '', contact: '', isApplied: false, day: '' }

/** As long as an officer may write them. */
const longest = 200

const typedIn = (sent: SentForm): TypedOfKit => {
  const field = (name: string): string => textOf(sent, name).slice(0, longest)
  return {
    serial: field('serial').slice(0, 40),
    name: field('name'),
    contact: field('contact'),
    isApplied: tickedOf(sent, 'used').includes('yes'),
    day: field('day'),
  }
}

/** Of whatever form a supplier prints it: digits, or letters as they are on the card. */
const pinForm = /^[0-9A-Za-z]{4,12}$/

export type ReadKitForm = { typed: TypedOfKit } & ({ message: KitMessage } | { errors: ErrorAtField[] })

/** Reads a form. What is wrong is told by the form alone: nobody has been asked whether there is such a kit. */
export const readKitForm = (
  sent: SentForm,
  what: KitMessage['what'],
  today: string,
  { errors: faults }: ResidentWords,
): ReadKitForm => {
  const typed = typedIn(sent)
  const errors: ErrorAtField[] = []
  const fail = (text: string, field: string): void => void errors.push({ text, href: `#${field}` })

  const read = readSerial(typed.serial)
  if ('fault' in read) fail(read.fault === 'check' ? faults.serialCheck : faults.serial, 'serial')
  const pin = textOf(sent, 'pin').replaceAll(/[\s-]/g, '')
  if (!pinForm.test(pin)) fail(faults.pin, 'pin')
  if (what === 'registered' && typed.name === '') fail(faults.name, 'name')
  const leavesOn = daysToMove(today).find((each) => each === typed.day)
  if (what === 'moving' && leavesOn === undefined) fail(faults.day, 'day')

  if (errors.length > 0 || 'fault' in read) return { typed, errors }
  const told = { id: actFrom(sent), serial: read.serial, pin }
  if (what === 'applied') return { typed, message: { ...told, what, isApplied: true } }
  if (what === 'moving')
    return { typed, message: { ...told, what, isApplied: false, leavesOn: leavesOn ?? today } }
  const { name, isApplied } = typed
  const contact = typed.contact === '' ? null : typed.contact
  return { typed, message: { ...told, what, isApplied, name, contact } }
}
