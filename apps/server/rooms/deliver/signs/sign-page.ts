import type { FastifyReply, FastifyRequest } from 'fastify'
import { actorNames } from '../../../foundation/actor-names.ts'
import { dayInWords, londonDay, timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { actFrom, sentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { areasInWords } from '../../../places/place-names.ts'
import { deliverPaths as paths } from '../paths.ts'
import { conditionFrom, conditionInWords, conditions } from './conditions.ts'
import { checkSign } from './record-sign.ts'
import { checkForm, faultsOfCheck, type CheckForm } from './sign-form.ts'
import { checksOfSign, signOf } from './signs.ts'

const nextInWords = (day: string | null): string => (day === null ? 'none' : dayInWords(day))

/** One sign with all that was recorded of it, and the form that records how it is. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    { values, errors }: { values: CheckForm; errors: ErrorAtField[] },
  ): Promise<FastifyReply> => {
    const { sign, checks, nameOf, areaName } = await readPage(database, request, 'a sign', async (tx) => {
      const found = await signOf(tx, idIn(request))
      const recorded = await checksOfSign(tx, found.id)
      return {
        sign: found,
        checks: recorded,
        nameOf: await actorNames(
          tx,
          recorded.map(({ actor }) => actor),
        ),
        areaName: (await areasInWords(tx, [found.area]))(found.area),
      }
    })
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
      checks: checks.map((each) => ({
        condition: conditionInWords(each.found),
        onDay: dayInWords(each.onDay),
        nextCheck: nextInWords(each.nextCheck),
        note: each.note ?? '',
        recorded: `${timeInWords(each.at)}, ${nameOf(each.actor)}`,
      })),
      items: conditions.map((value) => ({
        value,
        text: conditionInWords(value),
        checked: value === values.found,
      })),
      checkHref: paths.checkSign({ id: sign.id }),
      act: uuidv7(),
      errors,
      values: { ...values, onDay: values.onDay || londonDay(clock()) },
    })
  }
  return {
    sign: (request, reply) => show(request, reply, { values: checkForm({}), errors: [] }),
    checkSign: async (request, reply) => {
      const sent = sentForm(request.body)
      const values = checkForm(sent)
      const found = conditionFrom(values.found)
      const errors = faultsOfCheck(values, londonDay(clock()))
      if (found === undefined || errors.length > 0) return show(request, reply, { values, errors })
      const id = await database.withActor(request.actor, 'record how a sign was found', async (tx) => {
        const sign = await signOf(tx, idIn(request))
        await checkSign(tx, request.actor.id, {
          id: actFrom(sent),
          sign: sign.id,
          found,
          onDay: values.onDay,
          nextCheck: values.nextCheck === '' ? null : values.nextCheck,
          note: values.note === '' ? null : values.note,
        })
        return sign.id
      })
      return reply.redirect(paths.sign({ id }), 303)
    },
  }
}
