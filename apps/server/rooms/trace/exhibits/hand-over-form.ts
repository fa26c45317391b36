import { conditions, type Condition } from '@mettrace/continuity/facts/facts'
import { handFrom, type Hand } from '@mettrace/continuity/hands/hands'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { textOf, type SentForm } from '../../../foundation/page/sent-form.ts'

/** To whom exhibits can be handed over, and from whom received; whoever has no account is named. */
export const directions = [
  { value: 'store', text: 'To the store of a BCU' },
  { value: 'courier', text: 'To a courier' },
  { value: 'laboratory', text: 'To a laboratory' },
  { value: 'court', text: 'To a court' },
  { value: 'officer', text: 'To an officer who signs for them' },
  { value: 'owner', text: 'Back to their owner, against a signature' },
  { value: 'here', text: 'Received here from a courier, laboratory, court or officer' },
  { value: 'destroyed', text: 'To be destroyed' },
  { value: 'auction', text: 'To be sold at auction: unclaimed' },
  { value: 'police use', text: 'To be kept for police use: unclaimed' },
] as const
export type Direction = (typeof directions)[number]['value']

const named = new Set<string>(['store', 'courier', 'laboratory', 'court', 'officer'])
const ends = new Set<string>(['destroyed', 'owner', 'auction', 'police use'])

export const directionFrom = (text: string): Direction | undefined =>
  directions.find(({ value }) => value === text)?.value

/** What a form is held against: stores of the actor, one of which receives; and which store of all a name means. */
export type StoresKnown = { own: readonly string[]; named: string | undefined; carriedTo: string | undefined }

/** The hand that a form names and, for a courier, the store that they carry to, or what is wrong with it. */
export const handNamed = (
  sent: SentForm,
  { own: stores, named: store, carriedTo }: StoresKnown,
): { to: Hand | undefined; carriedTo?: Hand; errors: ErrorAtField[] } => {
  const direction = directionFrom(textOf(sent, 'direction'))
  const name = textOf(sent, 'name').slice(0, 120)
  if (direction === undefined)
    return { to: undefined, errors: [{ text: 'Choose where they go', href: '#direction' }] }
  if (direction === 'here') {
    const here = stores.length === 1 ? stores[0] : stores.find((each) => each === name)
    if (here !== undefined) return { to: `store:${here}`, errors: [] }
    const error =
      stores.length === 0
        ? { text: 'You have no store to receive them', href: '#direction' }
        : { text: `Enter which store of yours receives them: ${stores.join(', ')}`, href: '#name' }
    return { to: undefined, errors: [error] }
  }
  if (ends.has(direction)) return { to: handFrom(`gone:${direction}`), errors: [] }
  if (direction === 'store' && name !== '' && store === undefined)
    return { to: undefined, errors: [{ text: `No BCU is called ${name}. Check the name`, href: '#name' }] }
  const forStore = textOf(sent, 'forStore').slice(0, 120)
  if (direction === 'courier' && forStore !== '' && carriedTo === undefined)
    return {
      to: undefined,
      errors: [{ text: `No BCU is called ${forStore}. Check the name`, href: '#forStore' }],
    }
  const to = named.has(direction)
    ? handFrom(`${direction}:${direction === 'store' ? (store ?? '') : name}`)
    : undefined
  return to
    ? {
        to,
        ...(direction === 'courier' && carriedTo && { carriedTo: `store:${carriedTo}` as const }),
        errors: [],
      }
    : {
        to: undefined,
        errors: [{ text: 'Enter the name of the BCU, firm, laboratory, court or officer', href: '#name' }],
      }
}

/** How a seal was found, as a form says it. */
export const conditionFrom = (text: string): Condition | undefined => conditions.find((each) => each === text)
