import { sectionKeys, type SectionKey } from '@mettrace/procurement/decision/form'
import { promised, type Promised } from '@mettrace/procurement/decision/promises'
import { printedMoney } from '@mettrace/procurement/value/printed-money'
import { valueOf } from '@mettrace/procurement/value/value'
import { isDay } from '../../../foundation/days.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { textOf, wordsOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import { requestKinds, type DecisionPromise, type Draft, type SectionWords } from './shape.ts'

const longestSection = 50_000

/** Name of a section's field. */
export const fieldOf = (key: SectionKey): string => key.replaceAll(' ', '-')

/** A field of several lines as it was sent. */
export const linesOf = (sent: SentForm, field: string): string => {
  const value = sent[field]
  const text = typeof value === 'string' ? value : (value?.[0] ?? '')
  return text
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\n\P{Cc}]/gu, ' ')
    .trim()
}

/** Pence of a sum in pounds as somebody types it, `4,480,000`, `4480000.50` or `£4.48m`; undefined for what is none. */
export const penceTyped = (typed: string): number | undefined => {
  const text = typed.startsWith('£') ? typed : `£${typed}`
  const [money] = printedMoney(text)
  return money?.text.length === text.length ? money.pence : undefined
}

/** A whole number as somebody types it, `129,780`; undefined for what is none. */
export const wholeTyped = (typed: string): number | undefined =>
  /^\d{1,3}(?:,\d{3})*$|^\d{1,9}$/.test(typed) ? Number(typed.replaceAll(',', '')) : undefined

/** A draft as the form was sent, or what is wrong with it beside its fields. */
export const draftFrom = (sent: SentForm): { draft: Draft; errors: ErrorAtField[] } => {
  const { words: title, errors } = wordsOf(sent, 'title', 'Enter a title')
  const fault = (field: string, text: string): void => void errors.push({ text, href: `#${field}` })
  const request = requestKinds.find((kind) => kind === textOf(sent, 'request'))
  if (!request) fault('request', 'Choose what is asked for')
  const money = (field: string): number | null => {
    const typed = textOf(sent, field)
    if (typed === '') return null
    const pence = penceTyped(typed)
    if (pence === undefined) fault(field, 'Enter a sum in pounds, such as 4,480,000')
    return pence ?? null
  }
  const net = money('net')
  const grossTyped = money('gross')
  if (net === null && grossTyped !== null && errors.every(({ href }) => href !== '#net'))
    fault('net', 'Enter the value without VAT too')
  if (net !== null && grossTyped !== null && grossTyped < net)
    fault('gross', 'The value with VAT must not be below the one without')
  const gross =
    net === null ? null : grossTyped === null || grossTyped < net ? valueOf({ net }).gross : grossTyped
  const beginsOn = textOf(sent, 'beginsOn')
  if (beginsOn !== '' && !isDay(beginsOn)) fault('beginsOn', 'Enter a day')
  const sections: SectionWords = {}
  for (const key of sectionKeys) {
    const words = linesOf(sent, fieldOf(key))
    if (words.length > longestSection)
      fault(fieldOf(key), `Enter ${longestSection.toLocaleString('en-GB')} characters or fewer`)
    if (words !== '') sections[key] = words
  }
  const years = (what: Promised): number | null => {
    const typed = textOf(sent, `${what}Years`)
    if (typed === '') return null
    const number = wholeTyped(typed)
    if (number === undefined || number < 1 || number > 50) fault(`${what}Years`, 'Enter years from 1 to 50')
    return number ?? null
  }
  const promises = promised.flatMap((what): DecisionPromise[] => {
    const typed = textOf(sent, what)
    const over = years(what)
    if (typed === '') return []
    const amount = what === 'money' ? penceTyped(typed) : wholeTyped(typed)
    if (amount === undefined)
      fault(what, what === 'money' ? 'Enter a sum in pounds, such as 4,480,000' : 'Enter a whole number')
    return amount === undefined ? [] : [{ what, amount, years: over }]
  })
  return {
    draft: {
      title,
      request: request ?? 'other',
      net,
      gross,
      beginsOn: beginsOn === '' ? null : beginsOn,
      sections,
      promises,
    },
    errors,
  }
}

/** Pence as a form shows them, `4480000` or `12.72`. */
export const poundsTyped = (pence: number | null): string =>
  pence === null ? '' : pence % 100 === 0 ? String(pence / 100) : (pence / 100).toFixed(2)

/** A draft as the form begins with it. */
export const asSent = (draft: Draft): SentForm => ({
  title: draft.title,
  request: draft.request,
  net: poundsTyped(draft.net),
  gross: poundsTyped(draft.gross),
  beginsOn: draft.beginsOn ?? '',
  ...Object.fromEntries(sectionKeys.map((key) => [fieldOf(key), draft.sections[key] ?? ''])),
  ...Object.fromEntries(
    draft.promises.flatMap(({ what, amount, years }) => [
      [what, what === 'money' ? poundsTyped(amount) : String(amount)],
      [`${what}Years`, years === null ? '' : String(years)],
    ]),
  ),
})
