import { addDays, correspondingDate, daysInclusive } from '../days/days.ts'
import { orNextWorkingDay } from '../days/working-days.ts'
import type { Nation } from '../holidays/nations.ts'

/** When the person was asked for what was needed, and when it came. Both days count. */
export type Pause = { asked: string; answered: string }

/** What a person's request is timed by; days are `2026-11-28`. */
export type Request = {
  /** Day on which the request came, with proof of identity where that was needed and what made it clear. */
  received: string
  /**
   * Days that do not count. Those that overlap are not counted twice. One that was asked for before the request came, or after its last
   * day, changes nothing: what is overdue stays so.
   */
  pauses: readonly Pause[]
  /** Whether two months were added, by a notice with its reasons. */
  extended: boolean
}

/** When a request falls due. */
export type Due = {
  /** A day before the corresponding date, and never on the weekend rule: what one works to. */
  target: string
  /** The corresponding date itself, with the days added that do not count. */
  corresponding: string
  /** The last day: the corresponding date, or the next working day. */
  due: string
  /** Days that did not count. */
  paused: number
}

/** Where the product is used; a force elsewhere has other bank holidays. */
const here: readonly Nation[] = ['england and wales']

const months = { first: 1, extended: 3 }

/** Days of all pauses within a period that they make longer, each once however they overlap. */
const daysOf = (pauses: readonly Pause[], received: string, last: string): number => {
  let days = 0
  let counted = ''
  for (const { asked, answered } of pauses.toSorted((a, b) => (a.asked < b.asked ? -1 : 1))) {
    if (answered < asked)
      throw new RangeError(`answered on ${answered}, before ${asked} when it was asked for`)
    if (asked < received || asked > addDays(last, days)) continue
    const first = asked > counted ? asked : addDays(counted, 1)
    if (first > answered) continue
    days += daysInclusive(first, answered)
    counted = answered
  }
  return days
}

/**
 * When a request of a person (UK GDPR art. 12(3) and 12A; DPA 2018 s.54) falls due: on the corresponding date of the next month, or
 * the third where it was extended, later by the days between asking for what was needed and its receipt, both included
 * (s.54(3C)); and where that is no working day, on the next. The last is the Commissioner's guidance and not in the words of
 * s.54, so nobody should rely on it: `target` does not.
 */
export const dueOfRequest = (
  { received, pauses, extended }: Request,
  nations: readonly Nation[] = here,
): Due => {
  const date = correspondingDate(received, extended ? months.extended : months.first)
  const paused = daysOf(pauses, received, date)
  const corresponding = addDays(date, paused)
  return {
    target: addDays(corresponding, -1),
    corresponding,
    due: orNextWorkingDay(corresponding, nations),
    paused,
  }
}

/**
 * Whether a person who is told of an extension on a day is told in time: within the first period, with the days added that do
 * not count (s.54(3A) and (3B); art. 12(3)). `weekend rule` says that it is so by the Commissioner's guidance alone.
 */
export const extensionInTime = (
  request: Omit<Request, 'extended'>,
  told: string,
  nations: readonly Nation[] = here,
): 'in time' | 'weekend rule' | 'late' => {
  const { corresponding, due } = dueOfRequest({ ...request, extended: false }, nations)
  if (told <= corresponding) return 'in time'
  return told <= due ? 'weekend rule' : 'late'
}
