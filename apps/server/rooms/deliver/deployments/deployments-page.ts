import type { FastifyRequest } from 'fastify'
import { londonDay } from '../../../foundation/days.ts'
import { allows } from '../../../foundation/access/may.ts'
import type { Role } from '../../../foundation/access/roles.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { sendCsv } from '../../../foundation/page/lists.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import { pageFrom, pagesOf } from '../../../foundation/page/pages.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { settingOf, settings } from '../../../foundation/settings.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { capital, count, percent, wholeNumber } from '../../../foundation/words/figures.ts'
import { areasOfVintagesGeoJson, type AreasOfVintage } from '../../../places/areas-geojson.ts'
import { deliverPaths } from '../paths.ts'
import { coverageOf, type Coverage } from './coverage.ts'
import {
  asSeenBy,
  knownOr,
  numberInWords,
  runningInWords,
  seesOwnPlaces,
  shownDeployment,
  stateInWords,
} from './deployment-words.ts'
import {
  bcusOfDeployments,
  deploymentsListed,
  earlierPhases,
  kitsBound,
  type Deployment,
  type DeploymentsAsked,
  type DeploymentState,
} from './deployments.ts'

const stateNames: readonly DeploymentState[] = [
  'under way',
  'not begun',
  'start not known',
  'left without kits',
  'closed',
]

const words = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 100) : undefined

/** What a list is asked for; whatever is none of it asks for nothing. */
const askedIn = (request: FastifyRequest, today: string): DeploymentsAsked & { page: number } => {
  const { state, bcu, find, phase, page } = request.query as Record<string, unknown>
  return {
    today,
    state: stateNames.find((name) => name === state),
    bcu: words(bcu),
    find: words(find),
    phase: idFrom(phase),
    page: pageFrom(page),
  }
}

const parametersOf = ({ state, bcu, find, phase }: DeploymentsAsked): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ state, bcu, find, phase }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )

/** Deployments with their coverage. Errors: none. */
const readListed = async (tx: Transaction, role: Role, asked: DeploymentsAsked, page: number | 'all') => {
  const { deployments, total } = await deploymentsListed(tx, asked, page)
  return {
    deployments: deployments.map((each) => asSeenBy(role, each)),
    total,
    coverage: await coverageOf(tx, deployments),
  }
}

/** What is summed over the deployments of the list that are under way; null as soon as one is not known. */
const underWay = (deployments: readonly Deployment[], coverage: ReadonlyMap<string, Coverage>) => {
  const running = deployments.filter(({ state }) => state === 'under way')
  const sum = (value: (each: Coverage) => number | null): number | null =>
    running.reduce<number | null>((total, { id }) => {
      const add = value(coverage.get(id)!)
      return total === null || add === null ? null : total + add
    }, 0)
  const [homes, given, toGo] = [
    sum((each) => each.homesNow),
    sum((each) => each.withKit),
    sum((each) => each.toGo),
  ]
  return {
    count: running.length,
    words: runningInWords(running.length, running.filter(({ id }) => coverage.get(id)!.reached).length),
    homes: knownOr(homes),
    withKit: knownOr(given),
    toGo: knownOr(toGo),
    share: homes === null || given === null || homes === 0 ? 'not known' : percent(given / homes),
  }
}

/** Choices of a filter, the first of which is all. */
const choicesOf = (names: readonly string[], chosen: string | undefined) => [
  { value: '', text: 'All' },
  ...names.map((name) => ({ value: name, text: capital(name), selected: name === chosen })),
]

const csvHeading = [
  'deployment',
  'name',
  'state',
  'start',
  'start_known',
  'wave',
  'left_without_kits',
  'areas',
  'boundaries',
  'homes_when_fixed',
  'homes_in_force',
  'kits_bound',
  'homes_with_kit',
  'share',
  'aim',
  'to_go',
  'closed_on',
  'origin',
  'phase',
]

const csvLine = (each: Deployment, coverage: Coverage) => [
  numberInWords(each.number),
  each.name,
  stateInWords(each, coverage).words,
  each.startKnown === 'month' ? (each.startsOn?.slice(0, 7) ?? null) : each.startsOn,
  each.startKnown,
  each.wave,
  each.heldOut,
  each.areas.map(({ code }) => code).join('; '),
  `${each.kind} ${each.validFrom}`,
  each.homes,
  coverage.homesNow,
  each.kits,
  coverage.withKit,
  coverage.share === null ? null : Number(coverage.share.toFixed(4)),
  coverage.aim,
  coverage.toGo,
  each.closedOn,
  each.origin,
  each.phase,
]

