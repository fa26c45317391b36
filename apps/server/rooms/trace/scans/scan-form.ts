import { subjects } from '@mettrace/protocol/scans/legal-bases'
import {
  custodyFrom,
  noReference,
  results,
  wasNoScan,
  whyNotBasis,
} from '@mettrace/protocol/scans/scan-rules'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { ScanPlace } from './scan-places.ts'
import type { ScanFacts } from './scan-facts.ts'

/** Fields of the form that hold words. */
export const scanFields = [
  'custody',
  'description',
  'identifiers',
  'part',
  'whyNot',
  'officer',
  'day',
  'time',
] as const

const longest = 300
/**
 * A scan as a form tells it, or what stands against it. Only what the law needs blocks it, and each refusal names that law:
 * a legal basis that is over such a subject, at such a place, and no name of a person.
 */
export const scanFrom = (
  sent: SentForm,
  place: ScanPlace | undefined,
): { scan?: Omit<ScanFacts, 'lamp'>; errors: ErrorAtField[] } => {
  const errors: ErrorAtField[] = []
  const words = (field: string): string | null => textOf(sent, field).slice(0, longest) || null
  const subject = subjects.find((each) => each === textOf(sent, 'subject')) ?? 'person'
  const result = results.find((each) => each === textOf(sent, 'result'))
  const custody = subject === 'person' ? words('custody') : null
  const reference = custody === null ? null : custodyFrom(custody)
  if (!place) errors.push({ text: 'Choose a place of yours', href: '#place' })
  const basis = textOf(sent, 'basis')
  const unlawful = whyNotBasis(basis, subject, place?.kind)
  if (unlawful !== undefined) errors.push({ text: unlawful, href: '#basis' })
  if (reference === undefined) errors.push({ text: noReference, href: '#custody' })
  if (!result) errors.push({ text: 'Choose what the lamp showed', href: '#result-nothing' })
  if (!result || reference === undefined || errors.length > 0) return { errors }
  const isItem = subject === 'item'
  return {
    errors,
    scan: {
      subject,
      custody: reference,
      description: isItem ? words('description') : null,
      identifiers: isItem ? words('identifiers') : null,
      basis,
      result,
      part: words('part'),
      whyNot: wasNoScan(result) ? words('whyNot') : null,
    },
  }
}
