import { afterAll, describe, expect, test } from 'vitest'
import { MetTraceError } from '../apps/server/foundation/errors.ts'
import type { ImportKind } from '../apps/server/places/import-session.ts'
import { tellFigure } from './figures.ts'
import { boundaryText, smallFiles, squareFeature } from './importers.ts'
import { nameOf, refusals } from './refusals.ts'
import { testCounts } from './counts.ts'
import { temporaryFile } from './temporary-files.ts'

const { importers, refusedFile } = await refusals()

const tables = (Object.keys(smallFiles) as ImportKind[]).filter(
  (kind) => kind !== 'areas' && kind !== 'network',
)

const tried = { files: 0, taken: 0, refused: 0 }
afterAll(() => tellFigure('Tables for importers, each cell in turn with what is no value of it', tried))

/** The import ends well, or in words of ours; never in a fault of the database or of the program. */
const endsInWords = async (kind: ImportKind, content: string): Promise<void> => {
  tried.files++
  const fault: unknown = await importers[kind](await temporaryFile(nameOf(kind), content)).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (fault === undefined) tried.taken++
  else {
    expect(fault).toBeInstanceOf(MetTraceError)
    expect((fault as MetTraceError).exitCode).toBe(3)
    expect((fault as MetTraceError).where.file).toBeDefined()
    tried.refused++
  }
}

const endless = 'Ä'.repeat(60_000)
/** In the short form each cell takes a fifth of them. */
const harmful = [
  endless,
  'a\u0000b',
  '9'.repeat(400),
  '2147483648',
  '-1',
  '1e308',
  "'; drop table x",
  '\u202E\uFFFF',
  '\ud800',
  '',
  '"a\nb"',
  'a,b',
]

describe.each(tables)('in a table for import %s', (kind) => {
  const [headings = '', row = '', ...rest] = smallFiles[kind].split('\n')
  const cells = row.split(',')

  test.each(headings.split(',').map((heading, at) => [heading, at] as const))(
    '60,000 letters, a zero and numbers without end in %s',
    async (_heading, at) => {
      for (const text of harmful.filter((_, which) => (which + at) % testCounts.harmShare === 0))
        await endsInWords(kind, [headings, cells.with(at, text).join(','), ...rest].join('\n'))
    },
  )

  test('a heading of 60,000 letters', () =>
    endsInWords(kind, smallFiles[kind].replace(headings, `${headings},${endless}`)))
})

describe('in boundaries', () => {
  test.each([endless, 'a\u0000b', '9'.repeat(400)])('a code or a name of %#', async (text) => {
    for (const properties of [{ LSOA11CD: text }, { LSOA11CD: 'E01000009', LSOA11NM: text }]) {
      const feature = { ...squareFeature('', 535_000, 180_000), properties }
      const path = await temporaryFile('areas.geojson', boundaryText([feature]))
      await expect(importers.areas(path)).rejects.toMatchObject({ code: 'value_invalid' })
    }
  })

  test.each([
    ['a geometry without a type', { coordinates: [[[0, 0]]] }],
    ['a geometry of another type', { type: 7, coordinates: [] }],
    ['a geometry that is a word', 'square'],
    ['a geometry that is a list', []],
    ['a collection of geometries', { type: 'GeometryCollection', geometries: [] }],
    ['a polygon of numbers', { type: 'Polygon', coordinates: 7 }],
    [
      'numbers without end',
      {
        type: 'Polygon',
        coordinates: [
          [
            [1e308, 1e308],
            [2e307, 1],
            [3, 4],
            [1e308, 1e308],
          ],
        ],
      },
    ],
  ])('%s', async (_, geometry) => {
    const feature = { type: 'Feature', properties: { LSOA11CD: 'E01000009' }, geometry }
    const text = boundaryText([squareFeature('E01000001', 530_000, 180_000), feature])
    const path = await temporaryFile('areas.geojson', text)
    const fault: unknown = await importers.areas(path).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(fault).toBeInstanceOf(MetTraceError)
    expect(['geometry_invalid', 'projection_wrong']).toContain((fault as MetTraceError).code)
  })
})

test('a count that no month has is refused with its line and column', () =>
  refusedFile('counts', 'counts.csv', smallFiles.counts.replace(',1,2\n', ',1,2147483648\n'), {
    code: 'value_invalid',
    message: /far greater than any month has/,
    where: { line: 3, column: '201904', found: '2147483648' },
  }))

test('counts that are too great only together are refused too', async () => {
  const [headings = '', row = ''] = smallFiles.counts.split('\n')
  const rows = Array.from({ length: 3000 }, (_, at) =>
    row.replace('Ash 001A', `Ash ${at}`).replace(/,3,0$/, ',999999,0'),
  )
  await endsInWords('counts', [headings, ...rows, ''].join('\n'))
})
