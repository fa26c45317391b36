import { inPounds, pence } from '@mettrace/money/pence/pence'
import { MetTraceError } from '../../../foundation/errors.ts'

type Refused = { code?: string; constraint?: string; detail?: string }

const amount = (detail: string): string => inPounds(pence(Math.abs(Number(detail))))

/** What the database says of a fact that its rules forbid, in words. `detail`: the number that it tells with it. */
const words: Readonly<Record<string, (detail: string) => string>> = {
  line_year_ceiling: (left) =>
    `${amount(left)} is left on this line in this year. Order less, or ask for a virement.`,
  order_decision_pkey: () => 'This order was decided before.',
  budget_decision_pkey: () => 'This change was decided before.',
  budget_second: () => 'You entered this change: a second person decides.',
  budget_decided: () => 'This change was decided, and takes no line more.',
  budget_of_one: () => 'A change of a budget is one person’s, for one year.',
  budget_unknown: () => 'There is no such change of a budget.',
  virement_decision_pkey: () => 'This virement was decided before.',
  order_second: () => 'You placed this order: a second person decides.',
  virement_second: () => 'You asked for this: a second person decides.',
  order_not_approved: () => 'This order is not approved yet.',
  receiver_ordered: () => 'You ordered it: somebody else receives it.',
  receiver_approved: () => 'You approved it: somebody else receives it.',
  receipt_of_batch: () =>
    'Kits are received by the batch in which Supply registered them, and nothing else is.',
  receipt_of_registered: (left) =>
    `Supply registered ${Number(left)} kits of this batch that are not received here yet.`,
  receipt_other_supplier: () => 'Another supplier than the one it was ordered from made this batch.',
  receipt_withdrawal_pkey: () => 'This receipt was taken back before.',
  invoice_withdrawn: () => 'This invoice was taken back.',
  withdrawn_paid: () => 'It is paid. Enter the credit note that the payee sends.',
  withdrawn_credited: () => 'A credit note of it is approved. Take that back first.',
  order_position_check: () => 'More would be invoiced than is ordered. Order more first.',
  order_position_invoiced_check: () => 'More would be invoiced than is ordered. Order more first.',
  cancelled_beyond: (open) => `Only ${open} of it has not come.`,
  approver_ordered: () => 'You ordered it: somebody else approves.',
  approver_received: () => 'You received it: somebody else approves.',
  approved_no_order: () => 'There is no order for it. Order it first.',
  approved_other_payee: () => 'That order is of another payee.',
  number_paid: () => 'Another invoice with this number of the same payee was approved.',
  approved_beyond: (left) => `Only ${left} of it is not approved yet.`,
  approved_beyond_order: (left) => `Only ${left} of the order is not invoiced. Order more first.`,
  approved_not_received: (open) =>
    `Only ${open} came and is not invoiced yet. Approve that many, or say why it is paid beforehand.`,
  approved_price: (more) =>
    `It costs ${amount(more)} ${Number(more) > 0 ? 'more' : 'less'} than the order says. Say why it is paid.`,
  credit_beyond: (left) =>
    `More is credited than was approved of its invoice: ${amount(left)} of that is left.`,
  credit_of_invoice: () => 'A credit note is of an invoice, and an invoice of none.',
  invoice_credits: () => 'That invoice is of another payee.',
  no_tolerance: () => 'No tolerance is known for the day on which this invoice came.',
  publication_names_person: () =>
    'It would name a payee who is a person. Change the words of the order that does.',
  publication_second: () => 'You drafted it: a second person checks it.',
  publication_check_pkey: () => 'This was checked before.',
  publication_checked: () => 'A second person has not checked it.',
  publication_release_pkey: () => 'This was published before.',
  dispute_end_pkey: () => 'This dispute was settled before.',
  dispute_end_check: () => 'It cannot be settled before the day on which it began.',
  payment_once: () => 'This was paid before.',
  paid_nothing: () => 'Nothing was approved that could be paid.',
}

/** Nothing was done, and why. */
export const notPosted = (why: string, cause?: unknown): MetTraceError =>
  new MetTraceError('money_refused', `Nothing was done. ${why}`, {}, { cause })

/** Errors of PostgreSQL as the product's own: what money is refused by a rule, key or check. */
export const named = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    const { code: state, constraint = '', detail = '' } = error as Refused
    if (state === '42501')
      throw new MetTraceError('not_allowed', 'Your role may not do this with money.', {}, { cause: error })
    if (state === '40P01') throw notPosted('Somebody did the same at this moment. Do it again.', error)
    if (state === '23505' || state === '23503' || state === '23514')
      throw notPosted(words[constraint]?.(detail) ?? 'That contradicts what is known.', error)
    throw error
  }
}
