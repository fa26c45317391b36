import { londonDay } from '../../../foundation/days.ts'
import { count } from '../../../foundation/words/figures.ts'

/**
 * How long a phone may be without contact before that is marked, hours. A round of 45 doors takes some four hours, and
 * streets without a signal are part of it: whoever is not heard of for longer may have lost the phone, or needs a call.
 */
export const markedAfter = 2

const hour = 3_600_000

export type TeamState = { state: 'out' | 'unheard' | 'not out'; words: string }

/** Whether an officer with a round is out, from when their phone was last heard and when they last recorded a door. */
export const teamState = (
  { lastHeard, lastDoor }: { lastHeard: Date | null; lastDoor: Date | null },
  now: Date,
): TeamState => {
  const isToday = (time: Date | null): boolean => time !== null && londonDay(time) === londonDay(now)
  if (!isToday(lastHeard) && !isToday(lastDoor)) return { state: 'not out', words: 'not out today' }
  const unheardFor = lastHeard === null ? Infinity : (now.getTime() - lastHeard.getTime()) / hour
  if (unheardFor <= markedAfter) return { state: 'out', words: 'out' }
  const hours = Math.floor(unheardFor)
  return {
    state: 'unheard',
    words: Number.isFinite(unheardFor) ? `no contact for ${count(hours, 'hour')}` : 'no contact yet',
  }
}
