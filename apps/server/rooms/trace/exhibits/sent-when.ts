import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import { londonInstant } from './london-instant.ts'

/** Day and time of a form, by the names of their fields; now where both are empty. */
export const whenFrom = (
  sent: SentForm,
  [day, time]: readonly [day: string, time: string],
  now: Date,
): { at: Date; errors: ErrorAtField[] } => {
  const [onDay, atTime] = [textOf(sent, day), textOf(sent, time)]
  if (onDay === '' && atTime === '') return { at: now, errors: [] }
  const at = londonInstant(onDay, atTime)
  return at
    ? { at, errors: [] }
    : { at: now, errors: [{ text: 'Enter a day and a time, such as 14:05', href: `#${day}` }] }
}
