import { dayInWords, londonDay } from '../../../foundation/days.ts'
import type { Trace } from './asked.ts'
import { theftIn, type PastEvent } from './kit-past.ts'

/** That a kit was recorded as stolen, when and in which words, which is said before its owner; null where it was not. */
export const theftInWords = (past: readonly PastEvent[], { onDay }: Pick<Trace, 'onDay'>): string | null => {
  const theft = theftIn(past)
  if (!theft) return null
  const [recorded, day] = [londonDay(theft.recordedAt), londonDay(theft.at)]
  return `Stolen first, owner second: this kit was recorded on ${dayInWords(recorded)} as stolen on ${dayInWords(day)}, ${day <= onDay ? 'before or on the day of the offence' : 'after the day of the offence'}: “${theft.reason ?? ''}”. A mark can come from whoever took it.`
}