/** The areas of deployments by their boundaries, each with what is known of its deployment. */
const outlinesAsked = (
  deployments: readonly Deployment[],
  coverage: ReadonlyMap<string, Coverage>,
): AreasOfVintage[] =>
  [...Map.groupBy(deployments, ({ kind, validFrom }) => `${kind} ${validFrom}`).values()].map((all) => {
    const [{ kind, validFrom } = { kind: '', validFrom: '' }] = all
    const features = all.flatMap((each) => {
      const covered = coverage.get(each.id)!
      return each.areas.map(({ place, code, name, homes }) => ({
        code,
        name,
        deployment: numberInWords(each.number),
        state: stateInWords(each, covered).words,
        start: each.startsOn,
        start_known: each.startKnown,
        wave: each.wave,
        homes_when_fixed: homes,
        homes_in_force: covered.areas.get(place)?.homesNow ?? null,
        homes_with_kit: covered.areas.get(place)?.withKit ?? null,
      }))
    })
    return { vintage: { kind, validFrom }, properties: Map.groupBy(features, ({ code }) => code) }
  })

/** A sum with how many deployments it leaves out, because nobody knows theirs. */
const known = (sum: number | null, notKnown: number): string => {
  if (sum === null) return 'not known'
  return notKnown === 0 ? wholeNumber(sum) : `${wholeNumber(sum)}, not known of ${wholeNumber(notKnown)}`
}

/** Where kits go and when: every deployment with its homes, its kits and how far it is. */
export const answers: Answers = ({ database, clock }) => ({
  deployments: async (request, reply) => {
    const asked = askedIn(request, londonDay(clock()))
    const ofOwn = seesOwnPlaces(request.actor.role)
    const read = await readPage(database, request, 'deployments', async (tx) => {
      const listed = await readListed(tx, request.actor.role, asked, asked.page)
      return {
        ...listed,
        // Who sees some deployments alone could sum up these, and not what the programme has bound; the control room reads no setting.
        kits:
          !ofOwn && allows(request.actor.role, { verb: 'read', kind: 'setting' })
            ? await kitsBound(tx, settingOf(await settings(tx), 'kits in the programme').value)
            : undefined,
        phases: await earlierPhases(tx),
        bcus: await bcusOfDeployments(tx),
      }
    })
    const { deployments, coverage, total, kits, phases, bcus } = read
    const parameters = parametersOf(asked)
    const sums = underWay(deployments, coverage)
    const phase = asked.phase === undefined ? undefined : deployments[0]?.phase
    return sendPage(reply, 200, 'rooms/deliver/deployments/deployments.njk', {
      room: 'Deliver',
      page: 'Deployments',
      asked: { state: asked.state, bcu: asked.bcu, find: asked.find, phase: asked.phase },
      ofOwn,
      filtered: Object.keys(parameters).length > 0,
      phase,
      stateItems: choicesOf(stateNames, asked.state),
      bcuItems: choicesOf(bcus, asked.bcu),
      rows: deployments.map((each) => shownDeployment(each, coverage.get(each.id)!)),
      sums: sums.count > 1 ? sums : undefined,
      changed: deployments.filter(
        ({ id, homes }) =>
          homes !== null && coverage.get(id)!.homesNow !== null && homes !== coverage.get(id)!.homesNow,
      ).length,
      kits: kits && {
        bound: wholeNumber(kits.bound),
        programme: wholeNumber(kits.programme),
        left: count(kits.left, 'kit'),
      },
      pages: pagesOf({ page: asked.page, rows: deployments.length, total }, 'Pages of deployments', (to) =>
        deliverPaths.deployments({ ...parameters, page: String(to) }),
      ),
      csvHref: deliverPaths.deploymentsCsv(parameters),
      geojsonHref: deliverPaths.deploymentsGeoJson(parameters),
      phases: phases.map((each) => ({
        href: deliverPaths.deployments({ phase: each.approval }),
        name: each.name,
        areas: wholeNumber(each.areas),
        kits: known(each.kits, each.kitsNotKnown),
        homes: known(each.homes, each.homesNotKnown),
      })),
    })
  },
  deploymentsCsv: async (request, reply) => {
    const asked = askedIn(request, londonDay(clock()))
    const { deployments, coverage } = await readPage(database, request, 'file of deployments', (tx) =>
      readListed(tx, request.actor.role, asked, 'all'),
    )
    return sendCsv(reply, 'deployments', [
      csvHeading,
      ...deployments.map((each) => csvLine(each, coverage.get(each.id)!)),
    ])
  },
  deploymentsGeoJson: async (request, reply) => {
    const asked = askedIn(request, londonDay(clock()))
    const { deployments, coverage } = await readPage(database, request, 'outlines of deployments', (tx) =>
      readListed(tx, request.actor.role, asked, 'all'),
    )
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="mettrace-deployments.geojson"')
      .type('application/geo+json')
      .send(areasOfVintagesGeoJson(database, request.actor, outlinesAsked(deployments, coverage)))
  },
})
