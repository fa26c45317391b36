import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secretsOf } from '../secrets.ts'
import { fieldCipherOf } from './field-cipher.ts'

const first = randomBytes(32)
const cipher = fieldCipherOf(secretsOf(first))
const { key, ...row } = cipher.newRow('t', 'row 1')

describe('a sealed field', () => {
  test('opens to what was sealed, and never looks the same twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const sealed = row.seal('name', text)
        expect(cipher.row('t', 'row 1', key).open('name', sealed)).toBe(text)
        expect(row.seal('name', text).equals(sealed)).toBe(false)
      }),
    )
  })

  test('opens in no other column, row or table', () => {
    const sealed = row.seal('name', 'Ada Example')
    expect(() => row.open('contact', sealed)).toThrow()
    expect(() => cipher.row('t', 'row 2', key)).toThrow()
    expect(() => cipher.row('u', 'row 1', key)).toThrow()
    expect(() => cipher.newRow('t', 'row 2').open('name', sealed)).toThrow()
  })

  test('cannot be changed in any bit', () => {
    const sealed = row.seal('name', 'Ada Example')
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(() => row.open('name', changed)).toThrow()
    }
  })

  test('is lost with its row’s key, whatever master keys there are', () => {
    const sealed = row.seal('name', 'Ada Example')
    expect(() => cipher.newRow('t', 'row 1').open('name', sealed)).toThrow()
  })
})

describe('a new master key', () => {
  const rotated = fieldCipherOf(secretsOf(first, randomBytes(32)))

  test('takes over row by row: both are read meanwhile, and the fields stay as they are', () => {
    const sealed = row.seal('name', 'Ada Example')
    expect(rotated.row('t', 'row 1', key).open('name', sealed)).toBe('Ada Example')
    const taken = rotated.rewrap('t', 'row 1', key)
    expect([key.keyVersion, taken.keyVersion]).toEqual([1, 2])
    expect(rotated.row('t', 'row 1', taken).open('name', sealed)).toBe('Ada Example')
    expect(() => cipher.row('t', 'row 1', taken)).toThrow('not in its file any more')
  })
})

describe('a digest for look-up', () => {
  test('passes over case, spaces and form of letters, and over nothing else', () => {
    const same = ['Zoë  Example', ' zoë example ', 'ZOE\u0308 EXAMPLE'].map((name) =>
      cipher.digest('name', name).toString('hex'),
    )
    expect(new Set(same).size).toBe(1)
    for (const other of ['Zoe Example', 'Zoë Exampl', 'ZoëExample'])
      expect(cipher.digest('name', other).toString('hex')).not.toBe(same[0])
    expect(cipher.digest('contact', 'Zoë Example').toString('hex')).not.toBe(same[0])
  })

  test('cannot be made without the key', () => {
    const stranger = fieldCipherOf(secretsOf(randomBytes(32)))
    expect(stranger.digest('name', 'Ada').equals(cipher.digest('name', 'Ada'))).toBe(false)
  })
})
