import { isInCheck, placeKinds } from '@mettrace/protocol/scans/scan-rules'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { dayInWords, isDay, isDayUntil, londonDay } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { errorsAtField } from '../../../foundation/page/field-errors.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { actFrom, sentForm, textOf, wordsOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { capital } from '../../../foundation/words/figures.ts'
import { tracePaths as paths } from '../paths.ts'
import { addLamp, checkLamp, lampKinds, lampsOn, type Lamp } from './lamps.ts'
import { ownBcus } from './own-bcus.ts'
import { addScanPlace, scanPlaces } from './scan-places.ts'

const stateOf = (lamp: Lamp, today: string): string => {
  if (lamp.checkedOn === null) return 'never checked'
  if (lamp.passed === false) return 'failed its check'
  const until = lamp.nextBy === null ? '' : dayInWords(lamp.nextBy)
  return isInCheck(lamp, today) ? `in check until ${until}` : `out of check since ${until}`
}

const bcuOf = async (tx: Transaction, sent: SentForm): Promise<string | undefined> =>
  (await ownBcus(tx)).find((bcu) => bcu === textOf(sent, 'bcu'))

type Done = { errors: ErrorAtField[] }

const enterLamp = async (tx: Transaction, actor: string, sent: SentForm): Promise<Done> => {
  const { words, errors } = wordsOf(sent, 'lampName', 'Enter what is written on it')
  const kind = lampKinds.find((each) => each === textOf(sent, 'lampKind'))
  const bcu = await bcuOf(tx, sent)
  if (!kind || bcu === undefined) errors.push({ text: 'Choose a kind and a BCU of yours', href: '#lampKind' })
  if (!kind || bcu === undefined || errors.length > 0) return { errors }
  await addLamp(tx, actor, { id: actFrom(sent), kind, name: words, bcu })
  return { errors }
}

const enterPlace = async (tx: Transaction, actor: string, sent: SentForm): Promise<Done> => {
  const { words, errors } = wordsOf(sent, 'placeName', 'Enter what the place is called')
  const kind = placeKinds.find((each) => each === textOf(sent, 'placeKind'))
  const bcu = await bcuOf(tx, sent)
  if (!kind || bcu === undefined)
    errors.push({ text: 'Choose a kind and a BCU of yours', href: '#placeKind' })
  if (!kind || bcu === undefined || errors.length > 0) return { errors }
  await addScanPlace(tx, actor, { id: actFrom(sent), kind, name: words, bcu })
  return { errors }
}

/** Lamps and arches with their checks, and the places that people and things are scanned at. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { sent, errors }: { sent: SentForm; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const today = londonDay(clock())
    const { lamps, places, bcus } = await readPage(
      database,
      request,
      'lamps and their checks',
      async (tx) => ({
        lamps: await lampsOn(tx, today),
        places: await scanPlaces(tx),
        bcus: await ownBcus(tx),
      }),
    )
    const choice = (field: string, values: readonly string[]) =>
      values.map((value) => ({ value, text: capital(value), selected: textOf(sent, field) === value }))
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/trace/scans/lamps.njk', {
      room: 'Trace',
      page: 'Lamp checks',
      lamps: lamps.map((lamp) => ({
        name: lamp.name,
        kind: lamp.kind,
        bcu: lamp.bcu,
        state: stateOf(lamp, today),
        isOut: !isInCheck(lamp, today),
        checkedOn: lamp.checkedOn === null ? 'never' : dayInWords(lamp.checkedOn),
        note: lamp.note ?? '',
      })),
      places,
      lampChoice: lamps.map(({ id, name }) => ({
        value: id,
        text: name,
        selected: textOf(sent, 'lamp') === id,
      })),
      lampKinds: choice('lampKind', lampKinds),
      placeKinds: choice('placeKind', placeKinds),
      bcus: choice('bcu', bcus),
      outcome: textOf(sent, 'outcome'),
      values: {
        checkedOn: textOf(sent, 'checkedOn') || today,
        nextBy: textOf(sent, 'nextBy'),
        note: textOf(sent, 'note'),
        lampName: textOf(sent, 'lampName'),
        placeName: textOf(sent, 'placeName'),
      },
      act: uuidv7(),
      errors,
    })
  }

  const check = async (tx: Transaction, actor: string, sent: SentForm): Promise<Done> => {
    const today = londonDay(clock())
    const [lamp, outcome] = [idFrom(textOf(sent, 'lamp')), textOf(sent, 'outcome')]
    const [onDay, nextBy] = [textOf(sent, 'checkedOn'), textOf(sent, 'nextBy')]
    const passed = outcome === 'passed'
    const errors: ErrorAtField[] = []
    if (lamp === undefined) errors.push({ text: 'Choose a lamp or arch', href: '#lamp' })
    if (!passed && outcome !== 'failed')
      errors.push({ text: 'Choose whether the test card glowed', href: '#outcome' })
    if (!isDayUntil(onDay, today))
      errors.push({ text: 'Enter the day of the check, not after today', href: '#checkedOn' })
    if (passed && (!isDay(nextBy) || nextBy <= onDay))
      errors.push({ text: 'Enter until when it holds, after the day of the check', href: '#nextBy' })
    if (lamp === undefined || errors.length > 0) return { errors }
    await checkLamp(tx, actor, {
      id: actFrom(sent),
      lamp,
      onDay,
      passed,
      nextBy: passed ? nextBy : null,
      note: textOf(sent, 'note').slice(0, 300) || null,
    })
    return { errors }
  }
  const deeds = { check, lamp: enterLamp, place: enterPlace }

  return {
    lamps: (request, reply) => show(request, reply, { sent: {}, errors: [] }),
    addToLamps: async (request, reply) => {
      const sent = sentForm(request.body)
      const deed =
        (['check', 'lamp', 'place'] as const).find((each) => each === textOf(sent, 'deed')) ?? 'check'
      try {
        const { errors } = await database.withActor(request.actor, 'lamps and places of scans', (tx) =>
          deeds[deed](tx, request.actor.id, sent),
        )
        if (errors.length > 0) return await show(request, reply, { sent, errors })
        return await reply.redirect(paths.lamps(), 303)
      } catch (error) {
        return show(request, reply, { sent, errors: errorsAtField(error) })
      }
    },
  }
}
