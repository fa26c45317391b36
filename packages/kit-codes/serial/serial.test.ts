import fc from 'fast-check'
import { expect, test } from 'vitest'
import '../../../test/property-runs.ts'
import {
  characters,
  checkCharacterOf,
  checkHolds,
  firstState,
  nextState,
  valueOf,
} from './check-character.ts'
import { plainCharacters, plainSerial, readSerial, spelled } from './serial.ts'

const states = Array.from({ length: 36 }, (_, at) => at + 1)
const values = Array.from({ length: 36 }, (_, at) => at)

test('published numbers hold: a GRid and ISANs', () => {
  // The GRid of the International Federation of the Phonographic Industry's standard, and two ISANs (ISO 15706-1).
  expect(checkHolds('A12425GABC1234002M')).toBe(true)
  expect(checkCharacterOf('A12425GABC1234002')).toBe('M')
  expect(checkCharacterOf('000000018947000000000000')).toBe('D')
  expect(checkCharacterOf('0000000189470000')).toBe('8')
})

/*
 * Every serial of every length is a walk through 36 states. One wrong character changes the state if every row of the
 * table is a permutation, and nothing after it takes the difference away if every column is one: 36 × 36 × 36 cases
 * stand for all prefixes, all pairs of characters and all that may follow.
 */
test('every single substitution is found: all states, all pairs of characters, whatever follows', () => {
  for (const state of states) expect(new Set(values.map((value) => nextState(state, value))).size).toBe(36)
  for (const value of values) expect(new Set(states.map((state) => nextState(state, value))).size).toBe(36)
  expect(states.map((state) => nextState(state, 0)).every((state) => states.includes(state))).toBe(true)
  const [first, second] = [firstState, 36]
  expect(first).toBe(second)
})

test('every single substitution in every text of two characters with its check character, tried one by one', () => {
  let tried = 0
  for (const one of characters)
    for (const two of characters) {
      const serial = one + two + checkCharacterOf(one + two)
      for (let at = 0; at < 3; at++)
        for (const wrong of characters)
          if (wrong !== serial[at]) {
            tried++
            if (checkHolds(serial.slice(0, at) + wrong + serial.slice(at + 1)))
              throw new Error(`${serial}: ${wrong} at ${at} is not found`)
          }
    }
  expect(tried).toBe(36 * 36 * 3 * 35)
})

/** Adjacent swaps that the check does not find, of all pairs of unequal characters from every state. */
const missedSwaps = (): { missed: number; all: number } => {
  let [missed, all] = [0, 0]
  for (const state of states)
    for (const one of values)
      for (const two of values) {
        if (one === two) continue
        all++
        if (nextState(nextState(state, one), two) === nextState(nextState(state, two), one)) missed++
      }
  return { missed, all }
}

test('99.8% of swaps of two neighbours are found: all states, all pairs of characters', () => {
  const { missed, all } = missedSwaps()
  expect(all).toBe(36 * 36 * 35)
  expect(missed).toBe(72)
  expect(1 - missed / all).toBeGreaterThan(0.998)
})

const checkOf = (state: number): number => (37 - state) % 36

test('and the check character swapped with the one before it, from every state', () => {
  let [missed, all] = [0, 0]
  for (const state of states)
    for (const last of values) {
      const check = checkOf(nextState(state, last))
      if (check === last) continue
      all++
      if (checkOf(nextState(state, check)) === last) missed++
    }
  expect(all).toBeGreaterThan(1200)
  expect(missed / all).toBeLessThan(0.05)
})

const body = fc.string({ unit: fc.constantFrom(...plainCharacters), minLength: 5, maxLength: 19 })

test('a serial is read as it is spelled, in small letters, and with blanks for hyphens', () => {
  fc.assert(
    fc.property(body, (text) => {
      const serial = text + checkCharacterOf(text)
      for (const written of [serial, spelled(serial), spelled(serial).toLowerCase().replaceAll('-', ' ')])
        expect(readSerial(written)).toEqual({ serial })
    }),
  )
  expect(spelled('K7QD2M4X9TH3')).toBe('K7QD-2M4X-9TH3')
  expect(spelled('K7QD2M4X9')).toBe('K7QD-2M4X9')
})

test('no letter is taken for a digit: where it would hold, that is asked about', () => {
  const serial = '0123456' + checkCharacterOf('0123456')
  expect(readSerial(serial.replace('0', 'O'))).toEqual({
    fault: 'check',
    found: serial.replace('0', 'O'),
    meant: expect.arrayContaining([serial]) as string[],
  })
})

test('what is wrong is said with its place', () => {
  expect(readSerial(' - ')).toEqual({ fault: 'empty' })
  expect(readSerial('AB_CDEF')).toEqual({ fault: 'character', found: '_', column: 3 })
  expect(readSerial('ABCDE')).toEqual({ fault: 'length', found: 5 })
  expect(readSerial('A'.repeat(21))).toEqual({ fault: 'length', found: 21 })
})

test('serials of ours have neither I nor O, in the check character either', () => {
  const made = values.map((value) => plainSerial(`K7QD2M4X9T${plainCharacters[value % 34]}`))
  for (const serial of made) if (serial) expect(serial).not.toMatch(/[IO]/)
  expect(made.filter(Boolean).length).toBeGreaterThan(30)
  expect(valueOf('I')).toBe(18)
})
