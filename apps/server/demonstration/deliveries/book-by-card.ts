import { addDays } from '@mettrace/clocks/days/days'
import type { Database } from '../../foundation/database.ts'
import { takeMessages } from '../../rooms/deliver/card-requests/take-messages.ts'
import { keepMessage } from '../../rooms/residents/card-message.ts'
import { partsOfDay } from '../../rooms/residents/visit-times.ts'
import { madeUpId } from './made-up-id.ts'
import type { Recorded } from './made-up-officer.ts'
import type { Walk } from './made-up-walk.ts'

/** When residents of a deployment wish for a visit: so many days from today, and in which part of the day. */
const wishes = [
  { after: 0, part: 'evening' },
  { after: 0, part: 'afternoon' },
  { after: 1, part: 'evening' },
] as const

/** Homes where nobody was met last, with the card that was left there, in the order in which they were tried. */
const cardsUnanswered = (records: readonly Recorded[]): { home: string; card: string }[] => {
  const last = new Map<string, Recorded['fact']>()
  for (const { fact } of records) if ('home' in fact) last.set(fact.home, fact)
  return [...last].flatMap(([home, fact]) =>
    fact.kind === 'no-answer' && fact.card !== undefined ? [{ home, card: fact.card }] : [],
  )
}

/**
 * Some residents who found a card book a visit with it, as anybody does, and their words go to their homes. `today`: a day such
 * as `2026-01-05`. Once for a city: the same messages have the same ids.
 */
export const bookByCard = async (
  database: Database,
  walks: readonly (Pick<Walk, 'homes'> & { records: readonly Recorded[] })[],
  today: string,
): Promise<void> => {
  for (const { homes, records } of walks) {
    const postcodes = new Map(homes.map(({ id, postcode }) => [id, postcode]))
    const found = cardsUnanswered(records).filter(({ home }) => postcodes.has(home))
    for (const [at, { after, part }] of wishes.entries()) {
      const one = found[at]
      if (!one) continue
      const day = addDays(today, after)
      await keepMessage(database, {
        id: madeUpId(`booked with card ${one.card}`),
        card: one.card,
        postcode: postcodes.get(one.home)!,
        what: 'visit',
        from: `${day} ${partsOfDay[part].from}`,
        to: `${day} ${partsOfDay[part].to}`,
        language: null,
        needs: [],
      })
    }
  }
  await takeMessages(database)
}
