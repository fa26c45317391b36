import type { FastifyReply } from 'fastify'
import { dayInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Colleague } from '../../supply/acts/named-colleague.ts'
import { numberInWords } from '../deployments/deployment-words.ts'
import type { Deployment } from '../deployments/deployments.ts'
import { deliverPaths as paths } from '../paths.ts'
import { hoursForm, type HoursForm } from './hours-form.ts'
import type { MadeRounds } from './make-rounds.ts'
import type { RoundsDay } from './rounds-of-day.ts'
import { dayLines, headOf, roundLines } from './rounds-words.ts'

/** What a page is of, as it is asked for; whatever is none of it asks for nothing. */
export type Asked = { deployment: string | undefined; day: string; round: string }

/** What a form that was sent said, and what was wrong with it. */
export type Typed = { errors: ErrorAtField[]; hours: HoursForm; person: string; choices: Colleague[] }

export type Found = { deployments: Deployment[]; found: RoundsDay | undefined }

/** Of a page that no form was sent to. */
export const nothingTyped: Typed = { errors: [], hours: hoursForm({}), person: '', choices: [] }

/** The form that says of which deployment and day rounds are. */
export const formOf = ({ deployments }: Found, { deployment, day }: Asked) => ({
  deploymentItems: deployments.map(({ id, number, name }) => ({
    value: id,
    text: `${numberInWords(number)}, ${name}`,
    selected: id === deployment,
  })),
  day,
  dayText: dayInWords(day),
})

/** The page of a deployment and a day. */
export const showDay = (
  reply: FastifyReply,
  asked: Asked,
  day: RoundsDay,
  made: MadeRounds,
  { typed, form, isOver }: { typed: Typed; form: ReturnType<typeof formOf>; isOver: boolean },
): FastifyReply =>
  sendPage(reply, typed.errors.length > 0 ? 400 : 200, 'rooms/deliver/rounds/rounds.njk', {
    room: 'Deliver',
    page: 'Rounds',
    ...form,
    ...headOf(day),
    asked,
    isOver,
    lines: dayLines(day, made),
    csvHref: paths.roundsCsv({ deployment: day.deployment.id, day: asked.day }),
    errors: typed.errors,
    values: typed.hours,
    act: uuidv7(),
  })

/** The page of one round. Errors: `not_found` where there is none of its number now. */
export const showRound = (
  reply: FastifyReply,
  asked: Asked,
  day: RoundsDay,
  made: MadeRounds,
  typed: Typed,
): FastifyReply => {
  const round = made.rounds.find(({ id }) => id === asked.round)
  if (!round) throw new MetTraceError('not_found', 'There is no such round now: the rounds were made anew.')
  return sendPage(reply, typed.errors.length > 0 ? 400 : 200, 'rooms/deliver/rounds/round.njk', {
    room: 'Deliver',
    page: 'Rounds',
    ...headOf(day),
    asked,
    round: roundLines(day, round),
    backHref: paths.rounds({ deployment: day.deployment.id, day: asked.day }),
    errors: typed.errors,
    values: typed,
    act: uuidv7(),
  })
}
