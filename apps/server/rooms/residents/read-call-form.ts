import { readShortCode } from '@mettrace/protocol/codes/short-code'
import type { ErrorAtField } from '../../foundation/page/kept-names.ts'
import { actFrom, textOf, type SentForm } from '../../foundation/page/sent-form.ts'
import type { CardMessage, Whose } from './card-message.ts'
import { nothingTyped, readAsked, readPostcode, typedIn, type Typed } from './read-card-form.ts'

/** What somebody who rings wants, as the form for it calls it. */
export const callWants = ['visit', 'needs', 'decline'] as const

/** What was typed while somebody was on the line. */
export type TypedCall = Typed & { want: string; number: string; flat: string }

export const noCall: TypedCall = { ...nothingTyped, want: '', number: '', flat: '' }

const faults = {
  day: 'Choose a day for the visit',
  part: 'Choose a time of day for the visit',
  needs: 'Choose a language, or what would help them',
}

/** A house number or name in capitals, as the register has numbers. */
const numberForm = /^[\p{L}\d][\p{L}\d .,'/-]{0,19}$/u

export type ReadCall = { typed: TypedCall } & ({ message: CardMessage } | { errors: ErrorAtField[] })

/**
 * Reads what somebody wants who rings: by the code of their card, or by number and postcode where they have it no more. What is wrong
 * is told by the form alone; nobody has been asked whether there is such a card or home.
 */
export const readCallForm = (sent: SentForm, today: string): ReadCall => {
  const field = (name: string): string => textOf(sent, name).slice(0, 60)
  const typed = { ...typedIn(sent), want: field('want'), number: field('number'), flat: field('flat') }
  const errors: ErrorAtField[] = []
  const fail = (text: string, at: string): void => void errors.push({ text, href: `#${at}` })

  const what = callWants.find((each) => each === typed.want)
  if (!what) fail('Choose what the caller wants', 'want')
  const postcode = readPostcode(typed.postcode)
  if (postcode === undefined) fail('Enter a full postcode, such as SW1A 1AA', 'postcode')
  const whose = whoseCall(typed, what, fail)
  const asked = what && readAsked(typed, what, today, { faults, fail })
  if (errors.length > 0 || postcode === undefined || !whose || !asked) return { typed, errors }
  return { typed, message: { id: actFrom(sent), postcode, ...whose, ...asked } }
}

const whoseCall = (
  { code, number, flat }: TypedCall,
  what: CardMessage['what'] | undefined,
  fail: (text: string, at: string) => void,
): Whose | undefined => {
  if (code !== '') {
    const read = readShortCode(code)
    if ('code' in read) return { card: read.code }
    const fault =
      read.fault === 'check' ? 'Check the code: a letter or number differs from the card' : undefined
    fail(fault ?? 'Enter the code on the card: seven letters and numbers', 'code')
    return undefined
  }
  if (what === 'decline') {
    fail('Ask for the code on the card: without it nobody can decline for a home', 'code')
    return undefined
  }
  if (!numberForm.test(number))
    fail('Enter the code on the card, or the number or name of the house', 'number')
  const isFlat = flat === '' || /^[1-9]\d{0,3}$/.test(flat)
  if (!isFlat) fail('Enter the flat as a number, or leave it empty', 'flat')
  return { card: null, number: number.toUpperCase(), flat: flat === '' ? null : Number(flat) }
}
