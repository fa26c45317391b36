import { inPounds, pence } from '@mettrace/money/pence/pence'

/** Pence as pages show them: `£12,720.50`, and `£12,720` where no pennies are left over. */
export const amountInWords = (amount: number): string => inPounds(pence(amount)).replace(/\.00$/, '')

/** The same with its sign: `+£1,000` or `−£1,000`. */
export const signedInWords = (amount: number): string => `${amount > 0 ? '+' : ''}${amountInWords(amount)}`

/** A decision with who took it: `Approved by Ann Lead`. */
export const decisionInWords = (decision: 'approved' | 'refused', name: string): string =>
  `${decision === 'approved' ? 'Approved' : 'Refused'} by ${name}`
