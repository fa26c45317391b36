import { expect, test } from 'vitest'
import type { Finding } from './finding.ts'
import { checkLeftovers } from './leftovers.ts'

/** A log of 300 entries: one full tile and bundle, and one of 44. */
const size = 300
const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => at % 251)
const files = new Map([
  ['tile/0/000', bytesOf(256 * 32)],
  ['tile/0/001.p/44', bytesOf(44 * 32)],
  ['tile/0/000.p/5', bytesOf(5 * 32)],
  ['tile/0/001.p/9', bytesOf(9 * 32).fill(7)],
  ['tile/0/001.p/12', bytesOf(12 * 32)],
])
const look = async (...paths: string[]): Promise<{ agreeing: string[]; findings: Finding[] }> => {
  const findings: Finding[] = []
  const agreeing = await checkLeftovers(async (path) => files.get(path), paths, size, findings)
  return { agreeing, findings }
}

test('files that the log itself needs are not left over', async () =>
  expect(await look('tile/0/000', 'tile/0/001.p/44')).toEqual({ agreeing: [], findings: [] }))

test('how a file of the log begins agrees', async () =>
  expect(await look('tile/0/000.p/5', 'tile/0/001.p/12')).toEqual({
    agreeing: ['tile/0/000.p/5', 'tile/0/001.p/12'],
    findings: [],
  }))

test('what contradicts the log is told, and so is what has no file to be the beginning of', async () => {
  const contradicts = {
    where: 'tile/0/001.p/9',
    words: 'It is left over from an earlier head, and is not how tile/0/001.p/44 begins.',
  }
  expect(await look('tile/0/001.p/9')).toEqual({ agreeing: [], findings: [contradicts] })
  files.set('tile/entries/001.p/3', bytesOf(10))
  const { agreeing, findings } = await look('tile/entries/001.p/3')
  expect([agreeing, findings.map(({ where }) => where)]).toEqual([[], ['tile/entries/001.p/3']])
})

test('of a head that is not published yet, and of a write that was broken off, nothing is told', async () =>
  expect(await look('tile/0/002.p/9', 'tile/0/001.p/45', 'tile/0/000.p/5.new', 'tile/0/000.p/6')).toEqual({
    agreeing: ['tile/0/002.p/9', 'tile/0/001.p/45', 'tile/0/000.p/5.new', 'tile/0/000.p/6'],
    findings: [],
  }))

test('what is no file of a log is told', async () =>
  expect(await look('notes.txt', 'tile/0/1')).toEqual({
    agreeing: [],
    findings: ['notes.txt', 'tile/0/1'].map((where) => ({ where, words: 'It is no file of a log.' })),
  }))
