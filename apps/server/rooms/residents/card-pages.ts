import type { FastifyReply, FastifyRequest } from 'fastify'
import { languages, needs } from '@mettrace/protocol/words/household'
import { londonDay } from '../../foundation/days.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import { sentForm, textOf } from '../../foundation/page/sent-form.ts'
import type { ErrorAtField } from '../../foundation/page/kept-names.ts'
import type { Answers } from '../../foundation/room/room.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { keepMessage, type CardMessage } from './card-message.ts'
import { asked, dayIn, frameOf, withLanguage } from './language-frame.ts'
import { residentsPaths as paths } from './paths.ts'
import { nothingTyped, readCardForm, type Typed } from './read-card-form.ts'
import { daysToBook, partNames } from './visit-times.ts'
import { inLanguage, pageLanguages, type InLanguage } from './words/in-language.ts'

type What = CardMessage['what']

/** What a language calls another: as it calls itself, and in English. */
const nameOf = (code: string, english: string): string => {
  const own = pageLanguages.find(({ door }) => door.language === code)?.door.name
  return own === undefined || own === english ? english : `${own} (${english})`
}

const choicesOf = ({ door, words }: InLanguage, today: string, typed: Typed) => ({
  days: [
    { value: '', text: words.visit.choose },
    ...daysToBook(today).map((day) => ({
      value: day,
      text: dayIn(door.language, day),
      selected: day === typed.day,
    })),
  ],
  parts: partNames.map((value) => ({ value, text: words.visit.parts[value], checked: value === typed.part })),
  languages: [
    { value: '', text: words.needs.none },
    ...languages.map(([code, english]) => ({
      value: code,
      text: nameOf(code, english),
      selected: code === typed.language,
    })),
  ],
  needs: needs.map((value) => ({
    value,
    text: words.needs.list[value],
    checked: typed.needs.includes(value),
  })),
})

/** Pages for whoever has a card: the same for everybody, whatever the card. */
export const answers: Answers = ({ database, clock }) => {
  const show = (
    reply: FastifyReply,
    what: What,
    language: InLanguage,
    { typed = nothingTyped, errors = [] }: { typed?: Typed; errors?: ErrorAtField[] } = {},
  ): FastifyReply =>
    sendPage(reply, errors.length > 0 ? 400 : 200, `rooms/residents/views/${what}.njk`, {
      ...frameOf(language, paths[what]()),
      ...choicesOf(language, londonDay(clock()), typed),
      action: paths[what](),
      act: uuidv7(),
      typed,
      errors,
    })

  const take =
    (what: What) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const sent = sentForm(request.body)
      const language = inLanguage(textOf(sent, 'language'))
      const { door, words } = language
      const read = readCardForm(sent, what, londonDay(clock()), words)
      if ('errors' in read) return show(reply, what, language, read)
      await keepMessage(database, read.message)
      const part = partNames.find((each) => each === read.typed.part)
      const day = read.typed.day === '' ? '' : dayIn(door.language, read.typed.day)
      return sendPage(reply, 200, 'rooms/residents/views/said.njk', {
        ...frameOf(language, paths[what]()),
        said: words.said[what].replace('{day}', day).replace('{part}', part ? words.visit.parts[part] : ''),
        check: words.said.check,
        again: words.said.again,
      })
    }

  const open =
    (what: What) =>
    (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
      show(reply, what, asked(request))

  return {
    start: (request, reply) => {
      const language = asked(request)
      return sendPage(reply, 200, 'rooms/residents/views/start.njk', {
        ...frameOf(language, paths.start()),
        links: (['visit', 'decline', 'needs'] as const).map((what) => ({
          href: withLanguage(paths[what](), language.door.language),
          text: language.words.start[what],
        })),
        kitHref: withLanguage(paths.kit(), language.door.language),
        heldHref: withLanguage(paths.held(), language.door.language),
      })
    },
    visit: open('visit'),
    bookVisit: take('visit'),
    decline: open('decline'),
    sendDecline: take('decline'),
    needs: open('needs'),
    sendNeeds: take('needs'),
    privacy: (request, reply) =>
      sendPage(reply, 200, 'rooms/residents/views/privacy.njk', frameOf(asked(request), paths.privacy())),
  }
}
