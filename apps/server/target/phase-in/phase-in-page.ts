import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { axisX, axisY, barX, ruleX, text as textMark } from '@observablehq/plot'
import type { PowerAnswer } from '@mettrace/analysis/power/phased-power'
import { timeInWords } from '../../foundation/days.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { chartSvg } from '../../foundation/layout/chart.ts'
import { formatMonth, parseMonth } from '../../foundation/month.ts'
import { areasGeoJson } from '../areas-geojson.ts'
import {
  answerOrRefuse,
  isRefused,
  sendFile,
  type Asked,
  type Asking,
  type AskingOf,
  type Refused,
  addsPlans,
  readsBurglary,
} from '../asking.ts'
import { table } from '../page-csv.ts'
import { parametersOf } from '../page-links.ts'
import { formContext, scopeOf } from '../page-view.ts'
import { monthInWords, oneDecimal, percent, wholeNumber } from '../page-words.ts'
import { groundOf, planDeployments } from '../plan/plan-deployments.ts'
import { deploymentQuestion } from '../plan/plan-view.ts'
import type { Risk } from '../types.ts'
import { keepOrder, keptOrder, keptOrders } from './kept-orders.ts'
import {
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
    .number('Held out must be a number, like 20')
    .min(0, 'Held out must be from 0% to 90%')
    .max(90, 'Held out must be from 0% to 90%'),
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
  start: area.start === null ? 'Held out' : monthInWords(area.start),
})

const sorted = (areas: readonly PhasedArea[]): PhasedArea[] =>
  areas.toSorted(
    (a, b) => (a.wave ?? Infinity) - (b.wave ?? Infinity) || a.block - b.block || (a.id < b.id ? -1 : 1),
  )

const resultOf = ({ areas, power, whyNoPower }: PhasedPlan) => ({
  rows: sorted(areas).map(rowOf),
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
    sorted(areas),
  )

type Phased = { risk: Risk; phased: PhasedPlan; plan: Record<string, unknown> }

const untilOf = ({ query, choices }: Asked): string => query.question?.until ?? choices.series[0]?.to ?? ''

const phase = (asking: Asking, asked: Asked, design: PhaseDesign): Promise<Phased | Refused> =>
  answerOrRefuse(asked, async (question) => {
    const risk = await asking.riskFor(question)
    const asksFor = deploymentQuestion(question)
    const [{ plan }, ground] = await Promise.all([
      planDeployments(asking.database, asking.actor, risk, asksFor),
      groundOf(asking.database, asking.actor, risk),
    ])
    const phased = await phasePlan(asking.database, asking.actor, { risk, plan, ground, design })
    return { risk, phased, plan: { ...risk.inputs, ...asksFor, most: asksFor.most ?? null } }
  })

const showPage = async (
  asking: Asking,
  reply: FastifyReply,
  asked: Asked,
  read: Read,
  nameError?: string,
) => {
  const { typed, design, errors } = read
  const answer = design ? await phase(asking, asked, design) : { errors: [], status: 400 }
  const form = formContext(asked.query, asked.choices, isRefused(answer) ? answer.errors : [])
  const kept = await asking.database.withActor(asking.actor, 'kept orders of starts', keptOrders)
  const named = nameError ? [{ text: nameError, href: '#name' }] : []
  const page = {
    page: 'Phase-in',
    ...form,
    errors: [...errors, ...named, ...form.errors],
    designErrors: Object.fromEntries(errors.map(({ field, text: message }) => [field, { text: message }])),
    nameError: nameError ? { text: nameError } : undefined,
    design: typed,
    carried: Object.entries(parametersOf(asked.query)).map(([name, value]) => ({ name, value })),
    kept: kept.map(({ id, name, keptAt, seed }) => ({
      href: `/phase-in/kept/${id}`,
      name,
      seed,
      keptAt: timeInWords(keptAt),
    })),
  }
  if (isRefused(answer)) return asking.show(reply, answer.status, 'target/phase-in/phase-in.njk', page)
  return asking.show(reply, nameError ? 400 : 200, 'target/phase-in/phase-in.njk', {
    ...page,
    result: {
      scope: scopeOf(answer.risk, asked.importedAt),
      warnings: answer.risk.warnings,
      seed: typed.seed,
      ...resultOf(answer.phased),
    },
  })
}

const kept = async (asking: Asking, params: unknown) => {
  const { id } = z.object({ id: z.uuid() }).safeParse(params).data ?? { id: undefined }
  const order =
    id && (await asking.database.withActor(asking.actor, 'a kept order of starts', (tx) => keptOrder(tx, id)))
  if (!order) throw new MetTraceError('not_found', 'There is no such order of starts.')
  return order
}

/** The randomised order of starts: what it is, what it could show, and keeping it for a measurement to be held to. */
export const phaseInPage = (app: FastifyInstance, askingOf: AskingOf): void => {
  app.get('/phase-in', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const asked = await asking.ask(request.query)
    if ('missing' in asked) return asking.showNothingLoaded(reply, 'Phase-in', asked.missing)
    return showPage(asking, reply, asked, readDesign(request.query, untilOf(asked)))
  })

  app.post('/phase-in', addsPlans, async (request, reply) => {
    const asking = askingOf(request)
    const asked = await asking.ask(request.body)
    if ('missing' in asked) return asking.showNothingLoaded(reply, 'Phase-in', asked.missing)
    const read = readDesign(request.body, untilOf(asked))
    const { name } = (request.body ?? {}) as Record<string, unknown>
    const called = typeof name === 'string' ? name.trim().slice(0, 200) : ''
    if (called === '') return showPage(asking, reply, asked, read, 'Enter a name to keep the order by')
    const { design } = read
    const answer = design ? await phase(asking, asked, design) : undefined
    if (!design || !answer || isRefused(answer)) return showPage(asking, reply, asked, read)
    const id = await asking.database.withActor(asking.actor, 'keep an order of starts', (tx) =>
      keepOrder(tx, asking.actor.id, {
        name: called,
        seed: design.seed,
        question: { design, plan: answer.plan },
        answer: answer.phased,
      }),
    )
    return reply.redirect(`/phase-in/kept/${id}`, 303)
  })

  app.get('/phase-in/kept/:id', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const order = await kept(asking, request.params)
    return asking.show(reply, 200, 'target/phase-in/kept.njk', {
      page: 'Phase-in',
      order: { ...order, keptAt: timeInWords(order.keptAt) },
      result: resultOf(order.answer),
      csvHref: `/phase-in/kept/${order.id}/order.csv`,
      geojsonHref: `/phase-in/kept/${order.id}/order.geojson`,
    })
  })

  app.get('/phase-in/kept/:id/order.geojson', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const { answer, seed, question } = await kept(asking, request.params)
    const { kind, validFrom } = question.plan as { kind: string; validFrom: string }
    const properties = new Map(
      answer.areas.flatMap(({ id, codes, names, bcu, block, wave, start }) =>
        codes.map((code, at) => [
          code,
          { code, name: names[at] ?? null, drawn_name: id, bcu, block, wave, start, seed },
        ]),
      ),
    )
    const outlines = areasGeoJson(asking.database, asking.actor, { kind, validFrom }, properties)
    return sendFile(reply, 'mettrace-order-of-starts.geojson', 'application/geo+json', outlines)
  })

  app.get('/phase-in/kept/:id/order.csv', readsBurglary, async (request, reply) => {
    const asking = askingOf(request)
    const { answer, seed } = await kept(asking, request.params)
    return sendFile(
      reply,
      'mettrace-order-of-starts.csv',
      'text/csv; charset=utf-8',
      orderCsv(answer.areas, seed),
    )
  })
}
