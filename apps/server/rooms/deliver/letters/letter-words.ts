import { londonDay, londonTime } from '../../../foundation/days.ts'
import { spelledOneTime } from '@mettrace/protocol/codes/one-time-code'
import { dateIn, dayIn } from '../../residents/language-frame.ts'
import { residentsPaths } from '../../residents/paths.ts'
import { inLanguage } from '../../residents/words/in-language.ts'

/** A letter as it is written: `code` in fours, where it has one. */
export type WrittenLetter = {
  language: string
  direction: 'ltr' | 'rtl'
  lead: string
  code: string | undefined
  after: readonly string[]
}

/** Of an address what people type: without what a browser adds, and from left to right in any text (UAX 9, 2.4). */
const typed = (address: string, direction: WrittenLetter['direction']): string => {
  const text = address.replace(/^https?:\/\//, '')
  return direction === 'rtl' ? `\u2066${text}\u2069` : text
}

type CodeToWrite = { code: string; until: Date; site: string }

/** The letter that has a code for once; `site`: the origin that residents reach the product at. */
export const letterOfCode = (language: string, { code, until, site }: CodeToWrite): WrittenLetter => {
  const { door, words } = inLanguage(language)
  const { letter } = words.held
  return {
    language: door.language,
    direction: door.direction,
    lead: letter.code,
    code: spelledOneTime(code),
    after: [
      letter.where
        .replace('{address}', typed(site + residentsPaths.code(), door.direction))
        .replace('{day}', dateIn(door.language, londonDay(until))),
      letter.notYou,
    ],
  }
}

/** The letter that confirms a visit. */
export const letterOfVisit = (
  language: string,
  { from, to, site }: { from: Date; to: Date; site: string },
): WrittenLetter => {
  const { door, words } = inLanguage(language)
  const { letter } = words.held
  return {
    language: door.language,
    direction: door.direction,
    lead: letter.visit
      .replace('{day}', dayIn(door.language, londonDay(from)))
      .replace('{from}', londonTime(from))
      .replace('{to}', londonTime(to)),
    code: undefined,
    after: [letter.change.replace('{address}', typed(site + residentsPaths.visit(), door.direction))],
  }
}

/** The same as an e-mail: nothing in the subject says to whom, or of what. */
export const emailOfCode = (language: string, to: CodeToWrite): { subject: string; text: string } => {
  const { lead, code, after } = letterOfCode(language, to)
  return {
    subject: inLanguage(language).words.held.letter.subject,
    text: [lead, code, ...after].join('\n\n'),
  }
}

/** Whom a letter is to where no name is known. */
export const householdIn = (language: string): string => inLanguage(language).words.held.letter.household
