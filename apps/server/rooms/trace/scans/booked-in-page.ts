import type { FastifyReply, FastifyRequest } from 'fastify'
import { actorNames } from '../../../foundation/actor-names.ts'
import { dayInWords, isDayUntil, londonDay, timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm, textOf, textsOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { wholeNumber } from '../../../foundation/words/figures.ts'
import { tracePaths as paths } from '../paths.ts'
import { addBookedIn, lastBookedIn, type BookedIn } from './booked-in.ts'
import { bookedInLines, detaineesFrom, mostDetainees } from './booked-in-lines.ts'
import { scanPlaces, type ScanPlace } from './scan-places.ts'
import { shifts } from './shifts.ts'

const shownNumbers = 60
const mostFaults = 10

/** Numbers of a form that somebody filled in by hand, or what is wrong with them. */
const byHand = (
  sent: SentForm,
  suites: readonly ScanPlace[],
  today: string,
): { numbers: BookedIn[]; errors: ErrorAtField[] } => {
  const errors: ErrorAtField[] = []
  const suite = suites.find(({ id }) => id === textOf(sent, 'place'))
  const onDay = textOf(sent, 'onDay')
  if (!suite) errors.push({ text: 'Choose a custody suite of yours', href: '#place' })
  if (!isDayUntil(onDay, today)) errors.push({ text: 'Enter a day, not after today', href: '#onDay' })
  const given = shifts.filter((shift) => textOf(sent, shift) !== '')
  if (given.length === 0) errors.push({ text: 'Enter the number of at least one shift', href: '#early' })
  const numbers = given.flatMap((shift): BookedIn[] => {
    const detainees = detaineesFrom(textOf(sent, shift))
    if (detainees === undefined)
      errors.push({ text: `Enter a whole number up to ${wholeNumber(mostDetainees)}`, href: `#${shift}` })
    return suite && detainees !== undefined
      ? [{ id: uuidv7(), place: suite.id, onDay, shift, detainees }]
      : []
  })
  return { numbers, errors }
}

/** Detainees booked in by suite and shift: by hand, or as lines of the custody record system. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors }: { sent: SentForm; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const { suites, numbers, nameOf } = await readPage(
      database,
      request,
      'detainees booked in',
      async (tx) => {
        const last = await lastBookedIn(tx, shownNumbers)
        return {
          suites: (await scanPlaces(tx)).filter(({ kind }) => kind === 'custody suite'),
          numbers: last,
          nameOf: await actorNames(
            tx,
            last.map(({ actor }) => actor),
          ),
        }
      },
    )
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/trace/scans/booked-in.njk', {
      room: 'Trace',
      page: 'Scans',
      suites: suites.map(({ id, name }) => ({
        value: id,
        text: name,
        selected: textOf(sent, 'place') === id,
      })),
      numbers: numbers.map((each) => ({
        onDay: dayInWords(each.onDay),
        shift: each.shift,
        suite: each.placeName,
        detainees: wholeNumber(each.detainees),
        source: each.source,
        entered: `${timeInWords(each.enteredAt)}, ${nameOf(each.actor)}`,
      })),
      values: {
        onDay: textOf(sent, 'onDay') || londonDay(clock()),
        early: textOf(sent, 'early'),
        late: textOf(sent, 'late'),
        night: textOf(sent, 'night'),
        lines: textsOf(sent, 'lines')[0] ?? '',
      },
      errors,
    })
  }
  return {
    bookedIn: (request, reply) => show(request, reply, { sent: {}, errors: [] }),
    addBookedIn: async (request, reply) => {
      const sent = sentForm(request.body)
      const today = londonDay(clock())
      const lines = textsOf(sent, 'lines')[0] ?? ''
      const errors = await database.withActor(request.actor, 'enter detainees booked in', async (tx) => {
        const suites = (await scanPlaces(tx)).filter(({ kind }) => kind === 'custody suite')
        const isFile = lines.trim() !== ''
        const read = isFile ? bookedInLines(lines, suites, today) : undefined
        const told = read
          ? {
              numbers: read.numbers,
              errors: read.faults.slice(0, mostFaults).map((text) => ({ text, href: '#lines' })),
            }
          : byHand(sent, suites, today)
        if (told.errors.length === 0)
          await addBookedIn(tx, request.actor.id, told.numbers, isFile ? 'file' : 'by hand')
        return told.errors
      })
      if (errors.length > 0) return show(request, reply, { sent, errors })
      return reply.redirect(paths.bookedIn(), 303)
    },
  }
}
