import type { Criterion } from '@mettrace/procurement/tender/compare-bids'
import { valueOf } from '@mettrace/procurement/value/value'
import { isDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { textOf, wordsOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import { linesOf, penceTyped, poundsTyped, wholeTyped } from '../decisions/draft-form.ts'
import { sectionKeys, type Indicator, type Lot, type SectionKey, type TenderDraft } from './shape.ts'

export const lotRows = [1, 2, 3]
export const criterionRows = [1, 2, 3, 4, 5]
export const indicatorRows = [1, 2, 3, 4, 5]
const longestSection = 50_000

/** Words of a field that must be there. Errors: `usage` about it. */
export const neededWords = (sent: SentForm, field: string, missing: string): string => {
  const { words, errors } = wordsOf(sent, field, missing)
  if (errors[0]) throw new MetTraceError('usage', errors[0].text, { about: field })
  return words
}

/** Name of a section’s field. */
export const fieldOf = (key: SectionKey): string => key.replaceAll(' ', '-')

/** Hundredths of a per cent of a weight as somebody types it, `40` or `37.5`. */
const weightTyped = (typed: string): number | undefined => {
  const weight = /^\d{1,3}(?:\.\d{1,2})?%?$/.test(typed) ? Math.round(Number.parseFloat(typed) * 100) : 0
  return weight >= 1 && weight <= 10_000 ? weight : undefined
}

/** A tender as the form was sent, or what is wrong with it beside its fields. */
export const tenderFrom = (sent: SentForm): { draft: TenderDraft; errors: ErrorAtField[] } => {
  const { words: title, errors } = wordsOf(sent, 'title', 'Enter a title')
  const fault = (field: string, text: string): void => void errors.push({ text, href: `#${field}` })
  const day = (field: string, text: string): string => {
    const typed = textOf(sent, field)
    if (!isDay(typed)) fault(field, text)
    return typed
  }
  const whole = (field: string, most: number, text: string): number => {
    const number = wholeTyped(textOf(sent, field))
    if (number === undefined || number < 1 || number > most) fault(field, text)
    return number ?? 0
  }
  const money = (field: string): number | undefined => {
    const typed = textOf(sent, field)
    const pence = typed === '' ? undefined : penceTyped(typed)
    if (typed !== '' && (pence === undefined || pence < 1))
      fault(field, 'Enter a sum in pounds, such as 4,480,000')
    return pence
  }
  const net = money('net')
  if (textOf(sent, 'net') === '') fault('net', 'Enter the estimated value without VAT')
  const typedGross = money('gross')
  if (net !== undefined && typedGross !== undefined && typedGross < net)
    fault('gross', 'The value with VAT must not be below the one without')
  const closesAt = textOf(sent, 'closesAt')
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(closesAt)) fault('closesAt', 'Enter a time such as 12:00')
  const lots = lotRows.flatMap((row): Lot[] => {
    const lotTitle = textOf(sent, `lot${row}`)
    if (lotTitle === '' && textOf(sent, `kits${row}`) === '') return []
    if (lotTitle === '' || lotTitle.length > 200)
      fault(`lot${row}`, 'Enter what the lot is, in 200 characters or fewer')
    return [
      {
        key: String(row),
        title: lotTitle,
        kits: whole(`kits${row}`, 1_000_000, 'Enter kits a year, 1 to 1,000,000'),
      },
    ]
  })
  const weight = (field: string): number => {
    const typed = weightTyped(textOf(sent, field))
    if (typed === undefined) fault(field, 'Enter a weight in per cent, such as 40')
    return typed ?? 0
  }
  const criteria: Criterion[] = [
    { key: 'price', title: 'Price', kind: 'price', weight: weight('weightPrice') },
    ...criterionRows.flatMap((row): Criterion[] => {
      const of = textOf(sent, `criterion${row}`)
      if (of === '' && textOf(sent, `weight${row}`) === '') return []
      if (of === '' || of.length > 200)
        fault(`criterion${row}`, 'Enter what is judged, in 200 characters or fewer')
      return [{ key: `q${row}`, title: of, kind: 'quality', weight: weight(`weight${row}`) }]
    }),
  ]
  const indicators = indicatorRows.flatMap((row): Indicator[] => {
    const [of, target] = [textOf(sent, `indicator${row}`), textOf(sent, `target${row}`)]
    if (of === '' && target === '') return []
    if (of === '' || of.length > 200)
      fault(`indicator${row}`, 'Enter what is measured, in 200 characters or fewer')
    if (target === '' || target.length > 200)
      fault(`target${row}`, 'Enter its target, in 200 characters or fewer')
    return [{ key: `k${row}`, title: of, target, credit: money(`credit${row}`) ?? null }]
  })
  const sections = Object.fromEntries(
    sectionKeys.flatMap((key): [SectionKey, string][] => {
      const words = linesOf(sent, fieldOf(key))
      if (words.length > longestSection)
        fault(fieldOf(key), `Enter ${longestSection.toLocaleString('en-GB')} characters or fewer`)
      return words === '' ? [] : [[key, words]]
    }),
  )
  const [beginsOn, closesOn, startsOn] = [
    day('beginsOn', 'Enter the day that the procurement begins'),
    day('closesOn', 'Enter the last day for bids'),
    day('startsOn', 'Enter the first day of the contract'),
  ]
  return {
    draft: {
      title,
      net: net ?? 0,
      gross:
        typedGross !== undefined && typedGross >= (net ?? 0) ? typedGross : valueOf({ net: net ?? 0 }).gross,
      beginsOn,
      closesOn,
      closesAt,
      startsOn,
      years: whole('years', 20, 'Enter years from 1 to 20'),
      sections,
      lots,
      criteria,
      indicators,
    },
    errors,
  }
}

/** Row of the form that a key was given in: `q2` in the second. */
const rowOf = (key: string): string => key.replace(/^\D/, '')

/** A tender as the form begins with it. */
export const asSentTender = (draft: TenderDraft): SentForm => {
  const price = draft.criteria.find(({ kind }) => kind === 'price')
  return {
    title: draft.title,
    net: poundsTyped(draft.net),
    gross: poundsTyped(draft.gross),
    beginsOn: draft.beginsOn,
    closesOn: draft.closesOn,
    closesAt: draft.closesAt,
    startsOn: draft.startsOn,
    years: String(draft.years),
    weightPrice: price ? String(price.weight / 100) : '',
    ...Object.fromEntries([
      ...sectionKeys.map((key) => [fieldOf(key), draft.sections[key] ?? '']),
      ...draft.lots.flatMap(({ key, title, kits }) => [
        [`lot${key}`, title],
        [`kits${key}`, String(kits)],
      ]),
      ...draft.criteria
        .filter(({ kind }) => kind === 'quality')
        .flatMap(({ key, title, weight }) => [
          [`criterion${rowOf(key)}`, title],
          [`weight${rowOf(key)}`, String(weight / 100)],
        ]),
      ...draft.indicators.flatMap(({ key, title, target, credit }) => [
        [`indicator${rowOf(key)}`, title],
        [`target${rowOf(key)}`, target],
        [`credit${rowOf(key)}`, credit === null ? '' : poundsTyped(credit)],
      ]),
    ]),
  }
}
