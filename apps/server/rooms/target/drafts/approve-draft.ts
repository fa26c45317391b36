import { timeInWords, londonToday } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { allows } from '../../../foundation/access/may.ts'
import { firstDay, parseMonth } from '../../../foundation/month.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import { settingOf, settings } from '../../../foundation/settings.ts'
import type { Actor, Transaction } from '../../../foundation/with-actor.ts'
import { count } from '../../../foundation/words/figures.ts'
import { demonstrationOf } from '../../../places/made-up-city.ts'
import { startFrom } from '../../deliver/deployments/change-form.ts'
import { approvalOfDraft, areasCovered, kitsBound } from '../../deliver/deployments/deployments.ts'
import { fixDeployments, type ToFix } from '../../deliver/deployments/fix-deployments.ts'
import { deliverPaths } from '../../deliver/paths.ts'
import { keptOrder, ordersOfAreas, type KeptOrder } from '../phase-in/kept-orders.ts'
import type { Draft } from './drafts.ts'

/** The codes of a deployment area joined by a plus sign: the name that an order of starts draws. */
const idOf = ({ codes }: { codes: readonly string[] }): string => codes.join('+')

/** What the draft's page says of its approval: what became of it, or what the form asks. */
export const approvalForm = async (tx: Transaction, actor: Actor, draft: Draft) => {
  const approved = await approvalOfDraft(tx, draft.id)
  if (approved)
    return {
      approved: {
        at: timeInWords(approved.approvedAt),
        href: deliverPaths.deployments({ phase: approved.id }),
        words: count(approved.deployments, 'deployment'),
      },
    }
  if (!allows(actor.role, { verb: 'add', kind: 'deployment' })) return {}
  const { inputs, plan } = draft
  const covered = new Set(await areasCovered(tx, inputs))
  const again = plan.areas.flatMap(({ codes }) => codes).filter((code) => covered.has(code)).length
  const { left } = await kitsBound(tx, settingOf(await settings(tx), 'kits in the programme').value)
  const orders = await ordersOfAreas(tx, plan.areas.map(idOf), inputs)
  return {
    left: count(left, 'kit'),
    covered: again > 0 ? count(again, 'area') : undefined,
    orders: [
      { value: '', text: 'None: all start together' },
      ...orders.map(({ id, name, keptAt }) => ({
        value: id,
        text: `${name} (saved ${timeInWords(keptAt)})`,
      })),
    ],
  }
}

/** Names of a deployment's areas, short enough for a list. */
const nameOf = ({ codes, names }: Draft['plan']['areas'][number]): string => {
  const [first = ''] = codes.map((code, at) => names[at] ?? code)
  return codes.length === 1 ? first : `${first} and ${codes.length - 1} more`
}

/** The order that a form names, of exactly the areas of the draft. Errors: `usage` about `order`. */
const orderAsked = async (
  tx: Transaction,
  { plan }: Draft,
  typed: unknown,
): Promise<KeptOrder | undefined> => {
  if (typed === undefined || typed === '') return undefined
  const id = idFrom(typed)
  const order = id && (await keptOrder(tx, id))
  const [of, drawn] = [plan.areas, order ? order.answer.areas : []].map((areas) =>
    areas.map(idOf).toSorted().join(' '),
  )
  if (order && of === drawn) return order
  throw new MetTraceError('usage', 'Choose an order of starts of exactly these deployment areas', {
    about: 'order',
  })
}

const toFix = (draft: Draft, order: KeptOrder | undefined, typed: unknown): ToFix[] => {
  const drawn = new Map(order?.answer.areas.map((area) => [area.id, area]))
  const together = order ? undefined : startFrom(typeof typed === 'string' ? typed.trim() : '')
  return draft.plan.areas.map((area) => {
    const own = drawn.get(idOf(area))
    const start = own?.start == null ? 'none' : { on: `${own.start}-01`, known: 'month' as const }
    return {
      name: nameOf(area),
      codes: area.codes,
      kits: area.kits,
      start: together ?? start,
      wave: own ? own.wave : 1,
    }
  })
}

/** Months whose burglaries a draft was chosen by most of all: the last twelve that it knew. */
const chosenBy = ({ from, until }: Draft['inputs']) => {
  const last = parseMonth(until) ?? 0
  return { chosenFrom: firstDay(Math.max(parseMonth(from) ?? 0, last - 11)), chosenUntil: firstDay(last) }
}

/**
 * Approves a draft: it becomes deployments, with the order of starts that the form names, or all with one start. Returns
 * the approval's id. Errors: those of `fixDeployments`; `usage` about `order` and `start`.
 */
export const approveDraft = async (
  tx: Transaction,
  { id: actor }: Actor,
  draft: Draft,
  typed: Record<string, unknown>,
): Promise<string> => {
  const { inputs, plan } = draft
  if (inputs.validFrom === null || plan.areas.length === 0)
    throw new MetTraceError('usage', 'There is no deployment area in this draft to approve', {
      about: 'approval',
    })
  const order = await orderAsked(tx, draft, typed['order'])
  const demonstration = await demonstrationOf(tx)
  return fixDeployments(tx, actor, {
    origin: 'plan',
    name: draft.name,
    draft: draft.id,
    order: order?.id ?? null,
    kind: inputs.kind,
    validFrom: inputs.validFrom,
    series: inputs.series,
    source: inputs.source,
    saturation: inputs.saturation,
    ...chosenBy(inputs),
    topUp: typed['topUp'] === 'yes',
    madeUp: demonstration !== undefined && demonstration.state !== 'none',
    countOn: londonToday(),
    deployments: toFix(draft, order, typed['start']),
  })
}
