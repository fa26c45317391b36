import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { fileOf, type WatchedFile } from '../../../../test/source-file.ts'
import { lineOfRow, openCsv } from './csv.ts'
import { columnsOf } from './headings.ts'
import { numberedRows } from './left-out.ts'

type Read = { headings: string[]; rows: string[][]; lines: number[] }

/** Any row serves as headings. */
const any = { fitOf: () => true }

const readFile = async (file: WatchedFile): Promise<Read> => {
  const { headings, rows } = await openCsv(file, any)
  const read: Read = { headings, rows: [], lines: [] }
  for await (const batch of rows()) {
    for (const { row, line } of numberedRows(batch)) {
      read.rows.push(row)
      read.lines.push(line)
    }
    const last = batch.rows.length - 1
    if (last >= 0) expect(lineOfRow(batch, last)).toBe(read.lines.at(-1))
  }
  return read
}

const read = (content: string | Buffer, sizes?: readonly number[]): Promise<Read> =>
  readFile(fileOf(content, sizes))

const outcome = (text: string, pieces: readonly number[]): Promise<unknown> =>
  read(text, pieces).catch(({ code, where }: { code: string; where: unknown }) => ({ code, where }))

const cell = fc.string({
  unit: fc.constantFrom('a', 'é', '𝄞', ',', '"', '\n', '\r', ' ', ';'),
  maxLength: 12,
})
const sizes = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 4 })
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 60 }))

test('any table that papaparse writes reads back, however its bytes arrive', async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      sizes,
      fc.record({ newline: fc.constantFrom('\n', '\r\n'), marked: fc.boolean(), ended: fc.boolean() }),
      async (given, pieces, { newline, marked, ended }) => {
        // Rows of nothing are passed over.
        const rows = given.filter((row) => row.some((each) => each.trim() !== ''))
        const headings = (given[0] ?? ['']).map((_, at) => `h${at}`)
        const text = Papa.unparse([headings, ...rows], { newline })
        const content = `${marked ? '\uFEFF' : ''}${text}${ended ? newline : ''}`
        const found = await read(content, pieces)
        expect(found.headings).toEqual(headings)
        expect(found.rows).toEqual(rows.map((row) => row.map((each) => each.replaceAll('\r\n', '\n'))))
        let line = 2
        for (const [at, row] of rows.entries()) {
          expect(found.lines[at]).toBe(line)
          line += row.join('').split('\n').length
        }
      },
    ),
  )
})

test('any text at all gives the same rows, or the same fault, however its bytes arrive', async () => {
  const line = fc.string({
    unit: fc.constantFrom('a', ',', ',', '"', '5" pipe', '"",', '\n', '\r\n'),
    maxLength: 30,
  })
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 90 }), sizes, async (lines, pieces) => {
      const text = `a,b\n${lines.join('\n')}`
      const whole = await outcome(text, [text.length])
      expect(await outcome(text, pieces)).toEqual(whole)
      const { data, errors } = Papa.parse<string[]>(text.replaceAll('\r\n', '\n'), {
        delimiter: ',',
        newline: '\n',
      })
      const rows = data
        .slice(1)
        .filter((row) => row.some((each) => each.trim() !== ''))
        // Blanks beyond the last column say nothing.
        .map((row) => (row.slice(2).every((each) => each.trim() === '') ? row.slice(0, 2) : row))
      if (errors.length === 0 && rows.every((row) => row.length === 2)) expect(whole).toMatchObject({ rows })
      else expect(whole).toMatchObject({ code: 'row_shape' })
    }),
  )
})

describe('line ends', () => {
  test('of both kinds stand in one file, and within cells', async () => {
    expect(await read('\uFEFFa,b\r\n1,2\n\r\n3,"4\r\n5"\r\n6,7\r')).toEqual({
      headings: ['a', 'b'],
      rows: [
        ['1', '2'],
        ['3', '4\n5'],
        ['6', '7'],
      ],
      lines: [2, 4, 6],
    })
  })

  test('of old Macintosh files are read', async () => {
    expect(await read('a,b\r1,2\r\r3,"4\r5"\r6,7\r')).toEqual({
      headings: ['a', 'b'],
      rows: [
        ['1', '2'],
        ['3', '4\n5'],
        ['6', '7'],
      ],
      lines: [2, 4, 6],
    })
  })

  test('empty lines before the headings and between rows are passed over, and counted', async () => {
    expect(await read('\n\r\n a , "b" \n\n1,2\n\n\n3,4\n\n')).toMatchObject({
      headings: ['a', '"b"'],
      rows: [
        ['1', '2'],
        ['3', '4'],
      ],
      lines: [5, 8],
    })
  })
})

test.each([
  ['nothing', ''],
  ['a byte-order mark', '\uFEFF'],
  ['empty lines', '\n\r\n\n'],
  ['blanks', ' , ,\n , ,\n'],
])('a file of %s has no headings', async (_, content) => {
  await expect(read(content)).rejects.toMatchObject({ code: 'file_wrong_kind', where: { file: 'a.csv' } })
})

