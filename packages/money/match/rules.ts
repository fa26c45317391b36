import { inPounds, type Pence } from '../pence/pence.ts'
import type { Match } from './match.ts'

/** What is asked: so many of an invoice's line, and why although something differs. */
export type Approval = { quantity: number; because?: string }

/**
 * Why a line of an invoice cannot be approved; undefined where it can. A price beyond the tolerance, and what has not come, need
 * a reason; nothing makes up for an order that is missing, or for an invoice that was there before.
 */
export const whyNotApproveLine = (
  match: Match,
  left: number,
  { quantity, because }: Approval,
): string | undefined => {
  if (match.states.includes('duplicate')) return 'an invoice with this number and amount came before'
  if (match.states.includes('no order')) return 'there is no order for it'
  if (quantity > left) return `${left} of it is not approved yet, and ${quantity} cannot be`
  if (because) return undefined
  if (quantity > match.payable)
    return `${match.payable} can be paid: ${quantity - match.payable} of it did not come. To pay beforehand, say why`
  return match.states.includes('price')
    ? `it costs ${inPounds(Math.abs(match.priceDifference) as Pence)} ${match.priceDifference > 0 ? 'more' : 'less'} than the order says: say why it is paid`
    : undefined
}
