import { z } from 'zod'
import { bodies, bodyOf, numberOf, readShortCode, shortCodeOf } from './short-code.ts'

/** Code on a card that is left where nobody answers; it tells nobody the address. */
export const cardCode = z
  .string()
  .refine((text) => 'code' in readShortCode(text) && text === text.toUpperCase().replaceAll(/[\s-]/g, ''), {
    error: 'not the code of a card',
  })
  .brand<'card'>()
export type CardCode = z.infer<typeof cardCode>

/** The first code from a number on: pads are printed in this order, ambiguous ones passed over. */
const cardFrom = (number: number): CardCode => {
  for (let next = number; ; next++) {
    const code = shortCodeOf(bodyOf(next % bodies))
    if (code !== undefined) return code as CardCode
  }
}

/** The card under this one on the pad. */
export const nextCard = (card: CardCode): CardCode => cardFrom(numberOf(card.slice(0, -1)) + 1)

/** A pad of so many cards, printed one after another. `first`: number of its first code, any whole number from 0. */
export const padOfCards = (first: number, cards: number): CardCode[] => {
  const pad: CardCode[] = []
  for (let at = 0; at < cards; at++) pad.push(at === 0 ? cardFrom(first) : nextCard(pad[at - 1]!))
  return pad
}
