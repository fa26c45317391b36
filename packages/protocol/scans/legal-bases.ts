/** Whom or what a scan is of. */
export const subjects = ['person', 'item'] as const
export type Subject = (typeof subjects)[number]

/** A legal basis of a scan, whom or what it is over, and where alone it holds. */
export type LegalBasis = { value: string; text: string; over: readonly Subject[]; detained?: true }

/**
 * Legal bases, the law of each named (Police and Criminal Evidence Act 1984, PACE; DPA 2018 s.35). A sample of skin is no scan:
 * PACE s.63 belongs to the exhibit.
 */
export const legalBases: readonly LegalBasis[] = [
  { value: 'consent', text: 'Consent of the person (DPA 2018 s.35)', over: ['person'] },
  { value: 'PACE s.54', text: 'PACE s.54, search in custody', over: ['person', 'item'], detained: true },
  { value: 'PACE s.54A', text: 'PACE s.54A, examination to identify', over: ['person'], detained: true },
  { value: 'PACE s.32', text: 'PACE s.32, search upon arrest', over: ['person', 'item'] },
  { value: 'PACE s.1', text: 'PACE s.1, stop and search', over: ['person', 'item'] },
  { value: 'owner consent', text: 'Consent of the owner or keeper (DPA 2018 s.35)', over: ['item'] },
  { value: 'PACE s.8', text: 'PACE s.8, search warrant', over: ['item'] },
  { value: 'PACE s.18', text: 'PACE s.18, search after arrest', over: ['item'] },
  { value: 'PACE s.19', text: 'PACE s.19, seized', over: ['item'] },
  { value: 'PACE s.22', text: 'PACE s.22, kept and examined', over: ['item'] },
]

/** A basis in words; as it stands where it is none of these. */
export const basisInWords = (value: string): string =>
  legalBases.find((basis) => basis.value === value)?.text ?? value
