import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { ImportKind } from '../apps/server/places/import-session.ts'
import { smallFiles } from './importers.ts'
import { flippedBit, markedEncrypted, renamedInside, zipOf } from './packed-files.ts'
import { nameOf, refusals, webPage } from './refusals.ts'
import { streetText } from './street-rows.ts'
import { temporaryFile, temporaryFolder } from './temporary-files.ts'

const { refused, refusedFile } = await refusals()

const kinds = Object.keys(smallFiles) as ImportKind[]
const tables = kinds.filter((kind) => kind !== 'areas' && kind !== 'network')

describe.each(kinds)('a file for import %s that is', (kind) => {
  const name = nameOf(kind)
  const text = smallFiles[kind]

  test('a web page', () =>
    refusedFile(kind, name, webPage, {
      code: 'file_wrong_kind',
      message: /web page.*sign-in/,
      where: { found: 'a web page' },
    }))

  test('empty', () =>
    refusedFile(kind, name, '', { code: 'file_wrong_kind', message: /empty|not a file of boundaries/ }))

  test('written in UTF-16 without its mark', () =>
    refusedFile(kind, name, Buffer.from(text, 'utf16le'), {
      code: 'file_encoding',
      message: /UTF-(8|16)\..*Save it as/,
      where: { found: 'UTF-16', expected: 'UTF-8' },
    }))

  test('written in Latin-1', async () => {
    const [before = '', after = ''] = text.split(/(?<=E01000002|Dwell)(?=[^]*$)/)
    const line = before.split('\n').length
    const column = before.length - before.lastIndexOf('\n')
    await refusedFile(kind, name, Buffer.from(`${before}é ${after}`, 'latin1'), {
      code: 'file_encoding',
      message: /not written in UTF-8.*Save it as "CSV UTF-8"/,
      where: { line, column, found: 'byte 0xe9' },
    })
  })

  test('missing', async () => {
    const path = await temporaryFile('other.csv', text)
    await refused(kind, path.replace('other.csv', name), {
      code: 'file_missing',
      message: /no such file/,
      where: { file: name },
    })
  })

  test('bad, after a good one in the same command', async () => {
    const good = await temporaryFile(nameOf(kind), text.replaceAll('E01000002', 'E01000009'))
    const bad = await temporaryFile(`bad-${name}`, webPage)
    await refused(kind, [good, bad], {
      code: 'file_wrong_kind',
      message: /web page/,
      where: { file: `bad-${name}` },
    })
  })

  test('a zip with a bit flipped, packed or stored', async () => {
    for (const stored of [false, true]) {
      const zip = await zipOf({ [name]: text }, { stored })
      // In the last row: a fault nearer the beginning may be met as a bad heading first.
      await refusedFile(kind, 'download.zip', flippedBit(zip, 6), {
        code: 'archive_corrupt',
        message: /damaged/,
        where: { file: `download.zip › ${name}` },
      })
    }
  })

  test('a zip or gzip cut off', async () => {
    const zip = await zipOf({ [name]: text })
    const gzip = gzipSync(text)
    for (const length of [zip.length - 30, zip.length >> 1, 40]) {
      await refusedFile(kind, 'download.zip', zip.subarray(0, length), {
        code: 'file_truncated',
        message: /ends in the middle.*download/,
      })
    }
    for (const length of [gzip.length - 4, gzip.length >> 1]) {
      await refusedFile(kind, `${name}.gz`, gzip.subarray(0, length), {
        code: 'file_truncated',
        message: /ends in the middle.*download/,
      })
    }
  })

  test('a gzip with a bit flipped', () => {
    const gzip = gzipSync(text)
    gzip[gzip.length >> 1] = (gzip[gzip.length >> 1] ?? 0) ^ 0b0001_0000
    return refusedFile(kind, `${name}.gz`, gzip, { code: 'archive_corrupt', message: /damaged/ })
  })

  test('a zip that leads out of its folder', async () => {
    for (const [inside, patched] of [
      ['aa/', '../'],
      ['aaaa/', '/etc/'],
      ['aa/aa/', 'a/../../'.slice(0, 6)],
    ] as const) {
      const zip = renamedInside(await zipOf({ [`${inside}${name}`]: text }), inside, patched)
      await refusedFile(kind, 'download.zip', zip, { code: 'archive_path', message: /outside its folder/ })
    }
  })

  test('a zip locked with a password', async () => {
    const zip = markedEncrypted(await zipOf({ [name]: text }))
    await refusedFile(kind, 'download.zip', zip, {
      code: 'file_unreadable',
      message: /locked with a password.*Unpack it/,
      where: { file: `download.zip › ${name}` },
    })
  })

  test('a zip in a zip', async () => {
    const zip = await zipOf({ 'inner.zip': await zipOf({ [name]: text }) })
    await refusedFile(kind, 'download.zip', zip, {
      code: 'file_wrong_kind',
      message: /another archive.*Unpack/,
      where: { file: 'download.zip › inner.zip' },
    })
  })

  test('an empty zip or folder', async () => {
    const expected = { code: 'file_wrong_kind', message: /^There (is|are) no / } as const
    await refusedFile(kind, 'download.zip', await zipOf({}), expected)
    const folder = await temporaryFolder({})
    await refused(kind, folder, { ...expected, where: { file: 'given' } })
  })
})

describe.each(tables)('a table for import %s', (kind) => {
  const name = nameOf(kind)
  const text = smallFiles[kind]
  const lines = text.trimEnd().split('\n')

  test('without a column that is needed', async () => {
    const wanted = { street: 'LSOA code', counts: 'Major Category', incidents: 'Crime Reference' } as const
    const column = wanted[kind as keyof typeof wanted] ?? (lines[0] ?? '').split(',')[0] ?? ''
    await refusedFile(kind, name, text.replace(column, 'Something else'), {
      code: 'column_missing',
      message: /column/,
      where: { line: 1, found: expect.stringContaining('Something else') as string },
    })
  })

  test('with a last row cut off', () =>
    refusedFile(kind, name, text.slice(0, text.lastIndexOf(',')), {
      code: 'row_shape',
      message: /as many cells as there are headings.*cut off/,
      where: { line: lines.length },
    }))

  test('with a quotation mark left open', () =>
    refusedFile(kind, name, `${text}"${lines[1]}\n`, {
      code: 'row_shape',
      message: /quotation mark is opened and never closed/,
      where: { line: lines.length + 1 },
    }))

  test('with headings only', () =>
    refusedFile(kind, name, `${lines[0]}\n`, {
      code: 'value_invalid',
      message: /headings and no rows/,
      where: { found: 'no rows' },
    }))
})

describe('street files', () => {
  test('a folder without any', async () => {
    await refused('street', await temporaryFolder({ 'a.csv': smallFiles.homes, 'b.txt': 'notes' }), {
      code: 'file_wrong_kind',
      message: /no street file of data\.police\.uk/,
      where: { file: 'given', found: '2 other files' },
    })
  })

  test('a damaged month after good ones', async () => {
    const good = streetText([{ id: 'new', month: '2014-02', code: 'E01000001' }])
    const folder = await temporaryFolder({
      '2014-02/2014-02-metropolitan-street.csv': good,
      '2014-03/2014-03-metropolitan-street.csv': `${good.slice(0, good.lastIndexOf(','))}`,
    })
    await refused('street', folder, {
      code: 'row_shape',
      message: /cut off/,
      where: { file: 'given/2014-03/2014-03-metropolitan-street.csv', line: 2 },
    })
  })
})
