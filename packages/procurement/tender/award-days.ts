import { addDays } from '@mettrace/clocks/days/days'
import { orNextWorkingDay, workingDaysAfter } from '@mettrace/clocks/days/working-days'
import { nations } from '@mettrace/clocks/holidays/nations'
import { isUnderAct } from '../thresholds/ruling.ts'
import type { Day } from '../value/day.ts'

/** A standstill: its last day, the first on which the contract may be signed, and the rule. */
export type Standstill = { last: Day; signFrom: Day; rule: string }

/**
 * The standstill after an award was told on a day. Under the Act eight working days, that day counted where it is one; a bank holiday
 * anywhere in the United Kingdom is none, which is the longer reading. Under the regulations ten days after it, to the end of a working
 * day. Null where it is not known when the procurement began.
 */
export const standstillAfter = (begun: Day | null, told: Day): Standstill | null => {
  const under = isUnderAct(begun)
  if (under === null) return null
  const last = under
    ? workingDaysAfter(orNextWorkingDay(told, nations), 7, nations)
    : orNextWorkingDay(addDays(told, 10), nations)
  return {
    last,
    signFrom: addDays(last, 1),
    rule: under
      ? 'Procurement Act 2023, s.51: eight working days beginning with the day that the contract award notice is published'
      : 'Public Contracts Regulations 2015, regulation 87: ten days after the award decision was sent, to the end of a working day',
  }
}

/** A notice that is owed for a tender; `by`: last day, null where none is set. */
export type Notice = { code: string; what: string; by: Day | null; rule: string }

/** Days in which tenders may come at least, and the last day of the notice about the contract, for what is known of a tender. */
export const noticesFor = (question: {
  begun: Day
  awardTold: Day | null
  contractSigned: Day | null
}): Notice[] => {
  const { begun, awardTold, contractSigned } = question
  if (isUnderAct(begun) !== true)
    return [
      {
        code: 'contract notice',
        what: 'that tenders are invited',
        by: null,
        rule: 'Public Contracts Regulations 2015, regulation 49',
      },
      {
        code: 'contract award notice',
        what: 'that the contract was awarded',
        by: contractSigned === null ? null : addDays(contractSigned, 30),
        rule: 'Public Contracts Regulations 2015, regulation 50: within 30 days of the award',
      },
    ]
  return [
    { code: 'UK4', what: 'tender notice', by: null, rule: 'Procurement Act 2023, s.21' },
    {
      code: 'UK6',
      what: 'contract award notice, which begins the standstill',
      by: awardTold,
      rule: 'Procurement Act 2023, s.50: before the contract is entered into',
    },
    {
      code: 'UK7',
      what: 'contract details notice',
      by: contractSigned === null ? null : addDays(contractSigned, 30),
      rule: 'Procurement Act 2023, s.53: within 30 days of entering into the contract',
    },
  ]
}

/** Fewest days from the tender notice to the last for bids, where they come electronically and all papers are there. */
export const fewestTenderDays = {
  PA2023: { days: 25, rule: 'Procurement Act 2023, s.54' },
  PCR2015: { days: 30, rule: 'Public Contracts Regulations 2015, regulation 27' },
} as const
