import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import { legalBases, subjects } from './legal-bases.ts'
import type { ScanPlace } from './scan-places.ts'
import { results, type ScanFacts } from './scan-facts.ts'

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
const custodyForm = /^(?=.*\d)[A-Z0-9]+(\/[A-Z0-9]+)+$/

/** A custody reference in its own form, `01CU/4471/26`; undefined where it is none, a name for example. */
export const custodyFrom = (text: string): string | undefined => {
  const reference = text.toUpperCase().replaceAll(' ', '')
  return custodyForm.test(reference) && reference.length <= 30 ? reference : undefined
}

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
  const basis = legalBases.find(({ value }) => value === textOf(sent, 'basis'))
  const result = results.find((each) => each === textOf(sent, 'result'))
  const custody = subject === 'person' ? words('custody') : null
  const reference = custody === null ? null : custodyFrom(custody)
  if (!place) errors.push({ text: 'Choose a place of yours', href: '#place' })
  if (!basis)
    errors.push({
      text: 'Choose the legal basis: without one nothing may be scanned (DPA 2018 s.35)',
      href: '#basis',
    })
  else if (!basis.over.includes(subject))
    errors.push({
      text: `Choose a basis that covers ${subject === 'person' ? 'a person' : 'an item'}: ${basis.text} does not`,
      href: '#basis',
    })
  else if (subject === 'person' && basis.detained && place && place.kind !== 'custody suite')
    errors.push({
      text: `Choose another basis: ${basis.text}, covers people detained at a police station`,
      href: '#basis',
    })
  if (reference === undefined)
    errors.push({
      text: 'Enter a custody reference such as 01CU/4471/26, and never a name (DPA 2018 s.37)',
      href: '#custody',
    })
  if (!result) errors.push({ text: 'Choose what the lamp showed', href: '#result-nothing' })
  if (!basis || !result || reference === undefined || errors.length > 0) return { errors }
  const isItem = subject === 'item'
  const isNot = result === 'refused' || result === 'not possible'
  return {
    errors,
    scan: {
      subject,
      custody: reference,
      description: isItem ? words('description') : null,
      identifiers: isItem ? words('identifiers') : null,
      basis: basis.value,
      result,
      part: words('part'),
      whyNot: isNot ? words('whyNot') : null,
    },
  }
}
