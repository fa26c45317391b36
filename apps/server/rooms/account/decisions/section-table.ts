import { sectionKeys } from '@mettrace/procurement/decision/form'
import type { DraftVersion } from './register.ts'
import { paragraphsOf, sectionsOf } from './shape.ts'

/** Of each section of a draft how many words it has, and who changed it last. */
export type SectionLine = {
  title: string
  number: number | null
  words: number
  by: string | null
  at: Date | null
}

const countWords = (text: string): number =>
  paragraphsOf(text).reduce((sum, paragraph) => sum + paragraph.text.split(/\s+/).filter(Boolean).length, 0)

/** `versions`: the last first. */
export const sectionLines = (versions: readonly DraftVersion[]): SectionLine[] => {
  const [latest] = versions
  if (!latest) return []
  const shown = sectionsOf(latest.sections)
  return sectionKeys.map((key, at) => {
    const words = latest.sections[key] ?? ''
    // The earliest version of the present words, going back from the latest.
    const until = versions.findIndex(({ sections }) => (sections[key] ?? '') !== words)
    const from = versions.at(until === -1 ? -1 : until - 1)!
    const isThere = words !== ''
    return {
      title: shown[at]!.title,
      number: shown[at]!.number,
      words: countWords(words),
      by: isThere ? from.actor : null,
      at: isThere ? from.at : null,
    }
  })
}

/** What a version changed against the one before, in words. */
export const changesIn = (version: DraftVersion, before: DraftVersion | undefined): string => {
  if (!before) return 'begun'
  const changed = sectionsOf(version.sections)
    .filter(({ key }) => key !== null && (version.sections[key] ?? '') !== (before.sections[key] ?? ''))
    .map(({ title }) => title.toLowerCase())
  const others = (['title', 'net', 'gross', 'beginsOn', 'request'] as const).some(
    (field) => version[field] !== before[field],
  )
  const promises = JSON.stringify(version.promises) !== JSON.stringify(before.promises)
  return (
    [...changed, ...(others ? ['value, title or day'] : []), ...(promises ? ['promises'] : [])].join(', ') ||
    'nothing changed'
  )
}
