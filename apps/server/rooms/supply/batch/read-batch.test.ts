import { describe, expect, test } from 'vitest'
import { checkCharacterOf } from '@mettrace/kit-codes/serial/check-character'
import { spelled } from '@mettrace/kit-codes/serial/serial'
import { gzipSync } from 'node:zlib'
import { zipOf } from '../../../../../test/packed-files.ts'
import { temporaryFile } from '../../../../../test/temporary-files.ts'
import { readBatch, type BatchOptions } from './read-batch.ts'

const serialOf = (number: number): string => {
  const body = `K7QD2M4X${String(number).padStart(3, '0')}`
  return body + checkCharacterOf(body)
}

type Cells = Partial<
  Record<'serial' | 'code' | 'pin_digest' | 'box' | 'pallet' | 'batch' | 'made' | 'expires', string>
>
const rowOf = (number: number, other: Cells = {}): string => {
  const cells = {
    serial: serialOf(number),
    code: `ZX ${String(number).padStart(6, '0')}`,
    pin_digest: '',
    box: '006141411234567890',
    pallet: 'P1',
    batch: 'B7',
    made: '2026-09-01',
    expires: '2031-08-31',
    ...other,
  }
  return Object.values(cells).join(',')
}
const heading = 'serial,code,pin_digest,box,pallet,batch,made,expires'
const textOf = (...rows: string[]): string => [heading, ...rows, ''].join('\n')

const read = async (content: string | Buffer, options: Partial<BatchOptions> = {}) =>
  readBatch(await temporaryFile('batch.csv', content), { mapped: {}, today: '2026-11-29', ...options })

const good = textOf(rowOf(1), rowOf(2), rowOf(3))

test('a batch is read, whatever its encoding, line ends and order of columns', async () => {
  const { kits, warnings } = await read(good)
  expect(warnings).toEqual([])
  expect(kits).toHaveLength(3)
  expect(kits[0]).toEqual({
    line: 2,
    serial: serialOf(1),
    code: 'ZX 000001',
    pinDigest: null,
    box: { reference: '006141411234567890', sscc: '006141411234567890' },
    pallet: 'P1',
    batch: 'B7',
    madeOn: '2026-09-01',
    expiresOn: '2031-08-31',
  })
  const windows = good.replaceAll('\n', '\r\n').replaceAll(',', ';')
  for (const content of [
    `\ufeff${good.replaceAll('\n', '\r\n')}`,
    windows,
    Buffer.from(`\ufeff${good}`, 'utf16le'),
    good.replaceAll(/K7QD2M4X\d{3}./g, (serial) => spelled(serial).toLowerCase()),
    gzipSync(good),
    await zipOf({ 'July/batch.csv': good, 'July/notes.txt': 'Dear all' }),
  ])
    expect((await read(content)).kits).toEqual(kits)
  await expect(read(await zipOf({ 'a.csv': good, 'b.csv': good }))).rejects.toMatchObject({
    code: 'file_wrong_kind',
    where: { found: 'several tables' },
  })
})

test('other headings are mapped by name and not guessed; what is not used is said', async () => {
  const other = good.replace('serial,', 'Kit No,').replace('expires', 'Use by')
  await expect(read(other)).rejects.toMatchObject({ code: 'column_missing', where: { column: 'serial' } })
  const { kits, warnings } = await read(other, { mapped: { serial: 'Kit No' } })
  expect(kits[0]).toMatchObject({ serial: serialOf(1), expiresOn: null })
  expect(warnings).toEqual(['batch.csv: 1 column is not used: Use by.'])
  const mapped = await read(other, { mapped: { serial: 'kit no', expires: 'Use by' } })
  expect(mapped.kits[0]).toMatchObject({ expiresOn: '2031-08-31' })
  await expect(read(good, { mapped: { expires: 'Use by' } })).rejects.toMatchObject({
    code: 'column_missing',
  })
})

const swapped = (serial: string): string => serial.slice(0, 9) + serial[10] + serial[9] + serial.slice(11)

