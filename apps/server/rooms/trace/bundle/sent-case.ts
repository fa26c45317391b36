import { faultOfDescription } from '@mettrace/court-bundle/schedule/unused'
import { londonDay, isDayUntil } from '../../../foundation/days.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { textOf, textsOf, wordsOf, type SentForm } from '../../../foundation/page/sent-form.ts'

/** Most items of one form. */
const mostItems = 100

/** Items as they were typed, one on each line, and what is wrong with any of them. */
export const itemsFrom = (sent: SentForm): { items: string[]; errors: ErrorAtField[] } => {
  const items = (textsOf(sent, 'items')[0] ?? '')
    .normalize('NFC')
    .split(/\r?\n/)
    .map((line) => line.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim())
    .filter((line) => line !== '')
  const href = '#items'
  if (items.length === 0) return { items, errors: [{ text: 'Enter at least one item', href }] }
  if (items.length > mostItems)
    return { items, errors: [{ text: `Enter ${mostItems} items or fewer`, href }] }
  const errors = items.flatMap((item, at) => {
    const fault = item.length > 500 ? 'Enter 500 characters or fewer' : faultOfDescription(item)
    return fault === undefined ? [] : [{ text: `Line ${at + 1}: ${fault}`, href }]
  })
  return { items, errors }
}

/** Whom a bundle goes to, what for, and the day that statements are of. */
export const givingFrom = (
  sent: SentForm,
  now: Date,
): { to: string; purpose: string; day: string; errors: ErrorAtField[] } => {
  const to = wordsOf(sent, 'to', 'Enter who receives the bundle')
  const purpose = wordsOf(sent, 'purpose', 'Enter what it is for')
  const day = textOf(sent, 'day')
  const isRight = isDayUntil(day, londonDay(now)) && day >= '2015-10-05'
  return {
    to: to.words,
    purpose: purpose.words,
    day,
    errors: [
      ...to.errors,
      ...purpose.errors,
      ...(isRight ? [] : [{ text: 'Enter a day from 5 October 2015 to today', href: '#day' }]),
    ],
  }
}
