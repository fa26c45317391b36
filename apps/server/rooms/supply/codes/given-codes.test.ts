import { describe, expect, test } from 'vitest'
import { checkCharacterOf } from '@mettrace/kit-codes/serial/check-character'
import { allScanned, codesShown, givenCodes } from './given-codes.ts'

const serial = `K7QD2M4X9TH${checkCharacterOf('K7QD2M4X9TH')}`
const other = `K7QD2M4X9TJ${checkCharacterOf('K7QD2M4X9TJ')}`
const lost = `010950400005910110LOT121${serial}`
const read = (body: Record<string, unknown>) => givenCodes(body, 'serial', 2026)
const howOf = (body: Record<string, unknown>): string[] => read(body).map(({ how }) => how)

describe('how a code came', () => {
  test('a page without its script does not know, unless only a scanner gives such a text', () => {
    expect(howOf({ serial })).toEqual(['not known'])
    expect(howOf({ serial: `]Q1${serial}` })).toEqual(['scanned'])
    expect(howOf({ serial: `010950400005910110LOT1\u001d21${serial}` })).toEqual(['scanned'])
  })

  test('a page with it tells each line', () =>
    expect(
      howOf({ serial: `${serial}\r\n${other}`, serial_watched: 'yes', serial_scanned: `${other}\n` }),
    ).toEqual(['typed', 'scanned']))

  test('a form of anything else gives nothing', () => {
    expect(read({})).toEqual([])
    expect(givenCodes(undefined, 'serial', 2026)).toEqual([])
    expect(givenCodes('serial', 'serial', 2026)).toEqual([])
    expect(givenCodes({ serial: { a: 1 } }, 'serial', 2026)).toEqual([])
  })
})

test('a lost separator is asked about, and what is chosen is taken, as scanned as it was', () => {
  const given = read({ serial: lost, serial_watched: 'yes', serial_scanned: lost })
  expect(allScanned(given)).toBeUndefined()
  const shown = codesShown(given, 'serial')
  expect(shown.value).toBe('')
  expect(shown.error).toBe('')
  expect(shown.errors).toEqual([
    { text: expect.stringContaining('Choose') as string, href: '#serial-asked-1' },
  ])
  const [, kit] = shown.asked[0]?.choices ?? []
  expect(kit?.words).toBe(
    `kit K7QD-2M4X-9TH${serial.at(-1)} of batch LOT1, from (01)09504000059101(10)LOT1(21)${serial}`,
  )
  const again = read({
    serial: '',
    serial_choice_1: kit?.text,
    serial_scanned: shown.scanned,
    serial_watched: shown.watched,
  })
  expect(allScanned(again)).toEqual([
    { serial, label: { product: '09504000059101', batch: 'LOT1' }, how: 'scanned' },
  ])
})

test('a refused code stays in the field with the reason, beside those that are right', () => {
  const wrong = serial.replace('K7', '7K')
  const shown = codesShown(read({ serial: [serial, wrong] }), 'serial')
  expect(shown.value).toBe(`${serial}\n${wrong}`)
  expect(shown.error).toContain('7KQD-2M4X')
  expect(shown.errors).toHaveLength(1)
  expect(allScanned(read({ serial: [serial, other] }))).toHaveLength(2)
})
