import { isDayUntil } from '../../../foundation/days.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { actFrom, textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { AskedFor } from './asked.ts'

/** Longest reading, code or serial that a form takes. */
const longest = 80

const fields = ['reading', 'day', 'case', 'purpose', 'exhibit'] as const
export type TraceValues = Record<(typeof fields)[number], string> & { urgent: boolean }

export const traceValues = (sent: SentForm): TraceValues => {
  const [reading, day, reference, purpose, exhibit] = fields.map((field) => textOf(sent, field))
  return {
    reading: reading ?? '',
    day: day ?? '',
    case: (reference ?? '').toUpperCase(),
    purpose: purpose ?? '',
    exhibit: exhibit ?? '',
    urgent: textOf(sent, 'urgent') === 'yes',
  }
}

/**
 * What a trace is asked for by a form, and what is missing. Case and purpose are asked for as policy; an urgent trace is never
 * held up for want of them (Data (Use and Access) Act 2025 s.82 drops the duty to log a justification).
 */
export const traceFrom = (
  sent: SentForm,
  today: string,
): { values: TraceValues; asked: Omit<AskedFor, 'exhibit'>; errors: ErrorAtField[] } => {
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
  return {
    values,
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
