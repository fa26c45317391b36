import type { FastifyReply, FastifyRequest } from 'fastify'
import { allows } from '../../../foundation/access/may.ts'
import { actorNames } from '../../../foundation/actor-names.ts'
import { dayInWords, londonDay, timeInWords } from '../../../foundation/days.ts'
import { eraseFile, fileWords } from '../../../foundation/files/files.ts'
import { sentPicture } from '../../../foundation/files/sent-picture.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idFrom, idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { actFrom, sentForm, textOf, wordsOf } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { areasInWords } from '../../../places/place-names.ts'
import { deliverPaths as paths } from '../paths.ts'
import { conditionFrom, conditionInWords, conditions } from './conditions.ts'
import { checkSign } from './record-sign.ts'
import { checkForm, faultsOfCheck, type CheckForm } from './sign-form.ts'
import { pictureOn, shownPicture } from './sign-pictures.ts'
import { checksOfSign, pictureOfSign, signOf } from './signs.ts'

const nextInWords = (day: string | null): string => (day === null ? 'none' : dayInWords(day))

type Shown = { values: CheckForm; reason: string; errors: ErrorAtField[] }

/** One sign with all that was recorded of it, how it looked, and the forms that record how it is and erase a picture. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { values, reason, errors }: Shown,
  ): Promise<FastifyReply> => {
    const showsPictures = allows(request.actor.role, { verb: 'read', kind: 'file' })
    const { sign, checks, files, nameOf, areaName } = await readPage(
      database,
      request,
      'a sign',
      async (tx) => {
        const found = await signOf(tx, idIn(request))
        const recorded = await checksOfSign(tx, found.id)
        const pictures = recorded.flatMap(({ picture }) => picture ?? [])
        return {
          sign: found,
          checks: recorded,
          files: showsPictures && pictures.length > 0 ? await fileWords(tx, pictures) : new Map(),
          nameOf: await actorNames(
            tx,
            recorded.map(({ actor }) => actor),
          ),
          areaName: (await areasInWords(tx, [found.area]))(found.area),
        }
      },
    )
    const pictures = checks.map((each) => pictureOn(sign, each, files))
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/deliver/signs/sign.njk', {
      room: 'Deliver',
      page: 'Signs',
      name: sign.place,
      backHref: paths.signs({ area: sign.area }),
      area: areaName,
      position: `${sign.easting} east, ${sign.northing} north`,
      placedOn: dayInWords(sign.placedOn),
      condition: conditionInWords(sign.found),
      nextCheck: nextInWords(sign.nextCheck),
      showsPictures,
      shown: shownPicture(sign, checks, files),
      checks: checks.map((each, at) => ({
        condition: conditionInWords(each.found),
        onDay: dayInWords(each.onDay),
        nextCheck: nextInWords(each.nextCheck),
        note: each.note ?? '',
        picture: pictures[at],
        recorded: `${timeInWords(each.at)}, ${nameOf(each.actor)}`,
      })),
      items: conditions.map((value) => ({
        value,
        text: conditionInWords(value),
        checked: value === values.found,
      })),
      erasable: checks.flatMap(({ picture, onDay }, at) =>
        picture !== null && pictures[at]?.href !== undefined
          ? { value: picture, text: `That of ${dayInWords(onDay)}` }
          : [],
      ),
      checkHref: paths.checkSign({ id: sign.id }),
      eraseHref: paths.eraseSignPicture({ id: sign.id }),
      act: uuidv7(),
      reason,
      errors,
      values: { ...values, onDay: values.onDay || londonDay(clock()) },
    })
  }
  return {
    sign: (request, reply) => show(request, reply, { values: checkForm({}), reason: '', errors: [] }),
    checkSign: async (request, reply) => {
      const sent = sentForm(request.body)
      const values = checkForm(sent)
      const found = conditionFrom(values.found)
      const picture = sentPicture(request.body, 'picture')
      const errors = [...faultsOfCheck(values, londonDay(clock())), ...picture.errors]
      if (found === undefined || errors.length > 0)
        return show(request, reply, { values, reason: '', errors })
      const id = await database.withActor(request.actor, 'record how a sign was found', async (tx) => {
        const sign = await signOf(tx, idIn(request))
        await checkSign(
          tx,
          request.actor.id,
          {
            id: actFrom(sent),
            sign: sign.id,
            found,
            onDay: values.onDay,
            nextCheck: values.nextCheck === '' ? null : values.nextCheck,
            note: values.note === '' ? null : values.note,
          },
          picture.sent,
        )
        return sign.id
      })
      return reply.redirect(paths.sign({ id }), 303)
    },
    eraseSignPicture: async (request, reply) => {
      const sent = sentForm(request.body)
      const picture = idFrom(textOf(sent, 'picture'))
      const { words, errors } = wordsOf(sent, 'reason', 'Enter why the picture is erased')
      if (picture === undefined) errors.unshift({ text: 'Choose a picture', href: '#picture' })
      if (errors.length > 0) return show(request, reply, { values: checkForm({}), reason: words, errors })
      const id = await database.withActor(request.actor, 'erase a picture of a sign', async (tx) => {
        const sign = await signOf(tx, idIn(request))
        await eraseFile(tx, await pictureOfSign(tx, sign.id, picture), 'sign picture', words)
        return sign.id
      })
      return reply.redirect(paths.sign({ id }), 303)
    },
  }
}
