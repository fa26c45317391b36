/** What is to be done about a review that is due: the officer in the case is asked, reminded, and then their supervisor. */
export type ReviewStep = 'ask' | 'remind' | 'escalate'

/** Days after the day of a review on which its officer is reminded, and their supervisor asked. */
export const remindAfter = 7
export const escalateAfter = 28

const dayNumber = (day: string): number => Date.parse(`${day}T00:00Z`) / 86_400_000

/** The step of a review on a day, both `2026-11-28`; undefined before it is due. No step disposes of anything. */
export const reviewStep = (reviewOn: string, today: string): ReviewStep | undefined => {
  const over = dayNumber(today) - dayNumber(reviewOn)
  if (over < 0) return undefined
  return over >= escalateAfter ? 'escalate' : over >= remindAfter ? 'remind' : 'ask'
}
