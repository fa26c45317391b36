import type { Method } from '@mettrace/readings/weight/weigh'
import { isDayUntil } from '../../../foundation/days.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { actFrom, textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { AskedFor } from './asked.ts'
import { isPartial } from './codes/partial-trace.ts'

/** Longest reading, code or serial that a form takes. */
const longest = 80

const fields = ['reading', 'day', 'case', 'purpose', 'exhibit', 'errorRate', 'validation'] as const
export type TraceValues = Record<(typeof fields)[number], string> & { urgent: boolean; partial: boolean }

export const traceValues = (sent: SentForm): TraceValues => {
  const text = Object.fromEntries(fields.map((field) => [field, textOf(sent, field)])) as Record<
    (typeof fields)[number],
    string
  >
  return Object.assign(text, {
    case: text.case.toUpperCase(),
    urgent: textOf(sent, 'urgent') === 'yes',
    partial: textOf(sent, 'partial') === 'yes' || isPartial(text.reading),
  })
}

/** How often a method that reads rightly reports the match; what its validation found, where an error rate is given. */
const assumedRight = 0.95

/**
 * The method by its error rate, the share of readings that report a match where there is none (`0.001`, or `1 in 1000`), and the
 * validation that it is from. Null where neither is given; undefined where one is no such thing.
 */
export const methodFrom = (errorRate: string, validation: string): Method | null | undefined => {
  if (errorRate === '' && validation === '') return null
  const [, ofMany] = /^1 in ([\d,]{1,12})$/.exec(errorRate) ?? []
  const wrong =
    ofMany === undefined ? Number(errorRate || Number.NaN) : 1 / Number(ofMany.replaceAll(',', ''))
  return wrong > 0 && wrong < assumedRight && validation !== ''
    ? { name: 'reading', version: '', wrong, right: assumedRight, source: validation }
    : undefined
}

/**
 * What a trace is asked for by a form, and what is missing. Case and purpose are asked for as policy; an urgent trace is never
 * held up for want of them (Data (Use and Access) Act 2025 s.82 drops the duty to log a justification).
 */
export const traceFrom = (
  sent: SentForm,
  today: string,
): {
  values: TraceValues
  asked: Omit<AskedFor, 'exhibit'>
  method: Method | null
  errors: ErrorAtField[]
} => {
  const values = traceValues(sent)
  const errors: ErrorAtField[] = []
  const must = (holds: boolean, text: string, field: string): void => {
    if (!holds) errors.push({ text, href: `#${field}` })
  }
  must(values.reading !== '', 'Enter the code or serial as it was read', 'reading')
  must(values.reading.length <= longest, `Enter ${longest} characters or fewer`, 'reading')
  must(isDayUntil(values.day, today), 'Enter the day of the offence, today at the latest', 'day')
  must(values.urgent || values.case !== '', 'Enter the case, or say that it is urgent', 'case')
  must(values.case.length <= 60, 'Enter 60 characters or fewer', 'case')
  must(values.urgent || values.purpose !== '', 'Enter what it is for, or say that it is urgent', 'purpose')
  must(values.purpose.length <= 500, 'Enter 500 characters or fewer', 'purpose')
  const method = methodFrom(values.errorRate, values.validation)
  must(
    method !== undefined,
    'Enter the error rate as 0.001 or 1 in 1,000, with the validation that it is from, or leave both empty',
    'errorRate',
  )
  must(values.validation.length <= 200, 'Enter 200 characters or fewer', 'validation')
  return {
    values,
    method: method ?? null,
    asked: {
      id: actFrom(sent),
      case: values.case || null,
      purpose: values.purpose || null,
      urgent: values.urgent,
      onDay: values.day,
    },
    errors,
  }
}
