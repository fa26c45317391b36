import { addDays } from '@mettrace/clocks/days/days'
import type { FastifyRequest } from 'fastify'
import { isPersonRole, personRoles, type Role } from '../../../foundation/access/roles.ts'
import { dayInWords, isDay, londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { monthInWords, oneDecimal, wholeNumber } from '../../../foundation/words/figures.ts'
import { wardAndBcuNames } from '../../../places/place-names.ts'
import { numberInWords } from '../deployments/deployment-words.ts'
import { deploymentsListed } from '../deployments/deployments.ts'
import { deliverPaths as paths } from '../paths.ts'
import { mondayOf } from '../rota/rota-days.ts'
import {
  countedMinutes,
  hoursOfDeployments,
  hoursOfTeams,
  type HoursAsked,
  type VisitMinutes,
} from './delivery-hours.ts'

const inHours = (minutes: number): string => oneDecimal(minutes / 60)

const shown = (each: VisitMinutes) => ({
  visits: wholeNumber(each.visits),
  counted: inHours(countedMinutes(each)),
  measured: inHours(each.measured),
  walking: inHours(each.walking),
  expected: inHours(each.expected),
  unknown: inHours(each.unknown),
})

const sumOf = (all: readonly VisitMinutes[]): VisitMinutes => {
  const sum = (of: (each: VisitMinutes) => number): number => all.reduce((total, each) => total + of(each), 0)
  return {
    visits: sum(({ visits }) => visits),
    measured: sum(({ measured }) => measured),
    walking: sum(({ walking }) => walking),
    expected: sum(({ expected }) => expected),
    unknown: sum(({ unknown }) => unknown),
  }
}

const minutesInFile = (each: VisitMinutes): number[] =>
  [countedMinutes(each), each.measured, each.walking, each.expected, each.unknown].map((minutes) =>
    Number(minutes.toFixed(1)),
  )

const roleInWords = (role: string | null): string =>
  role !== null && isPersonRole(role as Role)
    ? personRoles[role as keyof typeof personRoles].title
    : 'Not known'

/** So many weeks are shown where nothing is asked for; and so many days at most. */
const [usualWeeks, mostDays] = [8, 400]

const askedIn = (
  query: Record<string, unknown>,
  today: string,
): { asked: HoursAsked; errors: ErrorAtField[] } => {
  const usual = { first: addDays(mondayOf(today), -7 * (usualWeeks - 1)), last: today }
  const typed = { first: query['from'] ?? usual.first, last: query['to'] ?? usual.last }
  const { first, last } = typed
  const errors: ErrorAtField[] = []
  if (typeof first !== 'string' || !isDay(first)) errors.push({ text: 'Enter the first day', href: '#from' })
  if (typeof last !== 'string' || !isDay(last)) errors.push({ text: 'Enter the last day', href: '#to' })
  if (typeof first !== 'string' || typeof last !== 'string' || errors.length > 0)
    return { asked: usual, errors }
  if (last < first) errors.push({ text: 'The last day must not be before the first', href: '#to' })
  else if (addDays(first, mostDays) < last)
    errors.push({ text: `Ask for ${mostDays} days or fewer at once`, href: '#to' })
  return { asked: errors.length > 0 ? usual : { first, last }, errors }
}

/** What delivery takes: hours by role and week, and by deployment and month. Nobody is named. */
export const answers: Answers = ({ database, clock }) => {
  const read = (request: FastifyRequest, asked: HoursAsked) =>
    readPage(database, request, 'hours of delivery', async (tx) => {
      const teams = await hoursOfTeams(tx, asked)
      const deployments = await hoursOfDeployments(tx, asked)
      const names = new Map(
        (await wardAndBcuNames(tx)).map(({ kind, code, name }) => [`${kind} ${code}`, name]),
      )
      const { deployments: listed } = await deploymentsListed(tx, { today: londonDay(clock()) }, 'all')
      const known = new Map(listed.map((each) => [each.number, each]))
      return {
        teams: teams.map((each) => ({
          each,
          week: each.week,
          place:
            names.get(each.ward === null ? `bcu ${each.bcu}` : `ward ${each.ward}`) ?? each.ward ?? each.bcu,
          role: roleInWords(each.role),
        })),
        deployments: deployments.map((each) => ({
          each,
          month: each.month,
          name:
            each.deployment === null
              ? 'Homes of no deployment'
              : `${numberInWords(each.deployment)} ${known.get(each.deployment)?.name ?? ''}`.trim(),
          id: each.deployment === null ? undefined : known.get(each.deployment)?.id,
        })),
      }
    })

  return {
    deliveryHours: async (request, reply) => {
      const { asked, errors } = askedIn(request.query as Record<string, unknown>, londonDay(clock()))
      const { teams, deployments } = await read(request, asked)
      const all = sumOf(teams.map(({ each }) => each))
      return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/deliver/hours/hours.njk', {
        room: 'Deliver',
        page: 'Delivery hours',
        errors,
        asked,
        periodText: `${dayInWords(asked.first)} to ${dayInWords(asked.last)}`,
        isOwn: request.actor.role === 'sergeant',
        all: shown(all),
        teams: teams.map(({ each, week, place, role }) => ({
          week: dayInWords(week),
          place,
          role,
          officers: wholeNumber(each.officers),
          days: wholeNumber(each.days),
          minutes: shown(each),
        })),
        deployments: deployments.map(({ each, month, name, id }) => ({
          month: monthInWords(month),
          name,
          href: id === undefined ? undefined : paths.deployment({ id }),
          minutes: shown(each),
        })),
        csvHref: paths.hoursCsv({ from: asked.first, to: asked.last }),
      })
    },
    deliveryHoursCsv: async (request, reply) => {
      const { asked, errors } = askedIn(request.query as Record<string, unknown>, londonDay(clock()))
      const [wrong] = errors
      if (wrong) throw new MetTraceError('usage', `${wrong.text}.`, { about: wrong.href.slice(1) })
      const { teams, deployments } = await read(request, asked)
      return sendCsv(reply, 'delivery-hours', [
        [
          'of',
          'from',
          'place_or_deployment',
          'role',
          'officers',
          'officer_days',
          'visits',
          'minutes_counted',
          'minutes_measured',
          'minutes_walking_estimated',
          'minutes_expected',
          'minutes_not_known',
        ],
        ...teams.map(({ each, week, place, role }) =>
          ['week', week, place, role, each.officers, each.days, each.visits].concat(minutesInFile(each)),
        ),
        ...deployments.map(({ each, month, name }) =>
          ['month', `${month}-01`, name, null, null, null, each.visits].concat(minutesInFile(each)),
        ),
      ])
    },
  }
}
