import { expect, test } from 'vitest'
import { separator } from '@mettrace/kit-codes/gs1/element-strings'
import { handScanner, type Key } from './hand-scanner.ts'

const plain = { ctrlKey: false, altKey: false, metaKey: false, repeat: false }

/** Presses keys, one every so many milliseconds, and gives what was taken for a scan. */
const pressed = (
  keys: readonly (string | Partial<Key>)[],
  gap: number | ((at: number) => number),
): string[] => {
  const press = handScanner()
  let timeStamp = 1000
  return keys.flatMap((each, at) => {
    timeStamp += typeof gap === 'number' ? gap : gap(at)
    const text = press({ key: '', ...plain, ...(typeof each === 'string' ? { key: each } : each), timeStamp })
    return text === null ? [] : [text]
  })
}

const serial = [...'MT261000K']

test.each([
  ['at once', 0],
  ['in 5 ms a key', 5],
  ['in 30 ms a key, by radio', 30],
  ['with one key that came late', (at: number) => (at === 4 ? 110 : 10)],
])('a scanner whose keys come %s is told', (_, gap) => {
  expect(pressed([...serial, 'Enter'], gap)).toEqual(['MT261000K'])
  expect(pressed([...serial, 'Tab'], gap)).toEqual(['MT261000K'])
})

test.each([
  ['hands', [...serial, 'Enter'], 90],
  ['a quick end of what was typed slowly', [...serial, 'Enter'], (at: number) => (at < 5 ? 90 : 10)],
  ['few keys', [...'MT26', 'Enter'], 5],
  ['an Enter that comes later', [...serial, 'Enter'], (at: number) => (at === serial.length ? 400 : 5)],
  ['a key held down', [...Array.from({ length: 9 }, () => ({ key: 'A', repeat: true })), 'Enter'], 30],
  ['shortcuts', [...Array.from({ length: 9 }, () => ({ key: 'v', ctrlKey: true })), 'Enter'], 5],
  ['keys that correct', [...'MT2610', 'Backspace', 'Enter'], 5],
])('%s are no scanner', (_, keys, gap) => expect(pressed(keys, gap)).toEqual([]))

test('shift keys are passed over, and the separator is kept however it is pressed', () => {
  const shifted = serial.flatMap((key) => ['Shift', key])
  expect(pressed([...shifted, 'Enter'], 3)).toEqual(['MT261000K'])
  for (const each of [{ key: ']', ctrlKey: true }, { key: separator }, { key: 'F8' }])
    expect(pressed([...'10LOT1', 'Control', each, ...'21MT261000K', 'Enter'], 5)).toEqual([
      `10LOT1${separator}21MT261000K`,
    ])
})

test('after a scan the next one begins anew, and so it does after a pause', () => {
  expect(pressed([...serial, 'Enter', ...serial, 'Enter'], 5)).toEqual(['MT261000K', 'MT261000K'])
  expect(pressed(['X', ...serial, 'Enter'], (at) => (at === 1 ? 500 : 5))).toEqual(['MT261000K'])
})
