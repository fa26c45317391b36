import { expect, test } from 'vitest'
import { checkCharacterOf } from '../serial/check-character.ts'
import { choiceWords, faultWords } from './fault-words.ts'
import { readScan } from './read-scan.ts'

const by = { by: 'keyboard', year: 2026 } as const
const wordsFor = (text: string): string => {
  const scan = readScan(text, by)
  return scan.kind === 'refused' ? faultWords(scan.why) : scan.kind
}

test.each([
  ['', 'Scan or enter a serial.'],
  ['K7QD*2M4', 'A serial has letters and digits only. Character 5 is "*".'],
  ['K7', /^A serial has \d+ to \d+ characters\. This has 2\.$/],
  [
    '(00)006141411234567891',
    /^We could not read this label\. Character \d+ begins "006141411234567891"; we expected .+\.$/,
  ],
  ['(01)09504000059101', /^This label names no kit and no box: .+\.$/],
])('what is wrong with %s, in words', (text, words) => expect(wordsFor(text)).toMatch(words))

test('two characters that were swapped: up to three that may have been meant are named', () => {
  const body = 'K7A000000'
  const serial = body + checkCharacterOf(body)
  const swapped = `${serial.slice(0, 1)}A7${serial.slice(3)}`
  expect(wordsFor(swapped)).toMatch(
    /is not a serial: a character is wrong or missing, or two are swapped\. Did you mean \S+ or \S+ or \S+\?$/,
  )
  expect(faultWords({ fault: 'check', found: 'K7A0000001', meant: [] })).not.toContain('Did you mean')
})

test('a reading to choose says which kit or box it is', () => {
  const serial = `K7A000000${checkCharacterOf('K7A000000')}`
  const scanned = { serial, label: { batch: 'LOT1' } }
  expect(choiceWords({ text: 'A', scanned })).toMatch(/^kit K7A0-0000-.+ of batch LOT1, from A$/)
  expect(choiceWords({ text: 'B', scanned: { box: '00614', label: {} } })).toBe('box 00614, from B')
})
