import type { FastifyReply, FastifyRequest } from 'fastify'
import { allows } from '../../../foundation/access/may.ts'
import { actorNames } from '../../../foundation/actor-names.ts'
import { londonDay, timeInWords } from '../../../foundation/days.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { errorsAtField } from '../../../foundation/page/field-errors.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pageIn, sendCsv } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { actFrom, sentForm, textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import { accountOfPerson } from '../../../foundation/person-account.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count, percent, wholeNumber } from '../../../foundation/words/figures.ts'
import { areasInWords, bcusInWords } from '../../../places/place-names.ts'
import { colleagueNamed, type Colleague } from '../../supply/acts/named-colleague.ts'
import { deliverPaths as paths } from '../paths.ts'
import { placeCounts } from '../saturation/counts.ts'
import { saturationSettings } from '../saturation/saturation.ts'
import { nineteenDoors, sizingInWords, wholePercent, wishInWords } from './check-words.ts'
import { frameOf, strataOf } from './frame.ts'
import { checkerField, orderCheck } from './order-check.ts'
import { asksOfVisits } from './routes.ts'
import { areasAcross, spotChecks, type ListedCheck } from './spot-checks.ts'
import { sizingOf, wishes } from './wishes.ts'

const stateOf = ({ how, drawnAt, doors, answered }: ListedCheck): string => {
  if (how !== null) return how
  if (drawnAt === null) return 'not drawn yet'
  return answered < doors ? 'open' : 'to be closed'
}

const checkersOf = ({ checkers }: ListedCheck, nameOf: (account: string) => string): string =>
  [...new Set(checkers)].map((person) => nameOf(accountOfPerson(person))).join(' and ')

const read = async (tx: Transaction, page?: number) => {
  const list = await spotChecks(tx, page)
  return {
    list,
    nameOf: await actorNames(
      tx,
      list.flatMap(({ checkers }) => checkers.map(accountOfPerson)),
    ),
    areaName: await areasInWords(
      tx,
      list.map(({ area }) => area),
    ),
  }
}

type Ordering = {
  area: string
  wish: string
  /** What was typed of each BCU's officer, and those to choose from, by the field. */
  people: ReadonlyMap<string, { typed: string; choices: Colleague[] }>
  errors: ErrorAtField[]
}

/** Whoever leads all BCUs orders checks of areas in more than one. */
const leadsAll = ({ role }: { role: string }): boolean => role === 'programme_lead'

/** Areas that a check can be ordered of, and what each wish takes in the one that was chosen. */
const orderingOf = async (
  tx: Transaction,
  { area, wish, people }: Ordering,
  { day, isAcross }: { day: string; isAcross: boolean },
) => {
  const { target } = await saturationSettings(tx)
  const across = isAcross ? new Set(await areasAcross(tx)) : undefined
  const counted = (await placeCounts(tx, 'area', {}, day)).filter(
    ({ of, homes }) => of !== '' && homes > 0 && (across === undefined || across.has(of)),
  )
  const nameOf = await areasInWords(
    tx,
    counted.map(({ of }) => of),
  )
  const areas = counted.map((each) => ({
    value: each.of,
    text: `${nameOf(each.of)}: ${percent(each.protected / each.homes)} of ${wholeNumber(each.homes)} homes`,
    selected: each.of === area,
  }))
  if (!counted.some(({ of }) => of === area))
    return { areas, target: wholePercent(target), chosen: undefined }
  const { homes, bcus } = await frameOf(tx, area, day, isAcross)
  const bcuName = await bcusInWords(tx, bcus)
  const strata = strataOf(homes)
  const items = [...wishes].flatMap(([value, each]) => {
    const sizing = 'poor' in each && each.poor >= target ? null : sizingOf(each, strata, target)
    return sizing === null
      ? []
      : [
          {
            value,
            text: wishInWords(each, target),
            hint: { text: sizingInWords(sizing) },
            checked: value === wish,
          },
        ]
  })
  const chosen = {
    name: nameOf(area),
    homes: wholeNumber(homes.length),
    reported: wholeNumber(strata.reported),
    share: percent(strata.reported / homes.length),
    others: wholeNumber(strata.others),
    items,
    checkers: bcus.map((bcu) => {
      const field = checkerField(bcus, bcu)
      const of = homes.filter((each) => each.bcu === bcu).length
      return {
        field,
        label: isAcross ? `Who checks the ${count(of, 'home')} in ${bcuName(bcu)}` : 'Who checks',
        value: people.get(field)?.typed,
        choices: people.get(field)?.choices ?? [],
      }
    }),
  }
  return { areas, target: wholePercent(target), chosen }
}

/** Spot checks: of whoever leads those of their places with the form for another, of an officer their own. */
export const answers: Answers = ({ database, clock }) => {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    ordering: Ordering,
  ): Promise<FastifyReply> => {
    const page = pageIn(request)
    const mayOrder = allows(request.actor.role, { verb: 'add', kind: 'spot_check' })
    const shown = await readPage(database, request, 'spot checks', async (tx) => ({
      ...(await read(tx, page)),
      order: mayOrder
        ? await orderingOf(tx, ordering, { day: londonDay(clock()), isAcross: leadsAll(request.actor) })
        : undefined,
    }))
    const { list, nameOf, areaName, order } = shown
    const status = ordering.errors.length > 0 ? 400 : 200
    return sendPage(reply, status, 'rooms/deliver/spot-checks/spot-checks.njk', {
      room: 'Deliver',
      page: 'Spot checks',
      checks: list.map((each) => ({
        area: areaName(each.area),
        href: each.isOwn ? paths.doorsToCheck({ id: each.id }) : paths.spotCheck({ id: each.id }),
        isOpen: !each.isOwn || (each.how === null && each.drawnAt !== null),
        checker: checkersOf(each, nameOf),
        visited: `${wholeNumber(each.answered)} of ${wholeNumber(each.doors)}`,
        ordered: timeInWords(each.orderedAt),
        state: stateOf(each),
      })),
      isOwn: allows(request.actor.role, { verb: 'add', kind: 'spot_finding' }),
      mayOrder,
      isAcross: leadsAll(request.actor),
      asksOfVisits: allows(request.actor.role, asksOfVisits),
      order,
      nineteen: nineteenDoors(),
      act: uuidv7(),
      errors: ordering.errors,
      values: ordering,
      pages: pagesOf({ page, rows: list.length, total: list[0]?.total ?? 0 }, 'Pages of spot checks', (to) =>
        paths.spotChecks({ page: String(to) }),
      ),
      csvHref: paths.spotChecksCsv(),
    })
  }
  const orderFrom = async (request: FastifyRequest, sent: SentForm): Promise<Ordering & { id: string }> => {
    const [id, area, wish] = [actFrom(sent), textOf(sent, 'area'), textOf(sent, 'wish')]
    const asked = wishes.get(wish)
    const people = new Map<string, { typed: string; choices: Colleague[] }>()
    const asTyped = { id, area, wish, people }
    const on = { day: londonDay(clock()), isAcross: leadsAll(request.actor) }
    try {
      return await database.withActor(request.actor, 'order a spot check', async (tx) => {
        const { bcus } = await frameOf(tx, area, on.day, on.isAcross)
        const errors: ErrorAtField[] = asked
          ? []
          : [{ text: 'Choose what the check is to tell', href: '#wish' }]
        const checkers = new Map<string, string>()
        const bcuName = await bcusInWords(tx, bcus)
        for (const bcu of bcus) {
          const field = checkerField(bcus, bcu)
          const missing = on.isAcross
            ? `Enter the name of the officer who checks in ${bcuName(bcu)}`
            : 'Enter the name of the officer who checks'
          const named = await colleagueNamed(tx, sent, { field, missing })
          people.set(field, { typed: textOf(sent, field), choices: named.choices })
          errors.push(...named.errors)
          if (named.errors.length === 0) checkers.set(bcu, named.person)
        }
        if (asked && errors.length === 0) {
          const { target } = await saturationSettings(tx)
          await orderCheck(tx, request.actor.id, { id, area, checkers, wish: asked, target }, on)
        }
        return { ...asTyped, errors }
      })
    } catch (error) {
      return { ...asTyped, errors: errorsAtField(error) }
    }
  }
  return {
    spotChecks: (request, reply) => {
      const { area = '' } = request.query as { area?: unknown }
      const fresh = { wish: 'poor-70', people: new Map(), errors: [] }
      return show(request, reply, { ...fresh, area: typeof area === 'string' ? area : '' })
    },
    spotChecksCsv: async (request, reply) => {
      const { list, nameOf } = await readPage(database, request, 'spot checks', (tx) => read(tx))
      return sendCsv(reply, 'spot-checks', [
        ['ordered_at', 'area', 'checker', 'doors', 'doors_visited', 'state', 'ended_at'],
        ...list.map((each) => [
          each.orderedAt.toISOString(),
          each.area,
          checkersOf(each, nameOf),
          each.doors,
          each.answered,
          stateOf(each),
          each.endedAt?.toISOString() ?? null,
        ]),
      ])
    },
    orderSpotCheck: async (request, reply) => {
      const ordering = await orderFrom(request, sentForm(request.body))
      if (ordering.errors.length > 0) return show(request, reply, ordering)
      return reply.redirect(paths.spotCheck({ id: ordering.id }), 303)
    },
  }
}
