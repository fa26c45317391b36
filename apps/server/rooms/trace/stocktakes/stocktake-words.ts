import type { Period } from '@mettrace/continuity/stocktake/due'
import { dayInWords, timeInWords } from '../../../foundation/days.ts'
import { capital, count, monthInWords, wholeNumber } from '../../../foundation/words/figures.ts'
import type { StoreDue } from './due.ts'
import type { Stocktake } from './stocktakes.ts'

/** A part of a year, which is said once: `April to June 2026`. */
const periodWords = ({ from, to }: Period): string => {
  const [first, last] = [from, to].map((day) => monthInWords(day.slice(0, 7))) as [string, string]
  return first === last ? last : `${first.replace(/ \d+$/, '')} to ${last}`
}

/** What a store owes of this year: `2 of 4`, and which parts of the year lack a stocktake, the one that is open now with its last day. */
export const dueInWords = ({ done, due, missed, now }: StoreDue): { done: string; missing: string } => ({
  done: `${wholeNumber(done)} of ${wholeNumber(due)}`,
  missing:
    [...missed.map(periodWords), ...(now ? [`${periodWords(now)} (due by ${dayInWords(now.to)})`] : [])].join(
      '; ',
    ) || 'none',
})

/** What a stocktake came to, in a few words. */
export const resultInWords = ({ how, expected, missing, others, open }: Stocktake): string => {
  if (how === null) return 'Being counted'
  if (how === 'stopped') return 'Stopped'
  if (missing + others === 0) return expected === 0 ? 'The store was empty' : 'All found'
  return capital(
    [
      ...(missing > 0 ? [`${wholeNumber(missing)} missing`] : []),
      ...(others > 0 ? [`${wholeNumber(others)} not expected`] : []),
      open > 0 ? `${count(open, 'question')} open` : 'all answered',
    ].join(', '),
  )
}

/** When and by whom a missing one was seen last. */
export const lastSeenInWords = (seenAt: Date, seenBy: string): string => `${timeInWords(seenAt)}, ${seenBy}`
