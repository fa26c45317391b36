import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uuidv7 } from './uuid.ts'

test('makes the example of RFC 9562, appendix A.6', () => {
  const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f])
  expect(uuidv7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')
})

test('is of version 7 and variant 10, and sorts by its millisecond', () => {
  const moment = fc.integer({ min: 0, max: 2 ** 48 - 1 })
  fc.assert(
    fc.property(moment, moment, (one, other) => {
      const [first, second] = [uuidv7(one), uuidv7(other)]
      expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      if (one !== other) expect(first < second).toBe(one < other)
    }),
  )
})

test('of one millisecond sort in the order in which they are made', () => {
  for (let now = 1; now < 50; now++) {
    const made = Array.from({ length: 2000 }, () => uuidv7(now))
    expect(made.toSorted()).toEqual(made)
    expect(new Set(made).size).toBe(made.length)
  }
})
