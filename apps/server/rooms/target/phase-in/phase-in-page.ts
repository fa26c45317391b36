import { targetPaths } from '../paths.ts'
import { pageIn } from '../../../foundation/page/lists.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { idIn } from '../../../foundation/page/ids.ts'
import { nameFrom, orFieldErrors, type ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import { z } from 'zod'
import { axisX, axisY, barX, ruleX, text as textMark } from '@observablehq/plot'
import type { PowerAnswer } from '@mettrace/analysis/power/phased-power'
import { timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { answerInTime, answerOrWait } from '../../../foundation/jobs/work-pages.ts'
import { chartSvg } from '../../../foundation/layout/chart.ts'
import { formatMonth, parseMonth } from '../../../foundation/month.ts'
import { areasGeoJson } from '../../../places/areas-geojson.ts'
import {
  answerOrRefuse,
  isRefused,
  sendFile,
  type Asked,
  type PageData,
  pageDataIn,
  wantedBy,
  type Refused,
} from '../question/page-data.ts'
import { table } from '../risk/page-csv.ts'
import { parametersOf } from '../question/page-links.ts'
import { formContext, scopeOf } from '../risk/page-view.ts'
import { monthInWords, oneDecimal, percent, wholeNumber } from '../../../foundation/words/figures.ts'
import { planDeployments } from '../plan/plan-deployments.ts'
import { deploymentQuestion } from '../plan/plan-view.ts'
import type { Risk } from '../../../crime/types.ts'
import { keepOrder, keptOrder, keptOrders, numberOfOrders, type OrderLine } from './kept-orders.ts'
import {
  inOrder,
  largestInTrials,
  phasePlan,
  powerInWords,
  type PhaseDesign,
  type PhasedArea,
  type PhasedPlan,
} from './phase-in.ts'

const whole = (low: number, high: number, words: string) =>
  z.coerce.number(words).int(words).min(low, words).max(high, words)

const designSchema = z.object({
  waves: whole(1, 24, 'Waves must be a whole number from 1 to 24'),
  gap: whole(1, 24, 'Months between waves must be a whole number from 1 to 24'),
  follow: whole(1, 60, 'Months after the last wave must be a whole number from 1 to 60'),
  holdout: z.coerce
    .number('Areas left without kits must be a number, like 20')
    .min(0, 'Areas left without kits must be from 0% to 90%')
    .max(90, 'Areas left without kits must be from 0% to 90%'),
  first: z
    .string()
    .refine((text) => parseMonth(text) !== undefined, 'First start must be a month, like 2027-01'),
  seed: z
    .string()
    .trim()
    .min(1, 'Enter the seed that was published')
    .max(200, 'The seed must be no longer than 200 characters'),
})
type Typed = Record<keyof z.infer<typeof designSchema>, string>

const fields = Object.keys(designSchema.shape) as (keyof Typed)[]

type Read = {
  typed: Typed
  design: PhaseDesign | undefined
  errors: { text: string; href: string; field: string }[]
}

/** The design as it was typed; the usual one where nothing was. */
const readDesign = (raw: unknown, until: string): Read => {
  const given = (raw ?? {}) as Record<string, unknown>
  const next = (parseMonth(until) ?? 0) + 3
  const usual: Typed = {
    waves: '4',
    gap: '3',
    follow: '12',
    holdout: '20',
    first: formatMonth(next),
    seed: 'example seed: publish yours first',
  }
  const typed = Object.fromEntries(
    fields.map((field) => {
      const value = given[field]
      return [field, typeof value === 'string' ? value.slice(0, 300) : usual[field]]
    }),
  ) as Typed
  const read = designSchema.safeParse(typed)
  if (read.success) {
    const { holdout, ...design } = read.data
    return { typed, design: { ...design, holdOut: holdout / 100 }, errors: [] }
  }
  const errors = read.error.issues.map(({ path, message }) => ({
    text: message,
    href: `#${String(path[0])}`,
    field: String(path[0]),
  }))
  return {
    typed,
    design: undefined,
    errors: [...new Map(errors.map((error) => [error.field, error])).values()],
  }
}

const powerChart = ({ power }: PowerAnswer): string =>
  chartSvg('How often an effect would be found, by its size; the table has every figure', 'narrow', {
    height: 75 + 30 * power.length,
    marginLeft: 60,
    marginRight: 60,
    marginBottom: 45,
    x: { domain: [0, 100] },
    y: { label: null, type: 'band', domain: power.map(({ effect }) => `${Math.round(100 * effect)}%`) },
    marks: [
      barX(power, {
        y: ({ effect }: { effect: number }) => `${Math.round(100 * effect)}%`,
        x: (each: { power: number }) => 100 * each.power,
        fill: '#1d70b8',
      }),
      textMark(power, {
        y: ({ effect }: { effect: number }) => `${Math.round(100 * effect)}%`,
        x: (each: { power: number }) => 100 * each.power,
        text: (each: { power: number }) => `${Math.round(100 * each.power)}%`,
        dx: 22,
        fontSize: 14,
      }),
      ruleX([80], { stroke: '#0b0c0c', strokeWidth: 2, strokeDasharray: '6 4' }),
      ruleX([0]),
      axisX({ label: 'cases in which it is found, %', labelOffset: 40, fontSize: 14 }),
      axisY({ label: null, fontSize: 14, tickSize: 0 }),
    ],
  })

const rowOf = (area: PhasedArea) => ({
  names: area.names.map((name, at) => name ?? area.codes[at]!).join(', '),
  bcu: area.bcu || '–',
  block: wholeNumber(area.block),
  homes: wholeNumber(area.homes),
  kits: wholeNumber(area.kits),
  expected: oneDecimal(area.expected),
  wave: area.wave === null ? '–' : wholeNumber(area.wave),
  start: area.start === null ? 'Left without kits' : monthInWords(area.start),
})

const resultOf = ({ areas, power, whyNoPower }: PhasedPlan) => ({
  rows: inOrder(areas).map(rowOf),
  words: power ? powerInWords(power) : whyNoPower,
  cannot: !power || power.detectable === null || power.detectable > largestInTrials,
  chart: power ? powerChart(power) : undefined,
  power:
    power?.power.map(({ effect, power: found }) => ({ effect: percent(effect), power: percent(found) })) ??
    [],
  overdispersion:
    power && Number.isFinite(power.overdispersion) ? oneDecimal(power.overdispersion) : undefined,
  held: wholeNumber(areas.filter(({ wave }) => wave === null).length),
  of: wholeNumber(areas.length),
})

const orderCsv = (areas: readonly PhasedArea[], seed: string): string =>
  table<PhasedArea>(
    [
      ['drawn_name', ({ id }) => id],
      ['names', ({ names, codes }) => names.map((name, at) => name ?? codes[at]).join('; ')],
      ['bcu', ({ bcu }) => bcu],
      ['block', ({ block }) => block],
      ['wave', ({ wave }) => wave],
      ['start', ({ start }) => start],
      ['held_out', ({ wave }) => wave === null],
      ['homes', ({ homes }) => homes],
      ['kits', ({ kits }) => kits],
      ['expected', ({ expected }) => Number(expected.toFixed(4))],
      ['seed', () => seed],
    ],
    inOrder(areas),
  )

type Phased = { risk: Risk; phased: PhasedPlan; plan: Record<string, unknown> }

const untilOf = ({ query, choices }: Asked): string => query.question?.until ?? choices.series[0]?.to ?? ''

const phase = (pageData: PageData, asked: Asked, design: PhaseDesign): Promise<Phased | Refused> =>
  answerOrRefuse(asked, async (question) => {
    const { risk, ground } = await pageData.groundAndRiskFor(question)
    const asksFor = deploymentQuestion(question)
    const { plan } = await planDeployments(pageData.database, pageData.actor, { risk, ground }, asksFor)
    const city = await pageData.cityFor(question)
    const parts = { city, risk, plan, ground, design }
    const phased = await phasePlan(pageData.database, pageData.actor, parts)
    return { risk, phased, plan: { ...risk.inputs, ...asksFor, most: asksFor.most ?? null } }
  })

const phaseWork = (asked: Asked, design: PhaseDesign) =>
  wantedBy(asked, 'Start order', 'The order of starts', [design])

/** Saved orders that are shown beside the form; all are on their own page. */
const shownBeside = 10

const lineOfOrder = ({ id, name, keptAt, actor, seed }: OrderLine) => ({
  href: targetPaths.order({ id }),
  name,
  seed,
  actor,
  keptAt: timeInWords(keptAt),
})

const ordersCsv = (lines: readonly OrderLine[]): string =>
  table<OrderLine>(
    [
      ['order', ({ id }) => id],
      ['name', ({ name }) => name],
      ['saved_at', ({ keptAt }) => keptAt],
      ['saved_by', ({ actor }) => actor],
      ['seed', ({ seed }) => seed],
      ['digest', ({ digest }) => digest],
    ],
    lines,
  )

const showPage = async (
  pageData: PageData,
  reply: FastifyReply,
  asked: Asked<OrderLine[]>,
  read: Read,
  naming: { errors: ErrorAtField[]; typed: unknown } = { errors: [], typed: undefined },
) => {
  const { typed, design, errors } = read
  const found = design
    ? await answerOrWait(reply.request, reply, phaseWork(asked, design), () => phase(pageData, asked, design))
    : { answer: { errors: [], status: 400 } }
  if (!found) return reply
  const { answer } = found
  const form = formContext(asked.query, asked.choices, isRefused(answer) ? answer.errors : [])
  const page = {
    page: 'Start order',
    ...form,
    errors: [...errors, ...naming.errors, ...form.errors],
    designErrors: Object.fromEntries(errors.map(({ field, text: message }) => [field, { text: message }])),
    name: naming.typed,
    design: typed,
    carried: Object.entries(parametersOf(asked.query)).map(([name, value]) => ({ name, value })),
    kept: asked.more.slice(0, shownBeside).map(lineOfOrder),
    allHref: asked.more.length > shownBeside ? targetPaths.orders() : undefined,
  }
  if (isRefused(answer))
    return pageData.show(reply, answer.status, 'rooms/target/phase-in/phase-in.njk', page)
  return pageData.show(reply, naming.errors.length > 0 ? 400 : 200, 'rooms/target/phase-in/phase-in.njk', {
    ...page,
    result: {
      scope: scopeOf(answer.risk, asked.importedAt),
      warnings: answer.risk.warnings,
      seed: typed.seed,
      ...resultOf(answer.phased),
    },
  })
}

const readOrder = async (pageData: PageData, request: FastifyRequest) => {
  const id = idIn(request)
  const order = id && (await pageData.read('a kept order of starts', (tx) => keptOrder(tx, id)))
  if (!order) throw new MetTraceError('not_found', 'There is no such order of starts.')
  return order
}

/** The randomised order of starts: what it is, what it could show, and keeping it for a measurement to be held to. */
export const answers: Answers = ({ database }) => {
  const pageDataOf = pageDataIn(database)

  return {
    phaseIn: async (request, reply) => {
      const pageData = pageDataOf(request)
      const asked = await pageData.ask(request.query, (tx) => keptOrders(tx))
      if ('missing' in asked) return pageData.showNothingLoaded(reply, 'Start order', asked.missing)
      return showPage(pageData, reply, asked, readDesign(request.query, untilOf(asked)))
    },
    keepOrder: async (request, reply) => {
      const pageData = pageDataOf(request)
      const asked = await pageData.ask(request.body, (tx) => keptOrders(tx))
      if ('missing' in asked) return pageData.showNothingLoaded(reply, 'Start order', asked.missing)
      const read = readDesign(request.body, untilOf(asked))
      const { name } = (request.body ?? {}) as Record<string, unknown>
      const { design } = read
      const answer = design
        ? await answerInTime(request, reply, phaseWork(asked, design), () => phase(pageData, asked, design))
        : undefined
      if (!design || !answer || isRefused(answer)) return showPage(pageData, reply, asked, read)
      const kept = await orFieldErrors(() =>
        pageData.database.withActor(pageData.actor, 'keep an order of starts', (tx) =>
          keepOrder(tx, pageData.actor.id, {
            name: nameFrom(name, 'order'),
            seed: design.seed,
            question: { design, plan: answer.plan },
            answer: answer.phased,
          }),
        ),
      )
      if ('errors' in kept)
        return showPage(pageData, reply, asked, read, { errors: kept.errors, typed: name })
      return reply.redirect(targetPaths.order({ id: kept.answer }), 303)
    },
    orders: async (request, reply) => {
      const pageData = pageDataOf(request)
      const page = pageIn(request)
      const { lines, total } = await pageData.read('kept orders of starts', async (tx) => ({
        lines: await keptOrders(tx, page),
        total: await numberOfOrders(tx),
      }))
      return pageData.show(reply, 200, 'rooms/target/phase-in/orders.njk', {
        page: 'Start order',
        orders: lines.map(lineOfOrder),
        pages: pagesOf({ page, rows: lines.length, total }, 'Pages of orders of starts', (to) =>
          targetPaths.orders({ page: String(to) }),
        ),
      })
    },
    ordersCsv: async (request, reply) => {
      const lines = await pageDataOf(request).read('file of orders of starts', (tx) => keptOrders(tx, 'all'))
      return sendFile(reply, 'mettrace-orders-of-starts.csv', 'text/csv; charset=utf-8', ordersCsv(lines))
    },
    order: async (request, reply) => {
      const pageData = pageDataOf(request)
      const order = await readOrder(pageData, request)
      return pageData.show(reply, 200, 'rooms/target/phase-in/kept.njk', {
        page: 'Start order',
        order: { ...order, keptAt: timeInWords(order.keptAt) },
        result: resultOf(order.answer),
        csvHref: targetPaths.orderCsv({ id: order.id }),
        geojsonHref: targetPaths.orderGeoJson({ id: order.id }),
      })
    },
    orderGeoJson: async (request, reply) => {
      const pageData = pageDataOf(request)
      const { answer, seed, question } = await readOrder(pageData, request)
      const { kind, validFrom } = question.plan as { kind: string; validFrom: string }
      const properties = new Map(
        answer.areas.flatMap(({ id, codes, names, bcu, block, wave, start }) =>
          codes.map((code, at) => [
            code,
            { code, name: names[at] ?? null, drawn_name: id, bcu, block, wave, start, seed },
          ]),
        ),
      )
      const outlines = areasGeoJson(pageData.database, pageData.actor, { kind, validFrom }, properties)
      return sendFile(reply, 'mettrace-order-of-starts.geojson', 'application/geo+json', outlines)
    },
    orderCsv: async (request, reply) => {
      const pageData = pageDataOf(request)
      const { answer, seed } = await readOrder(pageData, request)
      return sendFile(
        reply,
        'mettrace-order-of-starts.csv',
        'text/csv; charset=utf-8',
        orderCsv(answer.areas, seed),
      )
    },
  }
}
