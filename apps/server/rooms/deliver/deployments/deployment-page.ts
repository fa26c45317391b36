import { homesToGo } from '@mettrace/analysis/saturation/homes-to-go'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { csvText } from '../../../foundation/csv-text.ts'
import { dayInWords, londonDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count, monthInWords, percent, wholeNumber } from '../../../foundation/words/figures.ts'
import { deliverPaths } from '../paths.ts'
import { boundsInWords } from '../saturation/place-words.ts'
import { stateBarOf } from '../saturation/state-bar.ts'
import { changeDeployment } from './change-deployment.ts'
import { changeFrom } from './change-form.ts'
import { coverageOf, shareByMonth, type Coverage } from './coverage.ts'
import {
  asSeenBy,
  factsInWords,
  knownOr,
  numberInWords,
  seesOwnPlaces,
  shownDeployment,
} from './deployment-words.ts'
import { changesOfDeployment, deploymentOf, fixedOf, type Deployment } from './deployments.ts'

/** Errors: `not_found`, the same where there is none and where it is not of the actor's places. */
const readDeployment = async (
  tx: Transaction,
  id: string | undefined,
  today: string,
): Promise<Deployment> => {
  const found = id && (await deploymentOf(tx, id, today))
  if (!found) throw new MetTraceError('not_found', 'There is no such deployment.')
  return found
}

const readCoverage = async (tx: Transaction, deployment: Deployment): Promise<Coverage> =>
  (await coverageOf(tx, [deployment])).get(deployment.id)!

const areaRow = (area: Deployment['areas'][number], { aim, areas }: Coverage) => {
  const { homesNow, withKit, state } = areas.get(area.place)!
  const share = homesNow === null || withKit === null || homesNow === 0 ? null : withKit / homesNow
  return {
    code: area.code,
    name: area.name ?? area.code,
    homesThen: knownOr(area.homes),
    homesNow: knownOr(homesNow),
    withKit: knownOr(withKit),
    share: share === null ? 'not known' : percent(share),
    // Without a kit known there are no states to draw either.
    bar: withKit === null ? undefined : stateBarOf(state, aim),
    protected: withKit === null ? 'not known' : wholeNumber(state.protected),
    protectedShare: withKit === null || state.share === null ? 'not known' : percent(state.share),
  }
}

/** How many homes are protected: from the same counts as the page of its saturation. */
const protectedInWords = ({ state, withKit, aim }: Coverage) =>
  withKit === null || state.share === null
    ? undefined
    : {
        share: percent(state.share),
        homes: wholeNumber(state.protected),
        bounds: boundsInWords(state),
        toGo: aim === null ? undefined : count(homesToGo(state.homes, state.protected, aim), 'home'),
      }

/** Homes with a kit at the end of each month, of those in force now. */
const monthRows = ({ startsOn }: Deployment, coverage: Coverage) =>
  startsOn === null
    ? []
    : shareByMonth(coverage, startsOn.slice(0, 7)).map(({ month, share }) => ({
        month: monthInWords(month),
        given: wholeNumber(coverage.months.find((each) => each.month === month)?.homes ?? 0),
        share: percent(share),
      }))

const areasCsv = (deployment: Deployment, coverage: Coverage): string =>
  csvText([
    [
      'deployment',
      'area',
      'name',
      'boundaries',
      'ward',
      'bcu',
      'homes_when_fixed',
      'homes_in_force',
      'homes_with_kit',
      'homes_protected',
    ],
    ...deployment.areas.map(({ place, code, name, ward, bcu, homes }) => [
      numberInWords(deployment.number),
      code,
      name,
      `${deployment.kind} ${deployment.validFrom}`,
      ward,
      bcu,
      homes,
      coverage.areas.get(place)?.homesNow ?? null,
      coverage.areas.get(place)?.withKit ?? null,
      coverage.areas.get(place)?.withKit == null ? null : coverage.areas.get(place)!.state.protected,
    ]),
  ])

/** One deployment: its figures, its areas, what became of it, and the forms that change it. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: ErrorAtField[] = [],
    typed: Record<string, unknown> = {},
  ) => {
    const today = londonDay(clock())
    const { deployment, coverage, fixed, changes } = await readPage(
      database,
      request,
      'a deployment',
      async (tx) => {
        const found = await readDeployment(tx, idIn(request), today)
        return {
          deployment: asSeenBy(request.actor.role, found),
          coverage: await readCoverage(tx, found),
          fixed: (await fixedOf(tx, found.id))!,
          changes: await changesOfDeployment(tx, found.id),
        }
      },
    )
    const { id, areas, order, draft, heldOut, closedOn } = deployment
    const nameOf = (code: string): string => areas.find((area) => area.code === code)?.name ?? code
    return sendPage(reply, errors.length > 0 ? 400 : 200, 'rooms/deliver/deployments/deployment.njk', {
      room: 'Deliver',
      page: 'Deployments',
      deployment: shownDeployment(deployment, coverage),
      protected: protectedInWords(coverage),
      saturationHref: deliverPaths.placeSaturation({ kind: 'deployment', id }),
      ofOwn: seesOwnPlaces(request.actor.role),
      phase: deployment.phase,
      boundaries: dayInWords(deployment.validFrom),
      draft,
      order,
      aim: coverage.aim === null ? undefined : percent(coverage.aim).replace('.0%', '%'),
      differ:
        deployment.homes !== null && coverage.homesNow !== null && deployment.homes !== coverage.homesNow,
      digest: fixed.digest,
      rows: areas.map((area) => areaRow(area, coverage)),
      months: monthRows(deployment, coverage),
      facts: factsInWords(deployment, fixed, changes, nameOf),
      open: closedOn === null,
      heldOut,
      csvHref: deliverPaths.deploymentCsv({ id }),
      changeHref: deliverPaths.changeDeployment({ id }),
      choices: [
        { value: '', text: 'Choose one' },
        ...areas.map(({ code, name }) => ({
          value: code,
          text: name ?? code,
          selected: typed['area'] === code,
        })),
      ],
      follows: deployment.lastChange ?? '',
      today,
      typed,
      errors,
    })
  }

  return {
    deployment: (request, reply) => show(request, reply),
    deploymentCsv: async (request, reply) => {
      const file = await readPage(database, request, 'areas of a deployment', async (tx) => {
        const found = await readDeployment(tx, idIn(request), londonDay(clock()))
        return areasCsv(found, await readCoverage(tx, found))
      })
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="mettrace-deployment.csv"')
        .type('text/csv; charset=utf-8')
        .send(file)
    },
    changeDeployment: async (request, reply) => {
      const typed = (request.body ?? {}) as Record<string, unknown>
      const today = londonDay(clock())
      const { actor } = request
      try {
        const id = await database.withActor(actor, 'change a deployment', async (tx) => {
          const found = await readDeployment(tx, idIn(request), today)
          await changeDeployment(tx, actor.id, found.id, changeFrom(typed, today))
          return found.id
        })
        return await reply.redirect(deliverPaths.deployment({ id }), 303)
      } catch (error) {
        if (!(error instanceof MetTraceError) || error.where.about === undefined) throw error
        const form = String(typed['form'] ?? '')
        const field = error.where.about === 'reason' ? `${form}-reason` : error.where.about
        return show(request, reply, [{ text: error.message, href: `#${field}` }], typed)
      }
    },
  }
}
