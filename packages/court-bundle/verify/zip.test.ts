import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { parseSigned } from '../contents/contents.ts'
import { filesOfZip } from './zip.ts'

const files = {
  'index.html': Buffer.from('<p>Words.</p>'),
  'log/4.tlog-proof': Buffer.from('a proof '.repeat(40)),
}
const zipOf = (more: Record<string, Uint8Array> = {}): Buffer =>
  Buffer.from(zipSync({ ...files, ...more }, { level: 0 }))

/** A zip in which one name stands for another of the same length, wherever it is written. */
const renamed = (zip: Buffer, from: string, to: string): Buffer =>
  Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1')

/** A zip whose last record says something else, at so many bytes from its beginning. */
const told = (zip: Buffer, at: number, value: number): Buffer => {
  const other = Buffer.from(zip)
  other.writeUInt16LE(value, other.length - 22 + at)
  return other
}

test('a zip is read whether or not it is compressed, and a damaged one is told', () => {
  for (const level of [0, 9] as const)
    expect(
      [...filesOfZip(zipSync(files, { level }))].map(([path, bytes]) => [
        path,
        Buffer.from(bytes).toString(),
      ]),
    ).toEqual(Object.entries(files).map(([path, bytes]) => [path, bytes.toString()]))
  expect(() => filesOfZip(Buffer.from('words'))).toThrow('The zip is damaged, or it is no zip.')
  const cut = zipOf()
  expect(() => filesOfZip(cut.subarray(0, cut.length - 1))).toThrow(RangeError)
  expect(() => filesOfZip(cut.subarray(1))).toThrow(RangeError)
})

describe('a zip that two programs would read as two things is refused', () => {
  test('where it has two files of one name', () => {
    const twice = renamed(zipOf({ 'other.html': Buffer.from('<p>Others.</p>') }), 'other.html', 'index.html')
    expect(() => filesOfZip(twice)).toThrow('The zip has two files called index.html.')
  })

  test.each(['__proto__', 'x/', '../../../x', 'Index.html'])('where it has a file called %s', (name) => {
    const put = renamed(
      zipOf({ ['z'.repeat(name.length)]: Buffer.from('words') }),
      'z'.repeat(name.length),
      name,
    )
    expect(() => filesOfZip(put)).toThrow(`The zip has a file called ${name}, which no bundle has.`)
  })

  test('where its directory has more or fewer files than it says, in one place or in both', () => {
    const zip = zipOf()
    for (const short of [
      told(zip, 8, 1),
      told(zip, 10, 1),
      told(told(zip, 8, 1), 10, 1),
      told(told(zip, 8, 3), 10, 3),
    ])
      expect(() => filesOfZip(short)).toThrow('The zip is damaged, or it is no zip.')
  })

  test('where something lies behind its directory, or behind its end', () => {
    const zip = zipOf()
    const end = zip.length - 22
    const between = Buffer.concat([zip.subarray(0, end), Buffer.from('words'), zip.subarray(end)])
    const behind = Buffer.concat([told(zip, 20, 5), Buffer.from('words')])
    for (const other of [between, behind])
      expect(() => filesOfZip(other)).toThrow('The zip is damaged, or it is no zip.')
  })

  test('where a file is called otherwise in the directory than where it lies', () => {
    const zip = zipOf()
    zip.write('other', zip.indexOf('index.html'), 'latin1')
    expect(() => filesOfZip(zip)).toThrow('The zip is damaged, or it is no zip.')
  })
})

const lineOf = (path: string): string => `${'0'.repeat(64)} ${path}\n`

test('a signed list with a path twice, or one that no bundle has, is none', () => {
  expect(parseSigned(`log bundle\n${lineOf('index.html')}`)).toHaveLength(1)
  for (const lines of [lineOf('index.html').repeat(2), lineOf('__proto__'), lineOf('x/')])
    expect(() => parseSigned(`log bundle\n${lines}`)).toThrow('A line of it is no file.')
})
