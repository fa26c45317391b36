import { describe, expect, test } from 'vitest'
import { separator } from '../gs1/element-strings.ts'
import { checkCharacterOf } from '../serial/check-character.ts'
import { readScan } from './read-scan.ts'

const serialOf = (body: string): string => body + checkCharacterOf(body)
const serial = serialOf('K7QD2M4X9TH')
const gtin = '09504000059101'
const keyboard = { by: 'keyboard', year: 2026 } as const
const camera = { by: 'camera', year: 2026 } as const

describe('a kit', () => {
  test.each([
    ['by its serial', serial, {}],
    ['by its serial in groups', `k7qd-2m4x-9th${serial.at(-1)}`, {}],
    ['by a QR code with its serial', `]Q1${serial}`, {}],
    [
      'by a label',
      `]d201${gtin}1727090010LOT1${separator}21${serial}`,
      { product: gtin, batch: 'LOT1', expires: '2027-09-30' },
    ],
    [
      'by a label in brackets',
      `(01)${gtin}(17)270900(21)${serial}`,
      { product: gtin, expires: '2027-09-30' },
    ],
    ['by an asset number', `(8004)9506000${serial}`, {}],
  ])('%s', (_, text, label) => expect(readScan(text, camera)).toEqual({ kind: 'scanned', serial, label }))

  test('by a label without batch, from a scanner that drops separators: its check character settles it', () =>
    expect(readScan(`01${gtin}21${serialOf('ZX1021734')}`, keyboard)).toMatchObject({
      kind: 'scanned',
      serial: serialOf('ZX1021734'),
    }))
})

test('a box by its SSCC, bare or in brackets', () => {
  expect(readScan('00006141411234567890', keyboard)).toEqual({
    kind: 'scanned',
    box: '006141411234567890',
    label: {},
  })
  expect(readScan('(00)006141411234567890', keyboard)).toMatchObject({ kind: 'scanned' })
  expect(readScan('(00)006141411234567891', keyboard)).toMatchObject({
    kind: 'refused',
    why: { fault: 'elements', found: '006141411234567891' },
  })
})

test('a lost separator is asked about, and each answer can be sent again as it is', () => {
  const found = readScan(`01${gtin}10LOT121${serial}`, keyboard)
  if (found.kind !== 'ask') throw new Error(found.kind)
  expect(found.choices.map(({ text }) => text)).toEqual([
    `(01)${gtin}(10)LOT121${serial}`,
    `(01)${gtin}(10)LOT1(21)${serial}`,
  ])
  expect(readScan(found.choices[1]?.text ?? '', keyboard)).toMatchObject({
    kind: 'scanned',
    serial,
    label: { batch: 'LOT1' },
  })
  expect(readScan(found.choices[0]?.text ?? '', keyboard)).toMatchObject({
    kind: 'refused',
    why: { fault: 'no serial' },
  })
})

test('a label with 21 alone is a kit; no serial holds both with the 21 and without', () => {
  expect(readScan(`21${serial}`, keyboard)).toEqual({ kind: 'scanned', serial, label: {} })
  const bodies = Array.from({ length: 36 * 36 }, (_, at) => `K7QD${at.toString(36).toUpperCase()}`)
  expect(bodies.filter((body) => checkCharacterOf(body) === checkCharacterOf(`21${body}`))).toEqual([])
})

test('digits that are a box and a serial as well are asked about', () => {
  const both = Array.from({ length: 2000 }, (_, at) => `0${String(at).padStart(16, '0')}`)
    .map((digits) => digits + String(check(digits)))
    .find((sscc) => checkCharacterOf(`00${sscc.slice(0, -1)}`) === sscc.at(-1))
  expect(both).toBeDefined()
  expect(readScan(`00${both}`, keyboard)).toMatchObject({ kind: 'ask' })
})

const check = (digits: string): number => {
  const sum = [...digits]
    .toReversed()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0)
  return (10 - (sum % 10)) % 10
}

test.each([
  ['', { fault: 'empty' }],
  [`${serial.slice(0, -1)}${serial.endsWith('A') ? 'B' : 'A'}`, { fault: 'check' }],
  ['K7QD/2M4X', { fault: 'character', found: '/', column: 5 }],
  [`(01)${gtin}`, { fault: 'no serial', found: `(01)${gtin}` }],
  [`(01)${gtin}(21)K7QD2M4X9TH`, { fault: 'check' }],
])('%j is refused, with the reason', (text, why) =>
  expect(readScan(text, keyboard)).toMatchObject({ kind: 'refused', why }),
)