describe('one fault and nothing is taken; line, column, found and expected are told', () => {
  test.each([
    [
      'a swapped digit',
      rowOf(3, { serial: swapped(serialOf(12)) }),
      'serial',
      swapped(serialOf(12)),
      'check',
    ],
    ['a serial twice', rowOf(3, { serial: serialOf(1) }), 'serial', spelled(serialOf(1)), 'line 2'],
    ['a code twice', rowOf(3, { code: 'zx  000001' }), 'code', 'a code for the second time', 'line 2'],
    [
      'a serial that a spreadsheet ruined',
      rowOf(3, { serial: '1.2345E+11' }),
      'serial',
      '1.2345E+11, which',
      'as text',
    ],
    ['an SSCC that it ruined', rowOf(3, { box: '6.14141E+15' }), 'box', '6.14141E+15, which', 'as text'],
    [
      'an SSCC without its zeros',
      rowOf(3, { box: '6141411234567890' }),
      'box',
      '6141411234567890',
      '18 digits',
    ],
    [
      'an SSCC with digits made zeros',
      rowOf(3, { box: '361414112345678000' }),
      'box',
      '361414112345678000',
      'check digit',
    ],
    ['a day another way round', rowOf(3, { made: '01/09/2026' }), 'made', '01/09/2026', '2026-11-30'],
    ['a day that is not', rowOf(3, { made: '2026-09-31' }), 'made', '2026-09-31', '2026-11-30'],
    [
      'a day to come',
      rowOf(3, { made: '2026-12-01', batch: 'B8', box: 'x' }),
      'made',
      '2026-12-01',
      'no day after',
    ],
    [
      'an expiry before it',
      rowOf(3, { expires: '2026-08-31' }),
      'expires',
      '2026-08-31',
      'from 2026-09-01 on',
    ],
    ['a box in two batches', rowOf(3, { batch: 'B8' }), 'batch', 'B8', 'B7, as line 2 says of box'],
    ['a box on two pallets', rowOf(3, { pallet: 'P2' }), 'pallet', 'P2', 'P1, as line 2'],
    [
      'two days of one batch',
      rowOf(3, { box: 'x', made: '2026-09-02' }),
      'made',
      '2026-09-02',
      '2026-09-01, as',
    ],
    ['a digest of another kind', rowOf(3, { pin_digest: '4711' }), 'pin_digest', '4711', '64 characters'],
    ['no code', rowOf(3, { code: '' }), 'code', 'nothing', '4 to 40'],
    ['no batch', rowOf(3, { batch: '' }), 'batch', 'nothing', 'up to 20'],
  ])('%s', async (_, row, column, found, expected) => {
    await expect(read(textOf(rowOf(1), rowOf(2), row))).rejects.toMatchObject({
      code: 'value_invalid',
      where: {
        file: 'batch.csv',
        line: 4,
        column,
        found: expect.stringContaining(found) as string,
        expected: expect.stringContaining(expected) as string,
      },
    })
  })

  test('every fault is told at once, and the code of none', async () => {
    const fault = await read(
      textOf(rowOf(1, { serial: 'X' }), rowOf(2, { made: 'soon' }), rowOf(4), rowOf(4)),
    ).catch((error: unknown) => error as Error)
    expect(fault).toMatchObject({ where: { line: 2, column: 'serial' } })
    expect(String(fault)).toContain('4 faults')
    expect(String(fault)).toContain('line 3, made: soon')
    expect(String(fault)).toContain('line 5, serial:')
    expect(String(fault)).not.toContain('ZX')
  })

  test('a box that is not full, where boxes have a number', async () => {
    await expect(read(good, { kitsPerBox: 50 })).rejects.toMatchObject({
      where: { line: 2, column: 'box', found: '3 kits in box 006141411234567890', expected: '50 kits' },
    })
    expect((await read(good, { kitsPerBox: 3 })).kits).toHaveLength(3)
  })

  test('a file without a row, cut off, of one endless line, or of something else', async () => {
    await expect(read(`${heading}\n`)).rejects.toMatchObject({ where: { found: 'no rows' } })
    await expect(read(good.slice(0, -20))).rejects.toMatchObject({ code: 'row_shape' })
    await expect(read(`${heading}\n${'K'.repeat(20_000_000)}`)).rejects.toMatchObject({ code: 'row_shape' })
    await expect(read('K'.repeat(20_000_000))).rejects.toMatchObject({ code: 'column_missing' })
    await expect(read('<html><body>Sign in</body></html>')).rejects.toMatchObject({ code: 'file_wrong_kind' })
    await expect(read(Buffer.from([80, 75, 3, 4, 0, 0]))).rejects.toMatchObject({ code: 'file_truncated' })
  })
})
