import type { FastifyReply, FastifyRequest } from 'fastify'
import { languages, needs } from '@mettrace/protocol/words/household'
import { dayInWords, londonDay, londonTime } from '../../foundation/days.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../foundation/page/kept-names.ts'
import { readPage } from '../../foundation/page/page.ts'
import { sentForm } from '../../foundation/page/sent-form.ts'
import type { Answers } from '../../foundation/room/room.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { keepMessage } from '../residents/card-message.ts'
import { callWants, noCall, readCallForm, type TypedCall } from '../residents/read-call-form.ts'
import { daysToBook, partNames } from '../residents/visit-times.ts'
import { inLanguage } from '../residents/words/in-language.ts'

const wantWords = {
  visit: {
    text: 'A visit, by an officer who brings a kit',
    hint: 'Choose the day and the time of day below.',
  },
  needs: {
    text: 'Another language, or help, at a visit',
    hint: 'For a visit that is still to come, booked or not.',
  },
  decline: {
    text: 'No kit',
    hint: 'By the code on the card alone: anybody could ring for another’s address.',
  },
} as const

const needWords = {
  'large-print': 'Large print',
  'easy-read': 'Easy read, with short words and pictures',
  interpreter: 'An interpreter',
  hearing: 'They are deaf or hard of hearing',
  'help-with-marking': 'Help with marking their things',
} as const

const { words } = inLanguage('en')

/** What a caller is told back: what was chosen, and nothing of whose it is. */
const toldBack = ({ want, day, part, language }: TypedCall): string[] => {
  const partOfDay = partNames.find((each) => each === part)
  const spoken = languages.find(([code]) => code === language)?.[1]
  return [
    ...(want === 'visit' && partOfDay
      ? [`A visit on ${dayInWords(day)}. ${words.visit.parts[partOfDay]}.`]
      : []),
    ...(want === 'decline' ? ['No officer will call about a kit, unless you ask for one.'] : []),
    ...(want !== 'decline' && spoken !== undefined ? [`Language: ${spoken}.`] : []),
  ]
}

/**
 * Books a visit for a caller, or passes on what they need. Nothing is looked up, so that the answer is the same whether or not there
 * is such a card or home, and whoever takes the call learns nothing of either.
 */
export const answers: Answers = ({ database, clock }) => {
  const page = { room: 'Trace', page: 'Caller: book a visit' }
  const show = (
    reply: FastifyReply,
    { typed = noCall, errors = [] }: { typed?: TypedCall; errors?: ErrorAtField[] } = {},
  ): FastifyReply =>
    sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/trace/views/caller-visit.njk', {
      ...page,
      typed,
      errors,
      act: uuidv7(),
      wants: callWants.map((value) => ({
        value,
        text: wantWords[value].text,
        hint: { text: wantWords[value].hint },
        checked: value === typed.want,
      })),
      days: [
        { value: '', text: 'Choose a day' },
        ...daysToBook(londonDay(clock())).map((day) => ({
          value: day,
          text: dayInWords(day),
          selected: day === typed.day,
        })),
      ],
      parts: partNames.map((value) => ({
        value,
        text: words.visit.parts[value],
        checked: value === typed.part,
      })),
      languages: [
        { value: '', text: 'English, or not said' },
        ...languages
          .filter(([code]) => code !== 'en')
          .map(([code, text]) => ({ value: code, text, selected: code === typed.language })),
      ],
      needs: needs.map((value) => ({
        value,
        text: needWords[value],
        checked: typed.needs.includes(value),
      })),
    })
  return {
    callerVisit: async (request, reply) => {
      await readPage(database, request, 'a visit for a caller: the form', async () => undefined)
      return show(reply)
    },
    bookForCaller: async (request: FastifyRequest, reply) => {
      const read = readCallForm(sentForm(request.body), londonDay(clock()))
      if ('errors' in read) return show(reply, read)
      await keepMessage(database, read.message, { actor: request.actor, purpose: 'a message of a caller' })
      return sendPage(reply, 200, 'rooms/trace/views/caller-visit-told.njk', {
        ...page,
        at: londonTime(clock()),
        say: toldBack(read.typed),
        byAddress: read.message.card === null,
      })
    },
  }
}