test('headings alone are a table without rows', async () => {
  for (const end of ['', '\n', '\r\n']) {
    expect(await read(`a,b${end}`)).toEqual({ headings: ['a', 'b'], rows: [], lines: [] })
  }
})

test('headings may span lines', async () => {
  expect(await read('"a\nof b",c\n1,2\n')).toEqual({
    headings: ['a\nof b', 'c'],
    rows: [['1', '2']],
    lines: [3],
  })
})

describe('a row of the wrong shape is refused with its line', () => {
  const start = `a,b\n"one\ntwo",2\n\n`

  test.each([
    ['too few cells', '3\n5,6\n', '1 cells'],
    ['too many cells', '3,4,5\n5,6\n', '3 cells'],
    ['a last line cut off', '3', '1 cells'],
  ])('%s', async (_, rest, found) => {
    for (const before of [0, 20_000]) {
      await expect(read(`${start}${'7,8\n'.repeat(before)}${rest}`, [999])).rejects.toMatchObject({
        code: 'row_shape',
        where: { file: 'a.csv', line: 5 + before, found, expected: '2 cells' },
      })
    }
  })

  test('a quotation mark left open', async () => {
    for (const after of [0, 20_000]) {
      await expect(read(`${start}3,"4\n${'7,8\n'.repeat(after)}`, [999])).rejects.toMatchObject({
        code: 'row_shape',
        message: 'A quotation mark is opened and never closed.',
        where: { file: 'a.csv', line: 5 },
      })
    }
  })

  test('text after a closing quotation mark', async () => {
    await expect(read(`${start}3,"4"x\n`)).rejects.toMatchObject({ code: 'row_shape', where: { line: 5 } })
  })

  test('a cell that never ends is not waited for', async () => {
    const endless = `${start}3,"${'4\n'.repeat(9_000_000)}`
    await expect(read(endless, [1 << 18])).rejects.toMatchObject({ code: 'row_shape', where: { line: 5 } })
    const long = `${start}${'3'.repeat(18_000_000)}`
    await expect(read(long, [1 << 18])).rejects.toMatchObject({
      message: 'A line is far longer than any row of a table.',
      where: { line: 5 },
    })
  })
})

test('a quotation mark within a cell is a character', async () => {
  const rows = Array.from({ length: 4001 }, (_, at) => `${at},pipe of 5" or "more"\n`).join('')
  const found = await read(`a,b\n${rows}"1","2,\n3"\n`, [777])
  expect(found.rows[0]).toEqual(['0', 'pipe of 5" or "more"'])
  expect(found.rows.at(-1)).toEqual(['1', '2,\n3'])
  expect(found.lines.at(-1)).toBe(4003)
})

const opened = ({ streams }: WatchedFile): number => streams.filter(({ destroyed }) => !destroyed).length

describe('streams', () => {
  const content = `a,b\n${'1,2\n'.repeat(100_000)}`

  test('nothing is open once the headings are known', async () => {
    const file = fileOf(content)
    await openCsv(file, any)
    expect(opened(file)).toBe(0)
  })

  test('whoever stops within the batches closes them', async () => {
    const file = fileOf(content)
    for await (const { rows } of (await openCsv(file, any)).rows()) {
      expect(rows.length).toBeGreaterThan(0)
      break
    }
    expect(opened(file)).toBe(0)
  })

  test('a fault in a row closes them', async () => {
    const file = fileOf(`${content}1\n`)
    await expect(readFile(file)).rejects.toMatchObject({ code: 'row_shape', where: { line: 100_002 } })
    expect(opened(file)).toBe(0)
  })
})

describe('columns', () => {
  const file = fileOf('')
  const found = ['LSOA Code', 'Crime ID', 'crime id', 'Month', ' ', 'Count', 'Count']

  test('are found by their heading, and by one that differs in capitals, blanks or signs', () => {
    expect(columnsOf(file, found, ['Month', 'Crime ID', 'lsoa_code', 'LSOA code '])).toEqual([3, 1, 0, 0])
  })

  test('that are missing are named, with what there is', () => {
    expect(() => columnsOf(file, found, ['Month', 'Longitude'])).toThrow(
      expect.objectContaining({
        code: 'column_missing',
        message: 'The column "Longitude" is missing.',
        where: {
          file: 'a.csv',
          line: 1,
          column: 'Longitude',
          found: 'LSOA Code, Crime ID, crime id, Month,  , Count, Count',
          expected: 'Longitude',
        },
      }) as Error,
    )
  })

  test('that stand twice are refused, for nobody can tell which is meant', () => {
    for (const wanted of ['Count', 'count', 'CRIME ID']) {
      expect(() => columnsOf(file, found, [wanted])).toThrow(
        expect.objectContaining({
          code: 'column_missing',
          message: `The column "${wanted}" is there more than once. Rename the one that is not meant.`,
        }) as Error,
      )
    }
  })

  test('without letters are found by their exact heading only', () => {
    expect(() => columnsOf(file, found, ['%'])).toThrow('missing')
    expect(columnsOf(file, ['a', '%'], ['%'])).toEqual([1])
  })
})
