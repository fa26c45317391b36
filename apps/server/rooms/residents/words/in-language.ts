import { doorstepWords, type DoorstepWords } from '@mettrace/protocol/words/doorstep-words'
import { arabic } from './arabic.ts'
import { bengali } from './bengali.ts'
import { english } from './english.ts'
import { polish } from './polish.ts'
import { portuguese } from './portuguese.ts'
import { romanian } from './romanian.ts'
import type { ResidentWords } from './resident-words.ts'
import { spanish } from './spanish.ts'

/** What is said, by language: of those that officers' phones show at the door. */
const said: Readonly<Record<string, ResidentWords>> = {
  en: english,
  ro: romanian,
  es: spanish,
  pl: polish,
  bn: bengali,
  pt: portuguese,
  ar: arabic,
}

export type InLanguage = { door: DoorstepWords; words: ResidentWords }

/** The languages of the pages, English first. */
export const pageLanguages: readonly InLanguage[] = doorstepWords.flatMap((door) => {
  const words = said[door.language]
  return words ? [{ door, words }] : []
})

/** The language that is asked for by its code; English for any other. */
export const inLanguage = (code: unknown): InLanguage =>
  pageLanguages.find(({ door }) => door.language === code) ?? pageLanguages[0]!
