import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import '../../../test/property-runs.ts'
import { sharedData } from '../../../test/shared-data.ts'
import { checkDigitHolds, checkDigitOf } from './check-digit.ts'
import { dayOfElement } from './dates.ts'
import { inBrackets, readElementStrings, separator, type Element } from './element-strings.ts'
import { identifiers } from './identifiers.ts'

const year = 2026
const camera = { separators: 'kept', year } as const
const keyboard = { separators: 'perhaps lost', year } as const
const gtin = '09504000059101'
const sscc = '006141411234567890'

describe('dates of two figures', () => {
  test.each([
    ['260230', 2026, undefined],
    ['260200', 2026, '2026-02-28'],
    ['280200', 2026, '2028-02-29'],
    ['271231', 2026, '2027-12-31'],
    ['761231', 2026, '2076-12-31'],
    ['771231', 2026, '1977-12-31'],
    ['011231', 2051, '2101-12-31'],
    ['021231', 2051, '2002-12-31'],
    ['991231', 2026, '1999-12-31'],
    ['261301', 2026, undefined],
    ['260001', 2026, undefined],
    ['26010', 2026, undefined],
  ])('%s read in %i', (value, seenFrom, day) => expect(dayOfElement(value, seenFrom)).toBe(day))
})

test('a check digit finds every single wrong digit of a key', () => {
  expect(checkDigitOf('00614141123456789')).toBe('0')
  fc.assert(
    fc.property(
      fc.stringMatching(/^\d{17}$/),
      fc.nat({ max: 17 }),
      fc.integer({ min: 1, max: 9 }),
      (digits, at, by) => {
        const key = digits + checkDigitOf(digits)
        const wrong = String((Number(key[at]) + by) % 10)
        expect(checkDigitHolds(key)).toBe(true)
        expect(checkDigitHolds(key.slice(0, at) + wrong + key.slice(at + 1))).toBe(false)
      },
    ),
  )
})

describe('what a camera gives', () => {
  const elements = [
    { ai: '01', value: gtin },
    { ai: '10', value: 'LOT1' },
    { ai: '21', value: 'SERIAL' },
  ]
  const text = `01${gtin}10LOT1${separator}21SERIAL`

  test.each([']d2', ']Q3', ']C1', ''])('with the symbology identifier "%s"', (symbol) =>
    expect(readElementStrings(symbol + text, camera)).toEqual({ kind: 'read', elements }),
  )

  test('with a separator before the first, after the last, and where none is needed', () =>
    expect(
      readElementStrings(`${separator}01${gtin}${separator}10LOT1${separator}21SERIAL${separator}`, camera),
    ).toEqual({ kind: 'read', elements }))

  test('with a picture of the separator', () =>
    expect(readElementStrings(text.replace(separator, '\u241d'), keyboard)).toEqual({
      kind: 'read',
      elements,
    }))

  test('in brackets, as people write it', () =>
    expect(readElementStrings(inBrackets(elements), keyboard)).toEqual({ kind: 'read', elements }))

  test('nothing is split where the batch looks as if it held a serial', () =>
    expect(readElementStrings(`]d201${gtin}10LOT121SERIAL`, camera)).toEqual({
      kind: 'read',
      elements: [elements[0], { ai: '10', value: 'LOT121SERIAL' }],
    }))

  test('a text that is no element string comes without its symbology identifier', () =>
    expect(readElementStrings(']C0Code 128', camera)).toEqual({ kind: 'plain', text: 'Code 128' }))
})

describe('what is wrong is said with its place', () => {
  test.each([
    [`(00)${sscc.slice(0, -1)}1`, 5, '(00) with its check digit'],
    [`(01)${gtin}(17)261301`, 23, '(17) a day as yymmdd'],
    [`]d201${gtin}17261301`, 19, '(17) a day as yymmdd'],
    [`]d201${gtin}10LOT${separator}1899`, 23, 'an application identifier of GS1'],
    [`]d201${gtin}21A${separator}21B`, 1, 'each identifier once'],
    ['(01)123', 5, '(01) of 14 characters'],
  ])('%j', (text, column, expected) =>
    expect(readElementStrings(text, camera)).toMatchObject({ kind: 'refused', column, expected }),
  )
})

const readingsFor = (text: string): string[] => {
  const found = readElementStrings(text, keyboard)
  return found.kind === 'ask' ? found.readings.map(({ elements }) => inBrackets(elements)) : [found.kind]
}

