import { expect, test } from 'vitest'
import { plainSerial } from '@mettrace/kit-codes/serial/serial'
import { heardIn } from './heard.ts'

const serial = plainSerial('MT261000') ?? plainSerial('MT261001')!
const other = plainSerial('MT261004') ?? plainSerial('MT261005')!
const gtin = '0109504000059101'
const camera = { by: 'camera', year: 2026 } as const
const keyboard = { by: 'keyboard', year: 2026 } as const

test('one kit: by its serial, by a label, twice on one carton, and beside a stranger’s code', () => {
  const kit = { kind: 'kit', serial }
  expect(heardIn([`]Q1${serial}`], camera)).toMatchObject(kit)
  const label = `]d2${gtin}10LOT1\u001d21${serial}`
  expect(heardIn([label], camera)).toMatchObject({ ...kit, label: { batch: 'LOT1' } })
  expect(heardIn([`]Q1${serial}`, `]d1${serial}`], camera)).toMatchObject(kit)
  expect(heardIn(['https://example.org', `]Q1${serial}`], camera)).toMatchObject(kit)
})

test('several kits in one picture are asked about', () => {
  const heard = heardIn([`]Q1${serial}`, `]Q1${other}`, `]d1${other}`], camera)
  expect(heard).toMatchObject({ kind: 'ask', choices: [{ serial }, { serial: other }] })
})

test('a lost separator is asked about even where one reading alone has a serial (C41)', () => {
  const heard = heardIn([`${gtin}10LOT121${serial}`], keyboard)
  expect(heard).toMatchObject({ kind: 'ask', choices: [{ serial, label: { batch: 'LOT1' } }] })
  expect(heard).toMatchObject({ words: /^The scanner lost a separator/ })
})

test.each([
  ['a box', '(00)006141411234567890', 'This is the code of a box. Scan a kit.'],
  ['a stranger’s code', ']Q1https://example.org', 'This code is not of a kit.'],
  ['nothing', '', 'This code is not of a kit.'],
])('%s is no kit', (_, text, words) => expect(heardIn([text], camera)).toEqual({ kind: 'none', words }))

test('a wrong check character is said as that', () =>
  expect(heardIn([`]Q1${serial.slice(0, -1)}${serial.endsWith('A') ? 'B' : 'A'}`], camera)).toMatchObject({
    kind: 'none',
    words: expect.stringContaining('is not a serial'),
  }))
