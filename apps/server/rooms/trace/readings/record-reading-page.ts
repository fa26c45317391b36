import type { FastifyReply, FastifyRequest } from 'fastify'
import { londonDay, londonTime, timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { errorsAtField } from '../../../foundation/page/field-errors.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { actFrom, sentForm, textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { exhibitsNamed } from '../exhibits/named-exhibits.ts'
import { exhibitsById } from '../exhibits/positions.ts'
import { whenFrom } from '../exhibits/sent-when.ts'
import { tracePaths as paths } from '../paths.ts'
import { lampsOn } from '../scans/lamps.ts'
import { scanById } from '../scans/scans.ts'
import { codeFrom, codeKinds } from './codes.ts'
import { fieldReadingById, recordFieldReading, type ReadFrom } from './field-readings.ts'
import { kindChoices } from './reading-words.ts'

const fields = ['exhibit', 'code', 'officer', 'reader', 'note', 'day', 'time'] as const

/** Ahead of our clock that a time may be. */
const allowedAhead = 5 * 60_000

/** What was read, as a link or an earlier reading says it; undefined where the form asks for it. */
const givenFrom = (sent: SentForm): ReadFrom | undefined => {
  const [scan, exhibit] = [idFrom(textOf(sent, 'scan')), idFrom(textOf(sent, 'of'))]
  return scan !== undefined ? { scan } : exhibit !== undefined ? { exhibit } : undefined
}

/** What was read, in words. Errors: `not_found` where the actor does not see it. */
const fromInWords = async (tx: Transaction, from: ReadFrom): Promise<string> => {
  if ('scan' in from) {
    const scan = await scanById(tx, from.scan)
    return `the scan of ${timeInWords(scan.at)}, ${scan.placeName}`
  }
  const [exhibit] = await exhibitsById(tx, [from.exhibit])
  if (!exhibit) throw new MetTraceError('not_found', 'There is no such exhibit here.')
  return `exhibit ${exhibit.reference}, ${exhibit.description}`
}

/** A reading as the form of its correction begins. */
const asSent = async (tx: Transaction, id: string): Promise<SentForm> => {
  const earlier = await fieldReadingById(tx, id)
  return {
    scan: earlier.scan ?? '',
    of: earlier.exhibit ?? '',
    kind: earlier.codeKind,
    code: earlier.read.text,
    officer: earlier.officer ?? '',
    reader: earlier.reader ?? '',
    note: earlier.note ?? '',
    day: londonDay(earlier.at),
    time: londonTime(earlier.at),
    corrects: id,
  }
}

/** A field reading that somebody records: what was read of which scan or exhibit, with which lamp and reader. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors }: { sent: SentForm; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const corrects = idFrom(textOf(sent, 'corrects'))
    const { given, words, lamps } = await readPage(
      database,
      request,
      'record a field reading: the form',
      async (tx) => {
        const begun = corrects !== undefined && errors.length === 0 ? await asSent(tx, corrects) : sent
        const from = givenFrom(begun)
        return {
          given: begun,
          words: from && (await fromInWords(tx, from)),
          lamps: await lampsOn(tx, londonDay(clock())),
        }
      },
    )
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/trace/readings/record-reading.njk', {
      room: 'Trace',
      page: 'Field readings',
      from: words,
      scan: textOf(given, 'scan'),
      of: textOf(given, 'of'),
      kinds: kindChoices(textOf(given, 'kind')),
      lamps: [
        { value: '', text: 'Not known, or none' },
        ...lamps.map(({ id, name }) => ({ value: id, text: name, selected: id === textOf(given, 'lamp') })),
      ],
      values: Object.fromEntries(fields.map((field) => [field, textOf(given, field)])),
      corrects: corrects ?? '',
      act: uuidv7(),
      errors,
    })
  }
  return {
    recordReadingForm: (request, reply) =>
      show(request, reply, { sent: sentForm(request.query), errors: [] }),
    recordReading: async (request, reply) => {
      const sent = sentForm(request.body)
      const now = clock()
      const when = whenFrom(sent, ['day', 'time'], now)
      if (when.errors.length === 0 && when.at.getTime() > now.getTime() + allowedAhead)
        when.errors.push({ text: 'That time has not come yet', href: '#day' })
      const kind = codeKinds.find((each) => each === textOf(sent, 'kind'))
      const read = kind && codeFrom(kind, textOf(sent, 'code'))
      const id = actFrom(sent)
      try {
        const errors = await database.withActor(request.actor, 'record a field reading', async (tx) => {
          const faults = [...when.errors]
          let from = givenFrom(sent)
          if (from) await fromInWords(tx, from)
          else {
            const named = await exhibitsNamed(tx, textOf(sent, 'exhibit'), 'exhibit')
            const [exhibit, another] = named.exhibits
            faults.push(...named.errors)
            if (another) faults.push({ text: 'Enter one exhibit', href: '#exhibit' })
            else if (exhibit) from = { exhibit: exhibit.id }
          }
          const asked = textOf(sent, 'lamp')
          const lamp = (await lampsOn(tx, londonDay(when.at))).find((each) => each.id === asked)
          if (asked !== '' && !lamp) faults.push({ text: 'Choose a lamp of yours', href: '#lamp' })
          if (!kind) faults.push({ text: 'Choose how the mark is coded', href: '#kind' })
          if (read && 'fault' in read) faults.push({ text: read.fault, href: '#code' })
          if (faults.length > 0 || !from || !read || 'fault' in read) return faults
          await recordFieldReading(tx, request.actor.id, {
            id,
            from,
            at: when.at,
            officer: textOf(sent, 'officer').slice(0, 300) || null,
            lamp: lamp?.id ?? null,
            reader: textOf(sent, 'reader').slice(0, 300) || null,
            code: read.code,
            note: textOf(sent, 'note').slice(0, 500) || null,
            corrects: idFrom(textOf(sent, 'corrects')) ?? null,
          })
          return []
        })
        if (errors.length > 0) return await show(request, reply, { sent, errors })
        return await reply.redirect(paths.fieldReading({ id }), 303)
      } catch (error) {
        return show(request, reply, { sent, errors: errorsAtField(error) })
      }
    },
  }
}
