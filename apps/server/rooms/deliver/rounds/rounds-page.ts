import type { FastifyReply, FastifyRequest } from 'fastify'
import { isDay, londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { answerInTime, answerOrWait } from '../../../foundation/jobs/work-pages.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import { sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { sentForm, textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { deploymentOf, deploymentsListed, type Deployment } from '../deployments/deployments.ts'
import { deliverPaths as paths } from '../paths.ts'
import { giveToOne, giveToTeam, takenInWords, type GiveResult } from './give-form.ts'
import { isGivenTwice } from './give-out.ts'
import { hoursForm, takeHours } from './hours-form.ts'
import { roundsMade, roundsOfDay, roundsWork, type RoundsDay } from './rounds-of-day.ts'
import { roundsFile } from './rounds-words.ts'
import {
  formOf,
  nothingTyped,
  showDay,
  showRound,
  type Asked,
  type Found,
  type Typed,
} from './show-rounds.ts'

const askedIn = (from: Record<string, unknown>, today: string): Asked => {
  const day = typeof from['day'] === 'string' && isDay(from['day']) ? from['day'] : today
  return { deployment: idFrom(from['deployment']), day, round: String(from['round'] ?? '') }
}

const missing = (): never => {
  throw new MetTraceError('not_found', 'There is no such deployment of yours, or it is closed.')
}

const isOpen = ({ closedOn, heldOut }: Deployment): boolean => closedOn === null && !heldOut

/** Without a place on the page: a page that waits there would not come back by itself. */
const hrefOf = ({ deployment = '', day }: Asked): string => paths.rounds({ deployment, day })

/** Deployments that kits still go to, but for those of earlier phases. */
const openDeployments = async (tx: Transaction, today: string): Promise<Deployment[]> =>
  (await deploymentsListed(tx, { today }, 'all')).deployments.filter(isOpen)

/** The deployment that is asked for, of any phase. Errors: `not_found` where the actor sees none, or it is closed. */
const openDeployment = async (
  tx: Transaction,
  id: string | undefined,
  today: string,
): Promise<Deployment> => {
  const found = id === undefined ? undefined : await deploymentOf(tx, id, today)
  return found && isOpen(found) ? found : missing()
}

/** Rounds of a deployment and a day: made, looked at, cut to the hours of those on duty, and given out. */
export const answers: Answers = ({ database, clock }) => {
  const today = (): string => londonDay(clock())

  const read = (request: FastifyRequest, asked: Asked): Promise<Found> =>
    readPage(database, request, 'rounds of a day', async (tx) => {
      const listed = await openDeployments(tx, today())
      if (asked.deployment === undefined) return { deployments: listed, found: undefined }
      const deployment = await openDeployment(tx, asked.deployment, today())
      return {
        deployments: listed.some(({ id }) => id === deployment.id) ? listed : [deployment, ...listed],
        found: await roundsOfDay(tx, deployment, asked.day, asked.day < today()),
      }
    })

  /** Shows a page again after a form that was refused. The rounds are mostly remembered. */
  const showAgain = async (
    request: FastifyRequest,
    reply: FastifyReply,
    asked: Asked,
    typed: Typed,
  ): Promise<FastifyReply> => {
    const all = await read(request, asked)
    const day = all.found ?? missing()
    const made = await answerInTime(request, reply, roundsWork(day), () => roundsMade(database, request, day))
    return made.rounds.some(({ id }) => id === asked.round)
      ? showRound(reply, asked, day, made, typed)
      : showDay(reply, asked, day, made, { typed, form: formOf(all, asked), isOver: asked.day < today() })
  }

  /** The deployment that a form names, and the day, in the transaction of what the form asks. */
  const dayOfForm = async (tx: Transaction, { deployment, day }: Asked): Promise<RoundsDay> =>
    roundsOfDay(tx, await openDeployment(tx, deployment, today()), day, day < today())

  const giveAsAsked = (request: FastifyRequest, sent: SentForm, asked: Asked): Promise<GiveResult> =>
    database
      .withActor(request.actor, 'give rounds out', async (tx) => {
        const day = await dayOfForm(tx, asked)
        const { id } = request.actor
        return asked.round === '' ? giveToTeam(tx, id, sent, day) : giveToOne(tx, id, sent, day)
      })
      .catch((error: unknown) => {
        if (!isGivenTwice(error)) throw error
        return { errors: [{ text: takenInWords, href: '#rounds' }], choices: [], missing: true }
      })

  return {
    rounds: async (request, reply) => {
      const asked = askedIn(request.query as Record<string, unknown>, today())
      const all = await read(request, asked)
      const form = formOf(all, asked)
      const day = all.found
      if (!day)
        return sendPage(reply, 200, 'rooms/deliver/rounds/rounds.njk', {
          room: 'Deliver',
          page: 'Rounds',
          ...form,
          errors: [],
        })
      const made = await answerOrWait(request, reply, roundsWork(day), () =>
        roundsMade(database, request, day),
      )
      return made
        ? showDay(reply, asked, day, made.answer, { typed: nothingTyped, form, isOver: asked.day < today() })
        : reply
    },
    round: async (request, reply) => {
      const asked = askedIn(request.query as Record<string, unknown>, today())
      const day = (await read(request, asked)).found ?? missing()
      const made = await answerOrWait(request, reply, roundsWork(day), () =>
        roundsMade(database, request, day),
      )
      return made ? showRound(reply, asked, day, made.answer, nothingTyped) : reply
    },
    roundsCsv: async (request, reply) => {
      const asked = askedIn(request.query as Record<string, unknown>, today())
      const day = (await read(request, asked)).found ?? missing()
      const made = await answerInTime(request, reply, roundsWork(day), () =>
        roundsMade(database, request, day),
      )
      return sendCsv(reply, 'rounds', roundsFile(day, made))
    },
    recordHours: async (request, reply) => {
      const sent = sentForm(request.body)
      const asked = askedIn(sent, today())
      const { errors, choices } = await database.withActor(
        request.actor,
        'record hours on duty',
        async (tx) => {
          const deployment = await openDeployment(tx, asked.deployment, today())
          return takeHours(tx, request.actor.id, sent, { deployment, day: asked.day })
        },
      )
      if (errors.length > 0)
        return showAgain(request, reply, asked, {
          ...nothingTyped,
          errors,
          hours: { ...hoursForm(sent), choices },
        })
      return reply.redirect(hrefOf(asked), 303)
    },
    giveRounds: async (request, reply) => {
      const sent = sentForm(request.body)
      const asked = askedIn(sent, today())
      const { errors, choices, missing: isTaken } = await giveAsAsked(request, sent, asked)
      if (errors.length > 0)
        return showAgain(request, reply, isTaken ? { ...asked, round: '' } : asked, {
          ...nothingTyped,
          errors,
          person: textOf(sent, 'person'),
          choices,
        })
      return reply.redirect(hrefOf(asked), 303)
    },
  }
}
