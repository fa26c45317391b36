import type { FastifyReply, FastifyRequest } from 'fastify'
import { idFrom, idIn } from '../../../foundation/page/ids.ts'
import {
  changesInWords,
  isWithdrawn,
  nameFrom,
  orFieldErrors,
  reasonFrom,
  type ErrorAtField,
} from '../../../foundation/page/kept-names.ts'
import { pageFrom, pagesOf } from '../../../foundation/page/pages.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { usualView, type FieldError } from '../question/page-query.ts'
import { targetPaths } from '../paths.ts'
import { deliverPaths } from '../../deliver/paths.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { timeInWords } from '../../../foundation/days.ts'
import { allows } from '../../../foundation/access/may.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import {
  answerOrRefuse,
  pageDataIn,
  isRefused,
  sendFile,
  wantedBy,
  type PageData,
} from '../question/page-data.ts'
import { downloadName, round, table } from '../risk/page-csv.ts'
import { answerInTime } from '../../../foundation/jobs/work-pages.ts'
import { areaHref, linkTo } from '../question/page-links.ts'
import { formContext } from '../risk/page-view.ts'
import {
  count,
  interval,
  oneDecimal,
  percent,
  periodInWords,
  wholeNumber,
} from '../../../foundation/words/figures.ts'
import { seriesAndSource } from '../../../crime/words.ts'
import { planDeployments } from '../plan/plan-deployments.ts'
import { deploymentQuestion } from '../plan/plan-view.ts'
import { approvalForm, approveDraft } from './approve-draft.ts'
import { compareDrafts } from './compare.ts'
import {
  changeDraft,
  changesOfDraft,
  draftLines,
  draftOf,
  keepDraft,
  numberOfDrafts,
  type Draft,
  type DraftLine,
} from './drafts.ts'

const signed = (value: number, written: (value: number) => string): string =>
  value < 0 ? `−${written(-value)}` : `+${written(value)}`

