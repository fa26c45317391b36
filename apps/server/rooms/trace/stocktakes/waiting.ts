import { addDays } from '@mettrace/clocks/days/days'
import { londonDay } from '../../../foundation/days.ts'
import type { WaitingAsked, Waits } from '../../../foundation/room/waiting.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count } from '../../../foundation/words/figures.ts'
import { storesDue, timesAYear } from './due.ts'

/** Days ahead within which a stocktake is said to be due. */
const daysAhead = 30

/** What stocktakes ask: questions that are open, and, of whoever keeps stores, which are to be counted soon or were not. */
export const waiting = async (tx: Transaction, { actor, now }: WaitingAsked): Promise<Waits> => {
  const stores = await storesDue(tx, (await timesAYear(tx)).value, now)
  const open = stores.reduce((sum, each) => sum + each.open, 0)
  if (open > 0)
    return { count: open, thing: count(open, 'question'), words: 'of stocktakes: say what became of it' }
  const soon = addDays(londonDay(now), daysAhead)
  const due = stores.filter(({ missed, now: part }) => missed.length > 0 || (part && part.to <= soon)).length
  return {
    count: actor.role === 'custody' ? due : 0,
    thing: count(due, 'store'),
    words: 'to count: due within 30 days, or late',
  }
}
