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

/** The hand that a form names, or what is wrong with it; `stores`: those of the actor, one of which receives. */
export const handNamed = (
  sent: SentForm,
  stores: readonly string[],
): { to: Hand | undefined; errors: ErrorAtField[] } => {
  const direction = directionFrom(textOf(sent, 'direction'))
  const name = textOf(sent, 'name').slice(0, 120)
  if (direction === undefined)
    return { to: undefined, errors: [{ text: 'Choose where they go', href: '#direction' }] }
  if (direction === 'here') {
    const store = stores.length === 1 ? stores[0] : stores.find((each) => each === name)
    if (store !== undefined) return { to: `store:${store}`, errors: [] }
    const error =
      stores.length === 0
        ? { text: 'You have no store to receive them', href: '#direction' }
        : { text: `Enter which store of yours receives them: ${stores.join(', ')}`, href: '#name' }
    return { to: undefined, errors: [error] }
  }
  if (ends.has(direction)) return { to: handFrom(`gone:${direction}`), errors: [] }
  const to = named.has(direction) ? handFrom(`${direction}:${name}`) : undefined
  return to
    ? { to, errors: [] }
    : {
        to: undefined,
        errors: [{ text: 'Enter the name of the BCU, firm, laboratory, court or officer', href: '#name' }],
      }
}

/** How a seal was found, as a form says it. */
export const conditionFrom = (text: string): Condition | undefined => conditions.find((each) => each === text)
