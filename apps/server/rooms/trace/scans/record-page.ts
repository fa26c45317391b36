import { isInCheck } from '@mettrace/protocol/scans/scan-rules'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { actorNames } from '../../../foundation/actor-names.ts'
import { londonDay, londonTime, timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { errorsAtField } from '../../../foundation/page/field-errors.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { actFrom, sentForm, textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Actor, Transaction } from '../../../foundation/with-actor.ts'
import { whenFrom } from '../exhibits/sent-when.ts'
import { decide, waitingScan, type SetAsideScan } from '../phone-scans/set-aside.ts'
import { tracePaths as paths } from '../paths.ts'
import { lampsOn } from './lamps.ts'
import { legalBases } from '@mettrace/protocol/scans/legal-bases'
import { scanFields, scanFrom } from './scan-form.ts'
import { scanPlaces } from './scan-places.ts'
import { recordScan, scanById, seenScan, type Scan } from './scans.ts'

/** Ahead of our clock that a time may be. */
const allowedAhead = 5 * 60_000

/** A scan as the form of its correction begins: all but the legal basis, which is never filled in for anybody. */
const asSent = (scan: Scan): SentForm => ({
  place: scan.place,
  lamp: scan.lamp ?? '',
  subject: scan.subject,
  custody: scan.custody ?? '',
  description: scan.description ?? '',
  identifiers: scan.identifiers ?? '',
  part: scan.part ?? '',
  whyNot: scan.whyNot ?? '',
  officer: scan.officer ?? '',
  day: londonDay(scan.at),
  time: londonTime(scan.at),
  corrects: scan.id,
})

/** A form as it begins, and what is to be said above it. */
type Begun = { given: SentForm; notice?: string | undefined }

/** What a phone told and was set aside, as the form of its recording begins: all but the legal basis. */
const asTold = ({ id, at, fact }: SetAsideScan): SentForm => ({
  place: fact?.place ?? '',
  lamp: fact?.lamp ?? '',
  subject: fact?.subject ?? '',
  custody: fact?.custody ?? '',
  description: fact?.description ?? '',
  identifiers: fact?.identifiers ?? '',
  part: fact?.part ?? '',
  whyNot: fact?.whyNot ?? '',
  day: londonDay(at),
  time: londonTime(at),
  told: id,
})

const ownScan = 'Recorded here, it counts as a scan of its own.'

/** The scan whose place that is to take, where it still can. */
const correctedBy = async (tx: Transaction, { fact }: SetAsideScan): Promise<Begun> => {
  if (!fact?.corrects) return { given: {} }
  const corrected = await seenScan(tx, fact.corrects)
  if (!corrected)
    return { given: {}, notice: `The phone sent this as a correction of a scan that is not here. ${ownScan}` }
  const when = timeInWords(corrected.at)
  if (corrected.isCorrected)
    return {
      given: {},
      notice: `The phone sent this as a correction of the scan of ${when}, which was corrected before. ${ownScan} If it says nothing new, leave it out.`,
    }
  return { given: { corrects: corrected.id }, notice: `This takes the place of the scan of ${when}.` }
}

/** Who scanned, for whoever records what another's phone told. */
const officerOf = async (tx: Transaction, asker: Actor, { actor }: SetAsideScan): Promise<string> => {
  if (actor === asker.id) return ''
  const name = (await actorNames(tx, [actor]))(actor)
  return name === actor ? '' : name
}

const beginTold = async (tx: Transaction, asker: Actor, told: string): Promise<Begun> => {
  const scan = await waitingScan(tx, told)
  const { given, notice } = await correctedBy(tx, scan)
  return { given: { ...asTold(scan), officer: await officerOf(tx, asker, scan), ...given }, notice }
}

/** A scan that somebody records: the legal basis, and what the lamp showed; all else is asked for and blocks nothing. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors }: { sent: SentForm; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const today = londonDay(clock())
    const corrects = idFrom(textOf(sent, 'corrects'))
    const told = idFrom(textOf(sent, 'told'))
    const begins = async (tx: Transaction): Promise<Begun> => {
      if (errors.length > 0) return { given: sent }
      if (told !== undefined) return beginTold(tx, request.actor, told)
      return { given: corrects === undefined ? sent : asSent(await scanById(tx, corrects)) }
    }
    const { places, lamps, given, notice } = await readPage(
      database,
      request,
      'record a scan: the form',
      async (tx) => ({
        places: await scanPlaces(tx),
        lamps: await lampsOn(tx, today),
        ...(await begins(tx)),
      }),
    )
    const isChosen = (field: string, value: string): boolean => textOf(given, field) === value
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/trace/scans/record.njk', {
      room: 'Trace',
      page: 'Record scan',
      places: places.map(({ id, name, kind }) => ({
        value: id,
        text: `${name} (${kind})`,
        selected: isChosen('place', id),
      })),
      lamps: [
        { value: '', text: 'Not known, or none' },
        ...lamps.map((lamp) => ({
          value: lamp.id,
          text: `${lamp.name}, ${isInCheck(lamp, today) ? 'in check' : 'out of check'}`,
          selected: isChosen('lamp', lamp.id),
        })),
      ],
      bases: legalBases.map(({ value, text, over }) => ({
        value,
        text,
        hint: over.length === 2 ? undefined : { text: over[0] === 'person' ? 'People' : 'Items' },
        checked: errors.length > 0 && isChosen('basis', value),
      })),
      isItem: isChosen('subject', 'item'),
      values: Object.fromEntries(scanFields.map((field) => [field, textOf(given, field)])),
      corrects: idFrom(textOf(given, 'corrects')) ?? '',
      notice,
      told: told ?? '',
      wasSaved: textOf(given, 'saved') !== '',
      act: uuidv7(),
      errors,
    })
  }
  return {
    recordScanForm: (request, reply) => show(request, reply, { sent: sentForm(request.query), errors: [] }),
    recordScan: async (request, reply) => {
      const sent = sentForm(request.body)
      const now = clock()
      const when = whenFrom(sent, ['day', 'time'], now)
      if (when.errors.length === 0 && when.at.getTime() > now.getTime() + allowedAhead)
        when.errors.push({ text: 'That time has not come yet', href: '#day' })
      const id = actFrom(sent)
      try {
        const done = await database.withActor(request.actor, 'record a scan', async (tx) => {
          const place = (await scanPlaces(tx)).find((each) => each.id === textOf(sent, 'place'))
          const lamp = (await lampsOn(tx, londonDay(when.at))).find(
            (each) => each.id === textOf(sent, 'lamp'),
          )
          const { scan, errors } = scanFrom(sent, place)
          const all = [...errors, ...when.errors]
          if (!lamp && textOf(sent, 'lamp') !== '')
            all.push({ text: 'That lamp is not here. Choose one, or none', href: '#lamp' })
          if (lamp && place && lamp.bcu !== place.bcu)
            all.push({ text: 'Choose a lamp of the BCU of that place', href: '#lamp' })
          if (!scan || !place || all.length > 0) return { errors: all }
          const told = idFrom(textOf(sent, 'told'))
          if (told !== undefined && !(await decide(tx, request.actor.id, told, { scan: id })))
            return { errors: [{ text: 'Somebody has decided about this scan before', href: '#place' }] }
          await recordScan(tx, request.actor.id, {
            ...scan,
            id,
            at: when.at,
            place,
            lamp: lamp?.id ?? null,
            officer: textOf(sent, 'officer').slice(0, 300) || null,
            corrects: idFrom(textOf(sent, 'corrects')) ?? null,
          })
          return {
            errors: [],
            place: place.id,
            lamp: lamp?.id,
            result: scan.result,
            isNew: !textOf(sent, 'corrects') && told === undefined,
            told,
          }
        })
        if (done.errors.length > 0) return await show(request, reply, { sent, errors: done.errors })
        if (done.result === 'glow') return await reply.redirect(paths.bookIn({ scan: id }), 303)
        if (done.told !== undefined) return await reply.redirect(paths.setAsideScans(), 303)
        if (!done.isNew) return await reply.redirect(paths.scans(), 303)
        // The next person is scanned at the same place, with the same lamp.
        return await reply.redirect(
          paths.recordScan({ place: done.place ?? '', lamp: done.lamp ?? '', saved: 'yes' }),
          303,
        )
      } catch (error) {
        return show(request, reply, { sent, errors: errorsAtField(error) })
      }
    },
  }
}
