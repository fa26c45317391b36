import { z } from 'zod'
import { londonToday, timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { parseMonth } from '../../../foundation/month.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import { nameFrom, type ErrorAtField } from '../../../foundation/page/kept-names.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count } from '../../../foundation/words/figures.ts'
import { approvalOf, approvals, type Approval } from '../../deliver/deployments/deployments.ts'
import { draftLines, draftOf, type DraftLine } from '../../target/drafts/drafts.ts'
import { keptOrder, keptOrders, type OrderLine } from '../../target/phase-in/kept-orders.ts'
import { programmeOfDeployments } from '../programme/programme-of-deployments.ts'
import { programmeOfDraft, programmeOfOrder } from '../programme/programme-of-plan.ts'
import type { Programme } from '../programme/programme-schema.ts'

export type Choice = { value: string; text: string; selected: boolean }

const approvalChoice = ({ id, name, deployments, approvedAt }: Approval) => ({
  value: `approval:${id}`,
  text: `Deployments: ${name} (${count(deployments, 'deployment')}, approved ${timeInWords(approvedAt)})`,
})
const orderChoice = ({ id, name, keptAt }: Pick<OrderLine, 'id' | 'name' | 'keptAt'>) => ({
  value: `order:${id}`,
  text: `Start order: ${name} (saved ${timeInWords(keptAt)})`,
})
const draftChoice = ({ id, name, keptAt, areas }: Pick<DraftLine, 'id' | 'name' | 'keptAt' | 'areas'>) => ({
  value: `draft:${id}`,
  text: `Draft: ${name} (${count(areas, 'deployment area')}, saved ${timeInWords(keptAt)})`,
})

/** One that was chosen on its own page. */
const chosenChoice = async (tx: Transaction, chosen: unknown) => {
  const [kind, text] = String(chosen ?? '').split(':')
  const id = idFrom(text)
  if (id === undefined) return undefined
  if (kind === 'approval') {
    const approval = await approvalOf(tx, id)
    return approval && approvalChoice(approval)
  }
  if (kind === 'order') {
    const order = await keptOrder(tx, id)
    return order && orderChoice(order)
  }
  const draft = await draftOf(tx, id)
  return draft && draftChoice(Object.assign({}, draft, { areas: draft.plan.areas.length }))
}

/** The latest deployments, orders of starts and drafts as a list to choose from, and whatever was chosen on its own page. */
export const planChoices = async (tx: Transaction, chosen: unknown): Promise<Choice[]> => {
  const latest = [
    ...(await approvals(tx)).map(approvalChoice),
    ...(await keptOrders(tx)).map(orderChoice),
    ...(await draftLines(tx)).map(draftChoice),
  ]
  const older = latest.some(({ value }) => value === chosen) ? undefined : await chosenChoice(tx, chosen)
  return [...(older ? [older] : []), ...latest].map((each) =>
    Object.assign(each, { selected: each.value === chosen }),
  )
}

const noPlan = (): MetTraceError =>
  new MetTraceError('usage', 'Choose deployments, a draft or an order of starts', { about: 'plan' })

const isoDay = z.iso.date()

/** What was typed about a plan that is to be measured; fields of a form that may hold anything. */
export type TypedOfPlan = Record<string, unknown>

/**
 * The programme that a form asks for. Errors: `usage` about the field that is wrong, `value_invalid` as a programme from
 * a file.
 */
export const programmeOfChoice = async (tx: Transaction, typed: TypedOfPlan): Promise<Programme> => {
  const [kind, text] = String(typed['plan'] ?? '').split(':')
  const id = idFrom(text)
  if (id === undefined) throw noPlan()
  const publishOn = String(typed['publishOn'] ?? '').trim() || undefined
  if (publishOn !== undefined && !isoDay.safeParse(publishOn).success)
    throw new MetTraceError('usage', 'The day of publication must be a day, like 2027-06-01', {
      about: 'publishOn',
    })
  const nameOr = (name: string): string =>
    String(typed['name'] ?? '').trim() === '' ? name : nameFrom(typed['name'], 'programme')
  if (kind === 'approval') {
    const approval = await approvalOf(tx, id)
    if (!approval) throw noPlan()
    return programmeOfDeployments(tx, approval, {
      name: nameOr(approval.name),
      publishOn,
      today: londonToday(),
    })
  }
  if (kind === 'order') {
    const order = await keptOrder(tx, id)
    if (!order) throw noPlan()
    return programmeOfOrder(order, { name: nameOr(order.name), publishOn })
  }
  const draft = kind === 'draft' ? await draftOf(tx, id) : undefined
  if (!draft) throw noPlan()
  const start = String(typed['start'] ?? '').trim()
  if (parseMonth(start) === undefined)
    throw new MetTraceError('usage', 'The month of the first kits must be a month, like 2027-01', {
      about: 'start',
    })
  return programmeOfDraft(draft, { name: nameOr(draft.name), start, publishOn })
}

/** The field of the form that an error is about. */
export const errorOfPlan = ({ message, where }: MetTraceError, words: string): ErrorAtField => {
  const column = String(where.column ?? '')
  const field = where.about ?? (column.endsWith('.start') || column === 'selection.to' ? 'start' : 'plan')
  return { text: where.about === undefined ? words : message, href: `#${field}` }
}