// open-msupply#1838: the serial was appended to the batch.
describe('a keyboard scanner that drops the separator', () => {
  test('is asked, with every reading that is possible', () =>
    expect(readingsFor(`01${gtin}10LOT121SERIAL`)).toEqual([
      `(01)${gtin}(10)LOT121SERIAL`,
      `(01)${gtin}(10)LOT1(21)SERIAL`,
    ]))

  test('is asked also where one reading alone is possible, and it has a split', () =>
    expect(readingsFor(`01${gtin}10ABCDEFGHIJKLMNOPQRST21SERIAL`)).toEqual([
      `(01)${gtin}(10)ABCDEFGHIJKLMNOPQRST(21)SERIAL`,
    ]))

  test('is not asked where nothing can have been lost', () =>
    expect(readElementStrings(`01${gtin}1726123121SERIAL`, keyboard)).toEqual({
      kind: 'read',
      elements: [
        { ai: '01', value: gtin },
        { ai: '17', value: '261231' },
        { ai: '21', value: 'SERIAL' },
      ],
    }))

  test('is not asked where it has given one: it gives them all', () =>
    expect(readElementStrings(`01${gtin}10LOT121${separator}21SERIAL`, keyboard)).toMatchObject({
      kind: 'read',
    }))

  const signs = fc.string({ unit: fc.constantFrom(...'ABC0127-'), minLength: 1, maxLength: 20 })
  const label = fc.record({ batch: signs, serial: signs, expires: fc.boolean() })

  test('whatever the label says, what it says is among the readings, and is never taken for another', () => {
    fc.assert(
      fc.property(label, ({ batch, serial, expires }) => {
        const elements: Element[] = [
          { ai: '01', value: gtin },
          ...(expires ? [{ ai: '17', value: '271130' }] : []),
          { ai: '10', value: batch },
          { ai: '21', value: serial },
        ]
        const dropped = elements.map(({ ai, value }) => ai + value).join('')
        const found = readElementStrings(dropped, keyboard)
        if (found.kind !== 'ask') throw new Error(`${dropped} was not asked about`)
        const given = found.readings.map((reading) => inBrackets(reading.elements))
        if (!found.more) expect(given).toContain(inBrackets(elements))
      }),
    )
  })

  test('and with separators every label is read as it is', () => {
    fc.assert(
      fc.property(label, ({ batch, serial }) => {
        const text = `]d201${gtin}10${batch}${separator}21${serial}`
        expect(readElementStrings(text, camera)).toEqual({
          kind: 'read',
          elements: [
            { ai: '01', value: gtin },
            { ai: '10', value: batch },
            { ai: '21', value: serial },
          ],
        })
      }),
    )
  })
})

/** Identifiers of the dictionary with least and most signs, whether predefined, and digits under a check digit. */
const dictionary = (text: string): Map<string, unknown> =>
  new Map(
    text
      .split('\n')
      .filter((line) => /^\d/.test(line))
      .flatMap((line) => {
        const [, range = '', flags = '', rest = ''] = /^(\S+)\s+([*?]*)\s+(.*?)(?:#.*)?$/.exec(line) ?? []
        const parts = [...rest.matchAll(/(\[?)([NXYZ])(\.\.)?(\d+)\]?(\S*)/g)].filter(
          ({ index }) => index === 0 || rest[index - 1] === ' ' || rest[index - 1] === '[',
        )
        const sizes = parts.map(([, optional, , upTo, length]) => ({
          least: optional ? 0 : upTo ? 1 : Number(length),
          most: Number(length),
        }))
        const holds = {
          least: sizes.reduce((sum, { least }) => sum + least, 0),
          most: sizes.reduce((sum, { most }) => sum + most, 0),
          isPredefined: flags.includes('*'),
          // The zero before a GRAI changes nothing in its check digit.
          checked: sizes
            .slice(0, 1 + parts.findIndex(([, , , , , linters]) => /csum\b/.test(linters ?? '')))
            .reduce((sum, { most }) => sum + most, 0),
          isDate: flags.includes('*') && (parts[0]?.[5] ?? '').includes('yymmd0'),
        }
        const [first = '', last = first] = range.split('-')
        return Array.from({ length: Number(last) - Number(first) + 1 }, (_, at): [string, unknown] => [
          String(Number(first) + at).padStart(first.length, '0'),
          holds,
        ])
      }),
  )

describe('held against GS1 and zxing', () => {
  const folder = sharedData('addresses', 'gs1')

  test.skipIf(!folder)(
    'every identifier of the syntax dictionary has its lengths here, and there is no other',
    () => {
      const theirs = dictionary(readFileSync(join(folder ?? '', 'gs1-syntax-dictionary.txt'), 'utf8'))
      const ours = new Map(
        [...identifiers].map(([ai, { least, most, isPredefined, checked, isDate }]) => [
          ai,
          { least, most, isPredefined, checked, isDate },
        ]),
      )
      expect(theirs.size).toBeGreaterThan(400)
      expect(ours).toEqual(theirs)
    },
  )

  test.skipIf(!folder)(
    'texts that zxing reads are read: those of GS1 as elements, all others as they are',
    () => {
      const files = globSync('zxing-cpp/*.txt', { cwd: folder ?? '' }).filter(
        (file) => !file.endsWith('.result.txt'),
      )
      expect(files.length).toBeGreaterThan(12)
      for (const file of files) {
        const text = readFileSync(join(folder ?? '', file), 'utf8')
        const result = join(folder ?? '', file.replace(/\.txt$/, '.result.txt'))
        const told = existsSync(result) ? readFileSync(result, 'utf8') : ''
        const symbol = /symbologyIdentifier=(\S+)/.exec(told)?.[1] ?? ''
        const found = readElementStrings(symbol + text, camera)
        if (!told.includes('contentType=GS1')) expect(found, file).toEqual({ kind: 'plain', text })
        else if (file.includes('figure')) {
          expect(found, file).toEqual({
            kind: 'read',
            elements: [
              { ai: '01', value: '09504000059101' },
              { ai: '21', value: '12345678p901' },
              { ai: '10', value: '1234567p' },
              { ai: '17', value: '141120' },
              { ai: '8200', value: 'http://www.gs1.org/demo/' },
            ],
          })
          // Exactly what separates them, and what does not.
          expect(text.split(separator).length).toBe(3)
        } else expect(found.kind, file).toBe('refused')
      }
    },
  )
})
