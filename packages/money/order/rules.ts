import { inPounds, type Pence } from '../pence/pence.ts'
import type { OrderLine } from './figures.ts'

/** Who did what with an order, by their accounts. */
export type Hands = { orderer: string; approvers: readonly string[]; receivers: readonly string[] }

/** Why a budget line cannot bear an amount more, with what is left; undefined where it can. */
export const whyNotCommit = (asked: Pence, left: Pence): string | undefined =>
  asked > left ? `${inPounds(asked)} is asked for, and ${inPounds(left)} is left on this line` : undefined

/** Why somebody cannot approve an order or an invoice of it: orderer, receiver and approver are three people. */
export const whyNotApprove = ({ orderer, receivers }: Hands, by: string): string | undefined => {
  if (by === orderer) return 'you ordered it: a second person approves'
  return receivers.includes(by) ? 'you received it: somebody else approves' : undefined
}

/** Why somebody cannot say that an order came. */
export const whyNotReceive = ({ orderer, approvers }: Hands, by: string): string | undefined => {
  if (approvers.length === 0) return 'the order is not approved yet'
  if (by === orderer) return 'you ordered it: somebody else receives it'
  return approvers.includes(by) ? 'you approved it: somebody else receives it' : undefined
}

/** Why so many cannot be cancelled: only what has neither come nor been invoiced. */
export const whyNotCancel = (
  { ordered, received, invoiced }: OrderLine,
  quantity: number,
): string | undefined => {
  const open = Math.max(0, ordered - Math.max(received, invoiced))
  return quantity > open ? `${open} of it has not come, and ${quantity} cannot be cancelled` : undefined
}

/** Why money cannot move from a budget line to another. `left`: of the line that it leaves. */
export const whyNotVirement = (
  asked: { pence: Pence; by: string },
  decided: { by: string; left: Pence },
): string | undefined => {
  if (asked.by === decided.by) return 'you asked for it: a second person approves'
  return whyNotCommit(asked.pence, decided.left)
}