const headOf = (draft: Draft) => ({
  id: draft.id,
  href: targetPaths.draft({ id: draft.id }),
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
const mayPlan = ({ actor }: PageData): boolean => allows(actor.role, { verb: 'read', kind: 'burglary' })

const bodyOf = (request: FastifyRequest): Record<string, unknown> =>
  (request.body ?? {}) as Record<string, unknown>

/** Which of the drafts a list is of, and its page. */
const listAsked = (request: FastifyRequest) => {
  const { which, page } = request.query as Record<string, unknown>
  return {
    which: which === 'withdrawn' ? ('withdrawn' as const) : ('present' as const),
    page: pageFrom(page),
  }
}

const draftsCsv = (lines: readonly DraftLine[]): string =>
  table<DraftLine>(
    [
      ['draft', ({ id }) => id],
      ['name', ({ name }) => name],
      ['saved_at', ({ keptAt }) => keptAt],
      ['saved_by', ({ actor }) => actor],
      ['kits', ({ kits }) => kits],
      ['deployment_areas', ({ areas }) => areas],
      ['expected', ({ expected }) => round(expected, 4)],
    ],
    lines,
  )

const readDraft = async (tx: Transaction, id: string | undefined): Promise<Draft> => {
  const found = id && (await draftOf(tx, id))
  if (!found) throw new MetTraceError('not_found', 'There is no such draft.')
  return found
}

/** Drafts of plans: kept by name, opened again, held against one another. */
export const answers: Answers = ({ database }) => {
  const pageDataOf = pageDataIn(database)

  const showDraft = async (
    request: FastifyRequest,
    reply: FastifyReply,
    errors: ErrorAtField[] = [],
    /** What is wrong with an approval. */
    refused: ErrorAtField[] = [],
  ) => {
    const pageData = pageDataOf(request)
    const { found, changes, approval } = await pageData.read('a draft', async (tx) => {
      const draft = await readDraft(tx, idIn(request))
      return {
        found: draft,
        changes: await changesOfDraft(tx, draft.id),
        approval: await approvalForm(tx, pageData.actor, draft),
      }
    })
    const openHref = mayPlan(pageData)
      ? linkTo(targetPaths.plan(), { ...found.inputs, view: usualView })
      : undefined
    const { id, name } = found
    const status = errors.length + refused.length > 0 ? 400 : 200
    return pageData.show(reply, status, 'rooms/target/drafts/draft.njk', {
      page: 'Plan drafts',
      draft: headOf(found),
      approval: {
        ...approval,
        href: targetPaths.approveDraft({ id: found.id }),
        orderHref: openHref && linkTo(targetPaths.phaseIn(), { ...found.inputs, view: usualView }),
        typed: refused.length > 0 ? bodyOf(request) : {},
        errors: refused,
      },
      change: {
        what: 'draft',
        name,
        typed: errors.length > 0 ? bodyOf(request) : {},
        errors,
        lines: changesInWords(changes),
        withdrawn: isWithdrawn(changes),
        note: 'A withdrawn draft leaves the list of drafts. It stays at this address and in the access log.',
        renameHref: targetPaths.renameDraft({ id }),
        withdrawHref: targetPaths.withdrawDraft({ id }),
      },
      openHref,
      jsonHref: targetPaths.draftJson({ id }),
      rows: found.plan.areas.map((area) => ({
        number: wholeNumber(area.number),
        areas: area.codes.map((code, at) => ({
          code,
          name: area.names[at] ?? code,
          href: areaHref(found.inputs, code, found.inputs.typed),
        })),
        where: area.boroughs.join(', '),
        homes: wholeNumber(area.homes),
        kits: wholeNumber(area.kits),
        expected: oneDecimal(area.expected),
        interval: interval(area),
        reasons: area.reasons,
      })),
    })
  }

  /** Writes a fact beside a draft, and shows the draft; with the form and its errors where that cannot be. */
  const change =
    (purpose: string, read: (typed: Record<string, unknown>) => { name: string } | { reason: string }) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const { actor } = request
      const done = await orFieldErrors(() =>
        database.withActor(actor, purpose, async (tx) => {
          const { id } = await readDraft(tx, idIn(request))
          await changeDraft(tx, actor.id, id, read(bodyOf(request)))
          return id
        }),
      )
      if ('errors' in done) return showDraft(request, reply, done.errors)
      return reply.redirect(targetPaths.draft({ id: done.answer }), 303)
    }

  return {
    approveDraft: async (request, reply) => {
      const { actor } = request
      try {
        const approval = await database.withActor(actor, 'approve a draft', async (tx) =>
          approveDraft(tx, actor, await readDraft(tx, idIn(request)), bodyOf(request)),
        )
        return await reply.redirect(deliverPaths.deployments({ phase: approval }), 303)
      } catch (error) {
        if (!(error instanceof MetTraceError) || error.where.about === undefined) throw error
        const field = ['order', 'start', 'topUp'].find((name) => name === error.where.about) ?? 'approve'
        return showDraft(request, reply, [], [{ text: error.message, href: `#${field}` }])
      }
    },
    keepDraft: async (request, reply) => {
      const pageData = pageDataOf(request)
      const asked = await pageData.ask(request.body)
      if ('missing' in asked) return pageData.showNothingLoaded(reply, 'Plan drafts', asked.missing)
      const { name } = bodyOf(request)
      const answer = await answerInTime(request, reply, wantedBy(asked, 'Plan drafts', 'The plan'), () =>
        answerOrRefuse(asked, async (question) => {
          const found = await pageData.groundAndRiskFor(question)
          const asksFor = deploymentQuestion(question)
          const { plan } = await planDeployments(pageData.database, pageData.actor, found, asksFor)
          return { risk: found.risk, asksFor, plan }
        }),
      )
      const showForm = (errors: readonly FieldError[], nameErrors: readonly ErrorAtField[]) => {
        const form = formContext(asked.query, asked.choices, errors)
        return pageData.show(reply, 400, 'rooms/target/drafts/keep.njk', {
          page: 'Plan drafts',
          ...form,
          name,
          errors: [...nameErrors, ...form.errors],
        })
      }
      if (isRefused(answer)) return showForm(answer.errors, [])
      const { risk, asksFor, plan } = answer
      const kept = await orFieldErrors(() =>
        pageData.database.withActor(pageData.actor, 'keep a draft', (tx) =>
          keepDraft(tx, pageData.actor.id, {
            name: nameFrom(name, 'draft'),
            importedAt: asked.importedAt,
            inputs: { ...risk.inputs, ...asksFor, most: asksFor.most ?? null, typed: asked.query.typed },
            plan,
          }),
        ),
      )
      if ('errors' in kept) return showForm([], kept.errors)
      return reply.redirect(targetPaths.draft({ id: kept.answer }), 303)
    },
    renameDraft: change('rename a draft', ({ name }) => ({ name: nameFrom(name, 'draft') })),
    withdrawDraft: change('withdraw a draft', ({ reason }) => ({ reason: reasonFrom(reason, 'draft') })),
    drafts: async (request, reply) => {
      const pageData = pageDataOf(request)
      const { which, page } = listAsked(request)
      const { lines, number } = await pageData.read('drafts', async (tx) => ({
        lines: await draftLines(tx, which, page),
        number: await numberOfDrafts(tx),
      }))
      const list = which === 'withdrawn' ? { which } : undefined
      return pageData.show(reply, 200, 'rooms/target/drafts/drafts.njk', {
        page: 'Plan drafts',
        which,
        pages: pagesOf({ page, rows: lines.length, total: number[which] }, 'Pages of drafts', (to) =>
          targetPaths.drafts({ ...list, page: String(to) }),
        ),
        csvHref: targetPaths.draftsCsv(list),
        withdrawn: number.withdrawn > 0 ? count(number.withdrawn, 'withdrawn draft') : undefined,
        withdrawnHref: targetPaths.drafts({ which: 'withdrawn' }),
        drafts: lines.map(({ id, name, keptAt, actor, kits, areas, expected }) => ({
          id,
          href: targetPaths.draft({ id }),
          name,
          keptAt: timeInWords(keptAt),
          actor,
          kits: wholeNumber(kits),
          areas: wholeNumber(areas),
          expected: oneDecimal(expected),
        })),
      })
    },
    draftsCsv: async (request, reply) => {
      const pageData = pageDataOf(request)
      const { which } = listAsked(request)
      const lines = await pageData.read('file of drafts', (tx) => draftLines(tx, which, 'all'))
      return sendFile(reply, 'mettrace-drafts.csv', 'text/csv; charset=utf-8', draftsCsv(lines))
    },
    compareDrafts: async (request, reply) => {
      const pageData = pageDataOf(request)
      const { a, b } = (request.query ?? {}) as Record<string, unknown>
      const { before, after } = await pageData.read('two drafts', async (tx) => ({
        before: await readDraft(tx, idFrom(a)),
        after: await readDraft(tx, idFrom(b)),
      }))
      const { came, went, ...found } = compareDrafts(before, after)
      const linked = (areas: typeof came, { inputs }: Draft) =>
        areas.map(({ code, name }) => ({ code, name, href: areaHref(inputs, code, inputs.typed) }))
      return pageData.show(reply, 200, 'rooms/target/drafts/compare.njk', {
        page: 'Plan drafts',
        before: headOf(before),
        after: headOf(after),
        inputs: found.inputs,
        came: linked(came, after),
        went: linked(went, before),
        stayed: wholeNumber(found.stayed),
        expected: signed(found.expected, oneDecimal),
        homes: signed(found.homes, wholeNumber),
        kitsUsed: signed(found.kitsUsed, wholeNumber),
        sameHistory:
          before.inputs.until === after.inputs.until && before.inputs.source === after.inputs.source,
      })
    },
    draft: async (request, reply) => showDraft(request, reply),
    draftJson: async (request, reply) => {
      const pageData = pageDataOf(request)
      const found = await pageData.read('a draft', (tx) => readDraft(tx, idIn(request)))
      return sendFile(
        reply,
        downloadName('draft', { inputs: found.inputs }, 'json'),
        'application/json',
        found,
      )
    },
  }
}
