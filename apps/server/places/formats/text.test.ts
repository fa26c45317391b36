import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileOf } from '../../../../test/source-file.ts'
import { textOf } from './text.ts'

const read = async (content: string | Buffer, sizes?: readonly number[]): Promise<string> => {
  let text = ''
  for await (const piece of textOf(fileOf(content, sizes))) text += piece
  return text
}

const words = fc.string({ unit: fc.constantFrom('a', ',', '\n', 'é', '–', '𝄞'), maxLength: 900 })
const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 })

test('text is read whole, wherever its pieces begin and end, and without its byte-order mark', async () => {
  await fc.assert(
    fc.asyncProperty(words, sizes, fc.boolean(), async (text, pieces, marked) => {
      expect(await read(`${marked ? '\uFEFF' : ''}${text}`, pieces)).toBe(text)
    }),
  )
})

test('UTF-16 with its mark is read as the same text in UTF-8 is, wherever the pieces begin and end', async () => {
  await fc.assert(
    fc.asyncProperty(words, sizes, fc.boolean(), async (text, pieces, swapped) => {
      const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le')
      expect(await read(swapped ? bytes.swap16() : bytes, pieces)).toBe(text)
    }),
  )
})

test('carriage returns alone end lines where the first line ends with one', async () => {
  await fc.assert(
    fc.asyncProperty(words, sizes, async (text, pieces) => {
      const lines = `heading\n${text}`
      expect(await read(lines.replaceAll('\n', '\r'), pieces)).toBe(lines)
      for (const other of [lines.replaceAll('\n', '\r\n'), `heading\n${text}\ra`])
        expect(await read(other, pieces)).toBe(other)
      expect(await read(`heading\r${text.replaceAll('\n', '\r\n')}`, pieces)).toBe(
        `heading\n${text.replaceAll('\n', '\r\n')}`,
      )
    }),
  )
})

test.each([
  [
    'half a character in the middle',
    '\uD834a',
    { code: 'file_encoding', where: { line: 2, expected: 'UTF-16' } },
  ],
  ['half a character at the end', '\uD834', { code: 'file_truncated', where: { line: 2 } }],
])('UTF-16 with %s is damaged', async (_, damaged, expected) => {
  for (const pieces of [[1], [3], [999]]) {
    await expect(read(Buffer.from(`\uFEFFMonth\n${damaged}`, 'utf16le'), pieces)).rejects.toMatchObject(
      expected,
    )
  }
})

test('a letter that is not UTF-8 is found by line and byte, wherever the pieces begin and end', async () => {
  await fc.assert(
    fc.asyncProperty(words, words, sizes, async (before, after, pieces) => {
      const start = Buffer.from(before)
      const latin = Buffer.concat([start, Buffer.from([0xe9, 0x20]), Buffer.from(after)])
      await expect(read(latin, pieces)).rejects.toMatchObject({
        code: 'file_encoding',
        message: expect.stringContaining('CSV UTF-8') as string,
        where: {
          file: 'a.csv',
          line: before.split('\n').length,
          column: start.length - start.lastIndexOf('\n'),
          found: 'byte 0xe9',
          expected: 'UTF-8',
        },
      })
    }),
  )
})

test('the byte is found in a line that is longer than what is held back', async () => {
  const start = `Month\n${'–'.repeat(800_000)}`
  const latin = Buffer.concat([Buffer.from(start), Buffer.from([0xe9]), Buffer.from('\nlast\n')])
  await expect(read(latin, [65_536])).rejects.toMatchObject({ where: { line: 2, column: 2_400_001 } })
  expect(await read(start, [65_536])).toBe(start)
})

test('a file that ends within a character is cut off', async () => {
  const bytes = Buffer.from('Month\nJanuary –')
  for (const lost of [1, 2]) {
    await expect(read(bytes.subarray(0, -lost), [4])).rejects.toMatchObject({
      code: 'file_truncated',
      where: { file: 'a.csv', line: 2 },
    })
  }
})

describe('what is no text', () => {
  const opening = 'Crime ID,Month,Reported by\n'

  test.each([
    ['little-endian', Buffer.from(opening, 'utf16le')],
    ['big-endian', Buffer.from(opening, 'utf16le').swap16()],
  ])('UTF-16 without its mark, %s', async (_, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({
      code: 'file_encoding',
      where: { found: 'UTF-16', expected: 'UTF-8' },
    })
  })

  test.each([
    '<!DOCTYPE html><html></html>',
    '\uFEFF \r\n<HTML lang="en">',
    '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>',
    '<!-- page -->\n<html>',
    '<script>location = "/login"</script>',
  ])('a page: %s', async (page) => {
    await expect(read(page)).rejects.toMatchObject({
      code: 'file_wrong_kind',
      message: expect.stringMatching(/web page/),
    })
  })

  test('a heading may begin with a sign that is less than', async () => {
    expect(await read('<16,16-64\n1,2\n')).toBe('<16,16-64\n1,2\n')
  })

  test('an old workbook', async () => {
    const workbook = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
    await expect(read(workbook)).rejects.toMatchObject({
      code: 'file_wrong_kind',
      message: 'This is not a text file.',
    })
  })

  test('a zero far into a file, which a database could not keep', async () => {
    const text = `${opening}${'a,2014-12,b\n'.repeat(60_000)}`
    await expect(read(`${text}a,2014\0,b\n`, [50_000])).rejects.toMatchObject({
      code: 'file_encoding',
      where: { line: 60_002, column: 7, found: 'byte 0x00' },
    })
  })
})

test('a reader who stops early leaves no stream open', async () => {
  const file = fileOf('a\n'.repeat(5000), [600])
  for await (const piece of textOf(file)) {
    expect(piece).not.toBe('')
    break
  }
  expect(file.streams.map(({ destroyed }) => destroyed)).toEqual([true])
})
