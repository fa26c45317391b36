import { firstDayOfAct } from '../thresholds/periods.ts'
import { isUnderAct, type NoRuling } from '../thresholds/ruling.ts'
import { mustBeDay, type Day } from '../value/day.ts'
import { poundsOf } from '../value/printed-money.ts'
import type { Pence, Value } from '../value/value.ts'

/**
 * A duty of the Procurement Act 2023 once a contract is awarded. `from`: first day on which it is owed; `above`: value of the
 * contract that must be exceeded. Payments over the sum of s.70 are single payments, whatever the contract is worth.
 */
export type Duty = {
  section: '52' | '68' | '69' | '70' | '71'
  what: string
  from: Day
  above: Pence | null
  paymentAbove: Pence | null
  source: string
  verified: boolean
  note: string | null
}

export const duties: readonly Duty[] = [
  {
    section: '52',
    what: 'At least three key performance indicators are set and published.',
    from: firstDayOfAct,
    above: 500_000_000,
    paymentAbove: null,
    source: 'Procurement Act 2023, s.52',
    verified: false,
    note: 'Not for frameworks and light-touch contracts, nor where no indicator could say how the supplier did.',
  },
  {
    section: '68',
    what: 'Invoices are paid within 30 days: an implied term of the contract.',
    from: firstDayOfAct,
    above: null,
    paymentAbove: null,
    source: 'Procurement Act 2023, s.68; DAC Beachcroft',
    verified: true,
    note: null,
  },
  {
    section: '69',
    what: 'A payments compliance notice (UK17) within 30 days of 31 March and 30 September.',
    from: '2026-01-01',
    above: null,
    paymentAbove: null,
    source: 'Procurement Act 2023, s.69; SI 2025/1316',
    verified: true,
    note: 'Two commentators differ whether the first period began on 1 October 2025 or on 1 January 2026.',
  },
  {
    section: '70',
    what: 'Each payment above £30,000 is published within 30 days of the end of its quarter.',
    from: '2026-04-01',
    above: null,
    paymentAbove: 3_000_000,
    source: 'Procurement Act 2023, s.70',
    verified: true,
    note: null,
  },
  {
    section: '71',
    what: 'How the supplier did against the indicators of s.52 is published at least every 12 months and at the end (UK9).',
    from: '2026-01-01',
    above: 500_000_000,
    paymentAbove: null,
    source: 'Procurement Act 2023, s.71',
    verified: true,
    note: null,
  },
]

export type DutyRuling = { duty: Duty; owed: boolean; because: string }

const ruleOnDuty = (duty: Duty, on: Day, value: Value): DutyRuling => {
  if (on < duty.from) return { duty, owed: false, because: `It is owed from ${duty.from} on.` }
  if (duty.above !== null && value.gross <= duty.above)
    return { duty, owed: false, because: `The contract is not above ${poundsOf(duty.above)} with VAT.` }
  return {
    duty,
    owed: true,
    because: `The procurement began under the Act, and it is owed from ${duty.from} on.`,
  }
}

/** What is owed on a day for a contract whose procurement began on another. */
export const ruleOnDuties = (question: {
  begun: Day | null
  on: Day
  value: Value
}): NoRuling | { ruled: true; duties: DutyRuling[] } => {
  const { begun, value } = question
  const on = mustBeDay(question.on)
  const under = isUnderAct(begun)
  if (under === null)
    return {
      ruled: false,
      because: 'The day that the procurement began is not known, and no day is inferred.',
    }
  const because = `The procurement began before ${firstDayOfAct}: it is not under the Act to its end.`
  return {
    ruled: true,
    duties: duties.map((duty) => (under ? ruleOnDuty(duty, on, value) : { duty, owed: false, because })),
  }
}
