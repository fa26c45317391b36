/** Sections of a decision in the order of the public form; from the introduction on they are numbered from 1. */
export const sectionKeys = [
  'executive summary',
  'recommendation',
  'introduction',
  'issues',
  'finance',
  'legal',
  'data protection',
  'equality',
  'papers',
] as const
export type SectionKey = (typeof sectionKeys)[number]

export const sectionTitles: Readonly<Record<SectionKey, string>> = {
  'executive summary': 'Executive summary',
  recommendation: 'Recommendation',
  introduction: 'Introduction and background',
  issues: 'Issues for consideration',
  finance: 'Financial and commercial comments',
  legal: 'Legal comments',
  'data protection': 'GDPR and data privacy',
  equality: 'Equality comments',
  papers: 'Background and supporting papers',
}

/** Number of a section by the form: 1 for the introduction; null for what has none. */
export const numberOf = (key: SectionKey): number | null => {
  const at = sectionKeys.indexOf(key) - 1
  return at > 0 ? at : null
}

export const keyOfNumber = (number: number): SectionKey | undefined => sectionKeys[number + 1]

const headings: readonly (readonly [RegExp, SectionKey])[] = [
  [/^executive summary$/i, 'executive summary'],
  [/^recommendations?$/i, 'recommendation'],
  [/^introduction(?: and background)?$/i, 'introduction'],
  [/^issues(?: for consideration)?$/i, 'issues'],
  [/^financ(?:e|ial)\b.{0,60}$/i, 'finance'],
  [/^legal\b.{0,60}$/i, 'legal'],
  [/^(?:gdpr|data (?:privacy|protection))\b.{0,60}$/i, 'data protection'],
  [/^equalit(?:y|ies)\b.{0,60}$/i, 'equality'],
  [/^background ?(?:\/|and) ?supporting (?:papers|documents)$/i, 'papers'],
  [/^(?:background|supporting) (?:papers|documents)$/i, 'papers'],
]

/** Which section a heading opens, printed with or without its number. */
export const keyOfHeading = (line: string): SectionKey | undefined => {
  const words = line
    .replace(/^\d{1,2}[.)]?\s+/, '')
    .replace(/\s*:$/, '')
    .trim()
  return /[.;]$/.test(words) ? undefined : headings.find(([heading]) => heading.test(words))?.[1]
}
