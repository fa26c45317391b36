import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { MetTraceError } from '../../foundation/errors.ts'
import { answerOrRefuse, isRefused, sendFile, throwMissing, type Asking } from '../asking.ts'
import { downloadName } from '../page-csv.ts'
import { areaHref, linkTo } from '../page-links.ts'
import { formContext } from '../page-view.ts'
import {
  count,
  interval,
  oneDecimal,
  percent,
  periodInWords,
  seriesAndSource,
  timeInWords,
  wholeNumber,
} from '../page-words.ts'
import { planDeployments } from '../plan/plan-deployments.ts'
import { deploymentQuestion } from '../plan/plan-view.ts'
import { compareDrafts } from './compare.ts'
import { draftLines, draftOf, keepDraft, type Draft } from './drafts.ts'

const signed = (value: number, written: (value: number) => string): string =>
  value < 0 ? `−${written(-value)}` : `+${written(value)}`

const headOf = (draft: Draft) => ({
  id: draft.id,
  href: `/plan/drafts/${draft.id}`,
  name: draft.name,
  keptAt: timeInWords(draft.keptAt),
  actor: draft.actor,
  digest: draft.digest,
  series: seriesAndSource(draft.inputs),
  history: periodInWords(draft.inputs.from, draft.inputs.until),
  kits: wholeNumber(draft.inputs.kits),
  kitsUsed: wholeNumber(draft.plan.kitsUsed),
  homes: wholeNumber(draft.plan.homes),
  areas: count(draft.plan.areas.length, 'deployment area'),
  expected: oneDecimal(draft.plan.expected),
  interval: interval(draft.plan),
  gap: draft.plan.status === 'optimal' ? 'none: proven best' : `at most ${percent(draft.plan.gap)}`,
})

/** Drafts of plans: kept by name, opened again, held against one another. */
export const draftsPage = (app: FastifyInstance, asking: Asking): void => {
  const { database, planner, ask, riskFor, show, showNothingLoaded } = asking

  const draft = async (id: unknown): Promise<Draft> => {
    const known = z.uuid().safeParse(id).data
    const found = known && (await database.withActor(planner, 'a draft', (tx) => draftOf(tx, known)))
    if (!found) throw new MetTraceError('not_found', 'There is no such draft.')
    return found
  }

  app.post('/plan/drafts', async (request, reply) => {
    const asked = await ask(request.body)
    if ('missing' in asked) return showNothingLoaded(reply, 'Drafts', asked.missing)
    const { name } = (request.body ?? {}) as Record<string, unknown>
    const called = typeof name === 'string' ? name.trim().slice(0, 200) : ''
    const answer = await answerOrRefuse(asked, async (question) => {
      const risk = await riskFor(question)
      const asksFor = deploymentQuestion(question)
      const { plan } = await planDeployments(database, planner, risk, asksFor)
      return { risk, asksFor, plan }
    })
    if (isRefused(answer) || called === '') {
      const errors = isRefused(answer) ? answer.errors : []
      return show(reply, 400, 'target/drafts/keep.njk', {
        page: 'Drafts',
        ...formContext(asked.query, asked.choices, errors),
        nameMissing: called === '',
      })
    }
    const { risk, asksFor, plan } = answer
    const id = await database.withActor(planner, 'keep a draft', (tx) =>
      keepDraft(tx, planner.id, {
        name: called,
        importedAt: asked.importedAt,
        inputs: { ...risk.inputs, ...asksFor, most: asksFor.most ?? null, typed: asked.query.typed },
        plan,
      }),
    )
    return reply.redirect(`/plan/drafts/${id}`, 303)
  })

  app.get('/plan/drafts', async (_request, reply) => {
    const lines = await database.withActor(planner, 'drafts', draftLines)
    return show(reply, 200, 'target/drafts/drafts.njk', {
      page: 'Drafts',
      drafts: lines.map(({ id, name, keptAt, actor, kits, areas, expected }) => ({
        id,
        href: `/plan/drafts/${id}`,
        name,
        keptAt: timeInWords(keptAt),
        actor,
        kits: wholeNumber(kits),
        areas: wholeNumber(areas),
        expected: oneDecimal(expected),
      })),
    })
  })

  app.get('/plan/drafts/compare', async (request, reply) => {
    const { a, b } = (request.query ?? {}) as Record<string, unknown>
    const [before, after] = await Promise.all([draft(a), draft(b)])
    const { came, went, ...found } = compareDrafts(before, after)
    const linked = (areas: typeof came, { inputs }: Draft) =>
      areas.map(({ code, name }) => ({ code, name, href: areaHref(inputs, code) }))
    return show(reply, 200, 'target/drafts/compare.njk', {
      page: 'Drafts',
      before: headOf(before),
      after: headOf(after),
      inputs: found.inputs,
      came: linked(came, after),
      went: linked(went, before),
      stayed: wholeNumber(found.stayed),
      expected: signed(found.expected, oneDecimal),
      homes: signed(found.homes, wholeNumber),
      kitsUsed: signed(found.kitsUsed, wholeNumber),
      sameHistory: before.inputs.until === after.inputs.until && before.inputs.source === after.inputs.source,
    })
  })

  app.get('/plan/drafts/:id', async (request, reply) => {
    const found = await draft((request.params as { id: string }).id)
    const asked = await ask(found.inputs.typed)
    const openHref = 'missing' in asked ? undefined : linkTo('/plan', asked.query)
    return show(reply, 200, 'target/drafts/draft.njk', {
      page: 'Drafts',
      draft: headOf(found),
      openHref,
      jsonHref: `/plan/drafts/${found.id}/draft.json`,
      rows: found.plan.areas.map((area) => ({
        number: wholeNumber(area.number),
        areas: area.codes.map((code, at) => ({
          code,
          name: area.names[at] ?? code,
          href: areaHref(found.inputs, code),
        })),
        where: area.boroughs.join(', '),
        homes: wholeNumber(area.homes),
        kits: wholeNumber(area.kits),
        expected: oneDecimal(area.expected),
        interval: interval(area),
        reasons: area.reasons,
      })),
    })
  })

  app.get('/plan/drafts/:id/draft.json', async (request, reply) => {
    const found = await draft((request.params as { id: string }).id)
    const asked = await ask(found.inputs.typed)
    if ('missing' in asked) return throwMissing(asked.missing)
    return sendFile(reply, downloadName('draft', { inputs: found.inputs }, 'json'), 'application/json', found)
  })
}
