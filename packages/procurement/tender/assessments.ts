import { addDays, correspondingDate } from '@mettrace/clocks/days/days'
import type { Day } from '../value/day.ts'
import type { Pence } from '../value/value.ts'

/** What was reached in a period. */
export type Assessment = { from: Day; to: Day; met: boolean }

/** Of several assessments of one period the last in the list; the earliest period first. */
export const countedAssessments = <A extends Assessment>(assessments: readonly A[]): A[] =>
  [...new Map(assessments.map((each) => [`${each.from} ${each.to}`, each])).values()].toSorted((a, b) =>
    a.from < b.from ? -1 : 1,
  )

/**
 * The last day on which how the supplier did on an indicator is to be published next: within 12 months of the day up to which it was
 * assessed, or of the start, and at the end of the contract (Procurement Act 2023, s.71). Null once it was assessed to the end.
 */
export const nextAssessmentBy = (
  { startsOn, endsOn }: { startsOn: Day; endsOn: Day },
  assessments: readonly Assessment[],
): Day | null => {
  const upTo = assessments.reduce((last, { to }) => (to > last ? to : last), addDays(startsOn, -1))
  if (upTo >= endsOn) return null
  const due = correspondingDate(upTo, 12)
  return due < endsOn ? due : endsOn
}

/** Service credits that are due: one for each period whose target was missed. `credit`: pence, null where none was agreed. */
export const creditsDue = (credit: Pence | null, assessments: readonly Assessment[]): Pence | null =>
  credit === null ? null : credit * countedAssessments(assessments).filter(({ met }) => !met).length
