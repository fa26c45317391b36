import { nextCard, type CardCode } from '@mettrace/protocol/codes/left-card'
import { cardsOf } from '@mettrace/protocol/events/facts'
import type { OwnRecord } from './own-records.ts'

/** The next cards of the officer's pad: those under the last one that they left. None where none was left yet. */
export const nextCards = (records: readonly OwnRecord[], count: number): CardCode[] => {
  const last = records.findLast(({ fact, stands }) => stands && cardsOf(fact).length > 0)
  const cards: CardCode[] = []
  let card = last && (cardsOf(last.fact).at(-1) as CardCode)
  for (let at = 0; card && at < count; at++) {
    card = nextCard(card)
    cards.push(card)
  }
  return cards
}
