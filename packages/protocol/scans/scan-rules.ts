import { legalBases, type LegalBasis, type Subject } from './legal-bases.ts'

/** Kinds of places where people and things are scanned. */
export const placeKinds = ['custody suite', 'property store', 'shop', 'street', 'searched address'] as const
export type PlaceKind = (typeof placeKinds)[number]

/** What a scan showed, or why there was none; all of them count. */
export const results = ['nothing', 'glow', 'unclear', 'refused', 'not possible'] as const
export type Result = (typeof results)[number]

const words: Readonly<Record<Result, string>> = {
  nothing: 'Nothing glowed',
  glow: 'Glow',
  unclear: 'Unclear',
  refused: 'Refused',
  'not possible': 'Not possible',
}
export const resultInWords = (result: Result): string => words[result]

/** Whether nobody and nothing was under the lamp. */
export const wasNoScan = (result: Result): boolean => result === 'refused' || result === 'not possible'

const custodyForm = /^(?=.*\d)[A-Z0-9]+(\/[A-Z0-9]+)+$/

/** A custody reference in its own form, `01CU/4471/26`; undefined where it is none, a name for example. */
export const custodyFrom = (text: string): string | undefined => {
  const reference = text.toUpperCase().replaceAll(' ', '')
  return custodyForm.test(reference) && reference.length <= 30 ? reference : undefined
}

/** Why a custody reference is refused. */
export const noReference = 'Enter a custody reference such as 01CU/4471/26, and never a name (DPA 2018 s.37)'

/** Whether a basis is over such a subject at such a place. A place that is not known yet excludes nothing. */
export const covers = (basis: LegalBasis, subject: Subject, place: PlaceKind | undefined): boolean =>
  basis.over.includes(subject) &&
  !(subject === 'person' && basis.detained && place !== undefined && place !== 'custody suite')

/** Why a legal basis does not hold of a subject at a place, naming its law; undefined where it does. */
export const whyNotBasis = (
  told: string,
  subject: Subject,
  place: PlaceKind | undefined,
): string | undefined => {
  const basis = legalBases.find(({ value }) => value === told)
  if (!basis) return 'Choose the legal basis: without one nothing may be scanned (DPA 2018 s.35)'
  if (covers(basis, subject, place)) return undefined
  if (!basis.over.includes(subject))
    return `Choose a basis that covers ${subject === 'person' ? 'a person' : 'an item'}: ${basis.text} does not`
  return `Choose another basis: ${basis.text}, covers people detained at a police station`
}

/** A check of a lamp as it counts on a day; null where there was none. */
export type LampCheck = { passed: boolean | null; nextBy: string | null }

/** Whether the last check of a lamp holds on a day, `2026-11-28`. */
export const isInCheck = ({ passed, nextBy }: LampCheck, day: string): boolean =>
  passed === true && nextBy !== null && nextBy >= day
