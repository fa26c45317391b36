import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { timeInWords } from '../../foundation/days.ts'
import { allows } from '../../foundation/access/may.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import {
  answerOrRefuse,
  isRefused,
  sendFile,
  type Asking,
  type AskingOf,
  addsPlans,
  readsPlans,
} from '../asking.ts'
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

/** Whether the role may see what a plan is made of, and so open one. */
const mayPlan = ({ actor }: Asking): boolean => allows(actor.role, { verb: 'read', kind: 'burglary' })

const draft = async (asking: Asking, id: unknown): Promise<Draft> => {
  const known = z.uuid().safeParse(id).data
  const found =
    known && (await asking.database.withActor(asking.actor, 'a draft', (tx) => draftOf(tx, known)))
  if (!found) throw new MetTraceError('not_found', 'There is no such draft.')
  return found
}

/** Drafts of plans: kept by name, opened again, held against one another. */
export const draftsPage = (app: FastifyInstance, askingOf: AskingOf): void => {
  app.post('/plan/drafts', addsPlans, async (request, reply) => {
    const asking = askingOf(request)
    const asked = await asking.ask(request.body)
    if ('missing' in asked) return asking.showNothingLoaded(reply, 'Drafts', asked.missing)
    const { name } = (request.body ?? {}) as Record<string, unknown>
    const called = typeof name === 'string' ? name.trim().slice(0, 200) : ''
    const answer = await answerOrRefuse(asked, async (question) => {
      const risk = await asking.riskFor(question)
      const asksFor = deploymentQuestion(question)
      const { plan } = await planDeployments(asking.database, asking.actor, risk, asksFor)
      return { risk, asksFor, plan }
    })
    if (isRefused(answer) || called === '') {
      const errors = isRefused(answer) ? answer.errors : []
      return asking.show(reply, 400, 'target/drafts/keep.njk', {
        page: 'Drafts',
        ...formContext(asked.query, asked.choices, errors),
        nameMissing: called === '',
      })
    }
    const { risk, asksFor, plan } = answer
    const id = await asking.database.withActor(asking.actor, 'keep a draft', (tx) =>
      keepDraft(tx, asking.actor.id, {
        name: called,
        importedAt: asked.importedAt,
        inputs: { ...risk.inputs, ...asksFor, most: asksFor.most ?? null, typed: asked.query.typed },
        plan,
      }),
    )
    return reply.redirect(`/plan/drafts/${id}`, 303)
  })

  app.get('/plan/drafts', readsPlans, async (request, reply) => {
    const asking = askingOf(request)
    const lines = await asking.database.withActor(asking.actor, 'drafts', draftLines)
    return asking.show(reply, 200, 'target/drafts/drafts.njk', {
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

  app.get('/plan/drafts/compare', readsPlans, async (request, reply) => {
    const asking = askingOf(request)
    const { a, b } = (request.query ?? {}) as Record<string, unknown>
    const [before, after] = await Promise.all([draft(asking, a), draft(asking, b)])
    const { came, went, ...found } = compareDrafts(before, after)
    const linked = (areas: typeof came, { inputs }: Draft) =>
      areas.map(({ code, name }) => ({ code, name, href: areaHref(inputs, code) }))
    return asking.show(reply, 200, 'target/drafts/compare.njk', {
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

  app.get('/plan/drafts/:id', readsPlans, async (request, reply) => {
    const asking = askingOf(request)
    const found = await draft(asking, (request.params as { id: string }).id)
    const asked = mayPlan(asking) ? await asking.ask(found.inputs.typed) : undefined
    const openHref = !asked || 'missing' in asked ? undefined : linkTo('/plan', asked.query)
    return asking.show(reply, 200, 'target/drafts/draft.njk', {
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

  app.get('/plan/drafts/:id/draft.json', readsPlans, async (request, reply) => {
    const asking = askingOf(request)
    const found = await draft(asking, (request.params as { id: string }).id)
    return sendFile(reply, downloadName('draft', { inputs: found.inputs }, 'json'), 'application/json', found)
  })
}
