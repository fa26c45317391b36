import type { FastifyReply, FastifyRequest } from 'fastify'
import { londonDay } from '../../foundation/days.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import { sentForm, textOf } from '../../foundation/page/sent-form.ts'
import type { ErrorAtField } from '../../foundation/page/kept-names.ts'
import type { Answers } from '../../foundation/room/room.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { keepKitMessage, type KitMessage } from './kit-message.ts'
import { asked, dayIn, frameOf, withLanguage } from './language-frame.ts'
import { residentsPaths as paths } from './paths.ts'
import { noKitTyped, readKitForm, type TypedOfKit } from './read-kit-form.ts'
import { daysToMove } from './visit-times.ts'
import { inLanguage, type InLanguage } from './words/in-language.ts'

/** Pages by their addresses, and what each says. */
const pages = { register: 'registered', applied: 'applied', moving: 'moving' } as const
type Page = keyof typeof pages

/** What is said back, which is what was typed and no more. */
const saidOf = ({ door, words }: InLanguage, message: KitMessage): string =>
  message.what === 'moving'
    ? words.said.moving.replace('{day}', dayIn(door.language, message.leavesOn))
    : words.said[message.isApplied && message.what === 'registered' ? 'registeredAndApplied' : message.what]

/** Pages for whoever has a kit: the same for everybody, whatever the kit. */
export const answers: Answers = ({ database, clock }) => {
  const show = (
    reply: FastifyReply,
    page: Page,
    language: InLanguage,
    { typed = noKitTyped, errors = [] }: { typed?: TypedOfKit; errors?: ErrorAtField[] } = {},
  ): FastifyReply =>
    sendPage(reply, errors.length > 0 ? 400 : 200, `rooms/residents/views/${page}.njk`, {
      ...frameOf(language, paths[page]()),
      kitHref: withLanguage(paths.kit(), language.door.language),
      days: [
        { value: '', text: language.words.visit.choose },
        ...daysToMove(londonDay(clock())).map((day) => ({
          value: day,
          text: dayIn(language.door.language, day),
          selected: day === typed.day,
        })),
      ],
      action: paths[page](),
      act: uuidv7(),
      typed,
      errors,
    })

  const take =
    (page: Page) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const sent = sentForm(request.body)
      const language = inLanguage(textOf(sent, 'language'))
      const read = readKitForm(sent, pages[page], londonDay(clock()), language.words)
      if ('errors' in read) return show(reply, page, language, read)
      await keepKitMessage(database, read.message)
      return sendPage(reply, 200, 'rooms/residents/views/said.njk', {
        ...frameOf(language, paths[page]()),
        said: saidOf(language, read.message),
        check: language.words.said.checkKit,
        again: language.words.said.againKit,
      })
    }

  const open =
    (page: Page) =>
    (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
      show(reply, page, asked(request))

  return {
    kit: (request, reply) => {
      const language = asked(request)
      return sendPage(reply, 200, 'rooms/residents/views/kit.njk', {
        ...frameOf(language, paths.kit()),
        heldHref: withLanguage(paths.held(), language.door.language),
        links: (['register', 'applied', 'moving'] as const).map((page) => ({
          href: withLanguage(paths[page](), language.door.language),
          text: language.words.kit[page],
        })),
      })
    },
    register: open('register'),
    sendRegister: take('register'),
    applied: open('applied'),
    sendApplied: take('applied'),
    moving: open('moving'),
    sendMoving: take('moving'),
  }
}
