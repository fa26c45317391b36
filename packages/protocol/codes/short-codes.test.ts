import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../test/property-runs.ts'
import { momentOf, type EventId } from '../words/values.ts'
import { newId } from '../words/new-id.ts'
import { cardCode, nextCard, padOfCards } from './left-card.ts'
import { receiptCode, type Received } from './receipt.ts'
import {
  bodies,
  bodyOf,
  numberOf,
  readShortCode,
  shortCharacters,
  shortCodeOf,
  spelledShort,
} from './short-code.ts'

test('no letter or digit of a short code is left with its double', () => {
  expect([...'01ILOUZ'].filter((sign) => shortCharacters.includes(sign))).toEqual([])
  expect(shortCharacters).toHaveLength(29)
})

test('numbers and bodies are each other’s', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: bodies - 1 }), (number) => {
      expect(numberOf(bodyOf(number))).toBe(number)
    }),
  )
  expect(bodyOf(bodies)).toBe(bodyOf(0))
})

test('a card is read as it is printed, said and typed; any one wrong character is told', () => {
  const pad = padOfCards(123_456_789, 50)
  expect(new Set(pad).size).toBe(50)
  for (const card of pad) {
    expect(readShortCode(spelledShort(card).toLowerCase())).toEqual({ code: card })
    for (let at = 0; at < card.length; at++)
      for (const wrong of shortCharacters)
        if (wrong !== card[at])
          expect(readShortCode(card.slice(0, at) + wrong + card.slice(at + 1))).toEqual({ fault: 'check' })
  }
  expect(readShortCode('K7M PX5')).toEqual({ fault: 'length' })
  expect(readShortCode('K7M PX50')).toEqual({ fault: 'character' })
})

test('cards of a pad come one after another, whichever is on top, to the end of all numbers and round', () => {
  const [first, second, third] = padOfCards(7, 3)
  expect(nextCard(first!)).toBe(second)
  expect(nextCard(second!)).toBe(third)
  expect(numberOf(padOfCards(bodies - 1, 2)[1]!.slice(0, -1))).toBeLessThan(20)
  expect(cardCode.safeParse(first).success).toBe(true)
  expect(cardCode.safeParse(spelledShort(first!)).success).toBe(false)
})

test('one in five numbers is passed over, none has an ambiguous check', () => {
  const codes = Array.from({ length: 3600 }, (_, at) => shortCodeOf(bodyOf(at))).filter((code) => code)
  expect(codes.length / 3600).toBeCloseTo(29 / 36, 2)
})

const received = (count: number): Received[] =>
  Array.from({ length: count }, (_, at) => ({
    id: newId(1_795_000_000_000 + at, new Uint8Array(10).fill(at)),
    answer: at % 9 === 8 ? 'set-aside' : 'accepted',
  }))

test('the receipt of a list is one code, whatever its order; another list has another', () => {
  const list = received(47)
  const code = receiptCode('2026-11-26', list)
  expect(readShortCode(code)).toEqual({ code })
  expect(receiptCode('2026-11-26', list.toReversed())).toBe(code)
  const others = [
    receiptCode('2026-11-27', list),
    receiptCode('2026-11-26', list.slice(1)),
    receiptCode('2026-11-26', [
      ...list,
      { id: list[0]!.id.replace(/..$/, 'ff') as EventId, answer: 'accepted' },
    ]),
    receiptCode('2026-11-26', list.with(3, { id: list[3]!.id, answer: 'set-aside' })),
  ]
  expect(new Set([code, ...others]).size).toBe(5)
  // Kept: phones and stations of two versions must show the same.
  expect(code).toMatchInlineSnapshot(`"PGF26GA"`)
})

test('ids made by one phone sort by its clock', () => {
  const earlier = newId(1_795_000_000_000, new Uint8Array(10).fill(255))
  const later = newId(1_795_000_000_001, new Uint8Array(10))
  expect([later, earlier].toSorted()).toEqual([earlier, later])
  expect(momentOf(1_795_000_000_000)).toBe('2026-11-18T11:06:40.000Z')
})
