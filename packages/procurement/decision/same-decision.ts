import type { Day } from '../value/day.ts'
import type { ReadDecision } from './read-decision.ts'

/** A page or paper that a decision was read from. */
export type Source = { where: string; read: ReadDecision }

/** One decision from all its sources. `signedBy`: which source names the day; `remarks`: where they do not say the same. */
export type OneDecision = {
  reference: string
  signed: Day | null
  signedBy: string | null
  sources: readonly Source[]
  remarks: string[]
}

const wordsOf = ({ sections }: ReadDecision, key: string): string =>
  sections
    .filter((section) => section.key === key)
    .flatMap(({ paragraphs }) => paragraphs.map(({ text }) => text))
    .join(' ')

/**
 * Sources of the same reference are one decision. Its day is the one that a source prints; two that differ leave it undated.
 * Errors: `RangeError` where there is no source, or where their references differ or are missing.
 */
export const oneDecision = (sources: readonly Source[]): OneDecision => {
  const references = [...new Set(sources.map(({ read }) => read.reference))]
  const [reference] = references
  if (references.length !== 1 || reference === null || reference === undefined)
    throw new RangeError(
      `Sources of one decision have one reference, and these have: ${references.join(', ')}.`,
    )
  const dated = sources.filter(({ read }) => read.signed !== null)
  const days = [...new Set(dated.map(({ read }) => read.signed))]
  const remarks =
    days.length > 1
      ? dated.map(({ where, read }) => `${where} prints ${read.signed} as the day of signing.`)
      : []
  const keys = new Set(sources.flatMap(({ read }) => read.sections.map(({ key }) => key ?? '')))
  for (const key of keys) {
    const versions = new Set(sources.map(({ read }) => wordsOf(read, key)).filter((words) => words !== ''))
    if (key !== '' && versions.size > 1) remarks.push(`The sources do not have the same words under ${key}.`)
  }
  const only = days.length === 1 ? dated[0] : undefined
  return { reference, signed: only?.read.signed ?? null, signedBy: only?.where ?? null, sources, remarks }
}
