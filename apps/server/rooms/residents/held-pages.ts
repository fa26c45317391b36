import type { FastifyReply } from 'fastify'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import { readOneTimeCode } from '@mettrace/protocol/codes/one-time-code'
import { sendPage } from '../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../foundation/page/kept-names.ts'
import { actFrom, sentForm, textOf, tickedOf, type SentForm } from '../../foundation/page/sent-form.ts'
import type { Answers } from '../../foundation/room/room.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { keepAsk } from './held-ask.ts'
import { asked, dateIn, frameOf, withLanguage } from './language-frame.ts'
import { askToCorrect, openHeld, type Held } from './open-held.ts'
import { residentsPaths as paths } from './paths.ts'
import { readPostcode } from './read-card-form.ts'
import { inLanguage, type InLanguage } from './words/in-language.ts'

/** Characters of what is to be corrected, and of a name. */
const [longestWords, longestName] = [1000, 200]

const shownOf = ({ door, words }: InLanguage, held: Held) => {
  const { seen } = words.held
  const onDay = (text: string, day: string): string => text.replace('{day}', dateIn(door.language, day))
  return {
    name: held.name ?? seen.notGiven,
    contact: held.contact ?? seen.notGiven,
    since: dateIn(door.language, held.since),
    kits: held.kits.map(({ serial, given, used }) => ({
      serial: spelled(serial),
      given: given === null ? seen.before : onDay(seen.given, given),
      used: used === null ? seen.notUsed : onDay(seen.used, used),
    })),
    visits: held.visits.map(({ day, what }) => ({
      day: dateIn(door.language, day),
      what: seen.outcomes[what],
    })),
    asks: held.asks.map(({ day, what }) => ({ day: dateIn(door.language, day), what: seen.asks[what] })),
  }
}

const showAsk = (
  reply: FastifyReply,
  language: InLanguage,
  typed = { name: '', postcode: '', onPaper: false },
  errors: ErrorAtField[] = [],
): FastifyReply =>
  sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/residents/views/held.njk', {
    ...frameOf(language, paths.held()),
    action: paths.held(),
    codeHref: withLanguage(paths.code(), language.door.language),
    act: uuidv7(),
    typed,
    errors,
  })

const showCode = (
  reply: FastifyReply,
  language: InLanguage,
  postcode = '',
  errors: ErrorAtField[] = [],
): FastifyReply =>
  sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/residents/views/code.njk', {
    ...frameOf(language, paths.code()),
    action: paths.code(),
    heldHref: withLanguage(paths.held(), language.door.language),
    act: uuidv7(),
    typed: { postcode },
    errors,
  })

const said = (reply: FastifyReply, language: InLanguage, words: [string, string, string?]): FastifyReply =>
  sendPage(reply, 200, 'rooms/residents/views/said.njk', {
    ...frameOf(language, paths.held()),
    said: words[0],
    check: words[1],
    again: words[2],
  })

const languageOf = (sent: SentForm): InLanguage => inLanguage(textOf(sent, 'language'))

/** Pages by which residents see what is held of them: the same for everybody, until a code for once opens more. */
export const answers: Answers = ({ database }) => {
  return {
    held: (request, reply) => showAsk(reply, asked(request)),
    askHeld: async (request, reply) => {
      const sent = sentForm(request.body)
      const language = languageOf(sent)
      const { errors: faults, held } = language.words
      const typed = {
        name: textOf(sent, 'name').slice(0, longestName),
        postcode: textOf(sent, 'postcode').slice(0, 12),
        onPaper: tickedOf(sent, 'paper').includes('yes'),
      }
      const postcode = readPostcode(typed.postcode)
      const errors = [
        ...(typed.name === '' ? [{ text: faults.name, href: '#name' }] : []),
        ...(postcode === undefined ? [{ text: faults.postcode, href: '#postcode' }] : []),
      ]
      if (postcode === undefined || errors.length > 0) return showAsk(reply, language, typed, errors)
      const { name, onPaper } = typed
      await keepAsk(database, {
        id: actFrom(sent),
        name,
        postcode,
        onPaper,
        language: language.door.language,
      })
      return said(reply, language, [held.said.asked, held.said.askedCheck, held.said.askedAgain])
    },
    code: (request, reply) => showCode(reply, asked(request)),
    openHeld: async (request, reply) => {
      const sent = sentForm(request.body)
      const language = languageOf(sent)
      const { errors: faults, held: words } = language.words
      const typed = textOf(sent, 'postcode').slice(0, 12)
      const read = readOneTimeCode(textOf(sent, 'code'))
      const postcode = readPostcode(typed)
      const errors = [
        ...('fault' in read
          ? [{ text: read.fault === 'check' ? words.errors.check : words.errors.code, href: '#code' }]
          : []),
        ...(postcode === undefined ? [{ text: faults.postcode, href: '#postcode' }] : []),
      ]
      if ('fault' in read || postcode === undefined) return showCode(reply, language, typed, errors)
      const held = await openHeld(database, { act: actFrom(sent), code: read.code, postcode })
      if (!held) return showCode(reply, language, typed, [{ text: words.errors.wrong, href: '#code' }])
      return sendPage(reply, 200, 'rooms/residents/views/seen.njk', {
        ...frameOf(language, paths.held()),
        // The page is not to be had again in another language: its code is used.
        others: [],
        held: shownOf(language, held),
        action: paths.correct(),
        opening: held.opening,
        act: uuidv7(),
        longest: longestWords,
      })
    },
    correct: async (request, reply) => {
      const sent = sentForm(request.body)
      const language = languageOf(sent)
      const words = textOf(sent, 'words')
      const { errors: faults, said: saying } = language.words.held
      const opening = textOf(sent, 'opening')
      const act = actFrom(sent)
      if (words === '' || words.length > longestWords)
        return sendPage(reply, 400, 'rooms/residents/views/correct.njk', {
          ...frameOf(language, paths.held()),
          others: [],
          action: paths.correct(),
          opening,
          act,
          longest: longestWords,
          typed: words.slice(0, longestWords),
          errors: [{ text: faults.words, href: '#words' }],
        })
      if (await askToCorrect(database, { id: act, opening, words }))
        return said(reply, language, [saying.corrected, saying.correctedNext])
      return showCode(reply, language, '', [{ text: faults.late, href: '#code' }])
    },
  }
}
