import { readShortCode } from '@mettrace/protocol/codes/short-code'
import { languages, needs } from '@mettrace/protocol/words/household'
import type { ErrorAtField } from '../../foundation/page/kept-names.ts'
import { actFrom, textOf, tickedOf, type SentForm } from '../../foundation/page/sent-form.ts'
import type { CardMessage } from './card-message.ts'
import { daysToBook, partNames, partsOfDay } from './visit-times.ts'
import type { ResidentWords } from './words/resident-words.ts'

/** What was typed and chosen, to be shown again where something is wrong with it. */
export type Typed = {
  code: string
  postcode: string
  day: string
  part: string
  language: string
  needs: string[]
}

export const nothingTyped: Typed = { code: '', postcode: '', day: '', part: '', language: '', needs: [] }

/** More than any honest answer has. */
const longest = 60

export const typedIn = (sent: SentForm): Typed => {
  const field = (name: string): string => textOf(sent, name).slice(0, longest)
  return {
    code: field('code'),
    postcode: field('postcode'),
    day: field('day'),
    part: field('part'),
    language: field('spoken'),
    needs: tickedOf(sent, 'needs').slice(0, needs.length),
  }
}

/** A full postcode, of any form that Royal Mail gives (BS 7666), in capitals without the blank. */
const postcodeForm = /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/

/** A postcode as it was typed; undefined for what is none. */
export const readPostcode = (typed: string): string | undefined => {
  const postcode = typed.toUpperCase().replaceAll(/\s/g, '')
  return postcodeForm.test(postcode) ? postcode : undefined
}

export type ReadForm = { typed: Typed } & ({ message: CardMessage } | { errors: ErrorAtField[] })

type Fail = (text: string, field: string) => void

/** What is asked for: when, in which language and with what help. Of what is missing it says so by `fail`. */
export const readAsked = (
  typed: Typed,
  what: CardMessage['what'],
  today: string,
  { faults, fail }: { faults: Pick<ResidentWords['errors'], 'day' | 'part' | 'needs'>; fail: Fail },
): Pick<CardMessage, 'what' | 'from' | 'to' | 'language' | 'needs'> => {
  const day = daysToBook(today).find((each) => each === typed.day)
  const part = partNames.find((each) => each === typed.part)
  if (what === 'visit' && day === undefined) fail(faults.day, 'day')
  if (what === 'visit' && part === undefined) fail(faults.part, 'part')
  const language = languages.find(([code]) => code === typed.language)?.[0] ?? null
  const needed = needs.filter((need) => typed.needs.includes(need))
  if (what === 'needs' && language === null && needed.length === 0) fail(faults.needs, 'spoken')
  const hours = what !== 'visit' || day === undefined || part === undefined ? undefined : partsOfDay[part]
  const declines = what === 'decline'
  return {
    what,
    from: hours ? `${day} ${hours.from}` : null,
    to: hours ? `${day} ${hours.to}` : null,
    language: declines ? null : language,
    needs: declines ? [] : needed,
  }
}

/** Reads a form. What is wrong is told by the form alone: nobody has been asked whether there is such a card. */
export const readCardForm = (
  sent: SentForm,
  what: CardMessage['what'],
  today: string,
  { errors: faults }: ResidentWords,
): ReadForm => {
  const typed = typedIn(sent)
  const errors: ErrorAtField[] = []
  const fail = (text: string, field: string): void => void errors.push({ text, href: `#${field}` })

  const read = readShortCode(typed.code)
  if ('fault' in read) fail(read.fault === 'check' ? faults.check : faults.code, 'code')
  const postcode = readPostcode(typed.postcode)
  if (postcode === undefined) fail(faults.postcode, 'postcode')
  const asked = readAsked(typed, what, today, { faults, fail })

  if (errors.length > 0 || 'fault' in read || postcode === undefined) return { typed, errors }
  const message = { id: actFrom(sent), card: read.code, postcode, ...asked }
  return { typed, message }
}
