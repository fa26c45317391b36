import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { zipOf } from '../../../../test/packed-files.ts'
import { sharedData, yearsToRead } from '../../../../test/shared-data.ts'
import { streetHeading, streetRow, streetText } from '../../../../test/street-rows.ts'
import { temporaryFile } from '../../../../test/temporary-files.ts'
import { formatMonth } from '../../foundation/month.ts'
import { readStreetFiles, type StreetRow } from './street-files.ts'

type Read = {
  files: string[]
  rows: StreetRow[]
  badDate: number
  badPlace: number
  firstBadLines: number[]
}

const readPath = async (path: string): Promise<Read> => {
  const read: Read = { files: [], rows: [], badDate: 0, badPlace: 0, firstBadLines: [] }
  for await (const { name, batches } of readStreetFiles(path)) {
    read.files.push(name)
    for await (const batch of batches) {
      for (const row of batch.rows) read.rows.push(row)
      read.badDate += batch.badDate
      read.badPlace += batch.badPlace
      if (batch.firstBadLine !== undefined) read.firstBadLines.push(batch.firstBadLine)
    }
  }
  return read
}

const readText = async (name: string, content: string | Buffer): Promise<Read> =>
  readPath(await temporaryFile(name, content))

const crime = { id: 'one', month: '2014-12', longitude: -0.1, latitude: 51.5, code: 'E01000001' }

/** Every type of crime of one month, as a download holds them; two forces report. */
const mixed = streetText([
  crime,
  { ...crime, id: 'two', type: 'Robbery' },
  { ...crime, id: '', type: 'Anti-social behaviour', outcome: '' },
  { ...crime, id: '', type: 'Anti-social behaviour', outcome: '' },
  { ...crime, id: 'three', type: 'Other theft', force: 'British Transport Police' },
  { id: 'four', month: '2014-12', type: 'Burglary' },
])

const archive = {
  '2014-12/2014-12-metropolitan-street.csv': mixed,
  '2014-12/2014-12-metropolitan-outcomes.csv': 'Crime ID,Month\nx,2014-12\n',
  '2014-12/2014-12-metropolitan-stop-and-search.csv': '<html>',
  '2015-01/2015-01-west-midlands-street.csv': streetText([{ ...crime, id: 'five', month: '2015-01' }]),
}

describe('a made-up archive with every type of crime', () => {
  test('gives its street files alone, from a zip and from a folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mettrace-street-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    for (const [path, content] of Object.entries(archive)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), content)
    }
    const zip = await temporaryFile('2015-01.zip', await zipOf(archive))
    for (const [path, between] of [
      [folder, '/'],
      [zip, ' › '],
    ] as const) {
      const { files, rows } = await readPath(path)
      expect(files).toEqual([
        `${basename(path)}${between}2014-12/2014-12-metropolitan-street.csv`,
        `${basename(path)}${between}2015-01/2015-01-west-midlands-street.csv`,
      ])
      expect(rows.map(({ crimeType }) => crimeType)).toEqual([
        'Burglary',
        'Robbery',
        'Anti-social behaviour',
        'Anti-social behaviour',
        'Other theft',
        'Burglary',
        'Burglary',
      ])
    }
  })

  test('gives rows as published', async () => {
    const { rows } = await readText('2014-12-metropolitan-street.csv', mixed)
    expect(rows[0]).toMatchObject({
      crimeId: streetRow(crime).split(',')[0],
      force: 'Metropolitan Police Service',
      longitude: -0.1,
      latitude: 51.5,
      lsoaCode: 'E01000001',
    })
    expect(rows.map(({ month }) => formatMonth(month))).toEqual(Array(6).fill('2014-12'))
    expect(rows[2]).toMatchObject({ crimeId: null })
    expect(rows[3]?.cells).toEqual(rows[2]?.cells)
    expect(rows[4]).toMatchObject({ force: 'British Transport Police' })
    expect(rows[5]).toMatchObject({ longitude: null, latitude: null, lsoaCode: null })
  })

  test('tells premises from streets', async () => {
    const { rows } = await readText(
      '2014-12-metropolitan-street.csv',
      streetText([crime, { ...crime, location: 'On or near Petrol Station' }]),
    )
    expect(rows.map(({ atPremises }) => atPremises)).toEqual([false, true])
  })
})

/** What is read of a row, whatever the order of its cells. */
const meaning = (row: StreetRow): StreetRow => ({ ...row, cells: [] })

test('a file by itself may have any name, be gzipped, and have columns in any order', async () => {
  const swapped = mixed
    .split('\n')
    .map((line) => line.split(',').toReversed().join(','))
    .join('\r\n')
  const { rows } = await readText('2014-12-metropolitan-street.csv', mixed)
  for (const content of [mixed, gzipSync(mixed), swapped, `\uFEFF${swapped}`]) {
    const again = await readText('my burglaries.txt', content)
    expect(again.rows.map(meaning)).toEqual(rows.map(meaning))
  }
})

test('rows with a month or coordinates that cannot be read are left out, with the first line', async () => {
  const good = streetRow(crime)
  const wrong = [
    ['2014-12', '2014-13', 'badDate'],
    ['2014-12', 'December', 'badDate'],
    ['2014-12', '', 'badDate'],
    ['2014-12', '0201-12', 'badDate'],
    ['-0.1,', ',', 'badPlace'],
    ['51.5', '', 'badPlace'],
    ['51.5', '515', 'badPlace'],
    ['-0.1', 'west', 'badPlace'],
    ['-0.1', 'Infinity', 'badPlace'],
  ] as const
  for (const [from, to, reason] of wrong) {
    const text = [streetHeading, good, '', good.replace(from, to), good.replace(from, to), good].join('\n')
    const read = await readText('street.csv', text)
    expect(read).toMatchObject({ badDate: 0, badPlace: 0, [reason]: 2, firstBadLines: [4] })
    expect(read.rows).toHaveLength(2)
  }
})

describe('what is no street file', () => {
  test('a web page under its name', async () => {
    const page = '<!DOCTYPE html>\n<html><body>Sign in</body></html>'
    for (const name of ['2014-12-metropolitan-street.csv', 'street.csv']) {
      await expect(readText(name, page)).rejects.toMatchObject({
        code: 'file_wrong_kind',
        message: expect.stringMatching(/web page/),
        where: { file: name },
      })
    }
  })

  test.each(['Crime ID', 'Month', 'Reported by', 'Longitude', 'Latitude', 'LSOA code', 'Crime type'])(
    'one without the column %s',
    async (column) => {
      const text = mixed.replace(column, 'Else')
      await expect(readText('2014-12-metropolitan-street.csv', text)).rejects.toMatchObject({
        code: 'column_missing',
        where: { file: '2014-12-metropolitan-street.csv', line: 1, column, expected: column },
      })
    },
  )

  test('but renamed files in an archive are, by their headings', async () => {
    const renamed = await zipOf({
      'met jan.csv': mixed,
      '2014-12-metropolitan-street (1).csv': mixed,
      'a.csv': 'Ward\n',
    })
    const alone = await readText('2014-12-metropolitan-street.csv', mixed)
    expect((await readText('renamed.zip', renamed)).rows).toHaveLength(alone.rows.length * 2)
  })

  test('outcomes, stop and search, and an archive or a folder without street files', async () => {
    for (const [name, content, found] of [
      ['2014-12-metropolitan-outcomes.csv', 'Crime ID,Month\n', '1 other file'],
      ['2014-12-metropolitan-stop-and-search.csv', 'Type,Date\n', '1 other file'],
      ['a.zip', await zipOf({ 'a.csv': 'Ward,Count\n', 'b.txt': mixed }), '2 other files'],
      ['b.zip', await zipOf({}), 'no files'],
    ] as const) {
      await expect(readText(name, content)).rejects.toMatchObject({
        code: 'file_wrong_kind',
        message: 'There is no street file of data.police.uk here.',
        where: { file: name, found },
      })
    }
  })
})

/** Counted with an independent script: README.md beside the files. */
const published: Record<string, [rows: number, withoutId: number, withoutCode: number]> = {
  2011: [95_884, 87_205, 0],
  2012: [94_651, 0, 266],
  2013: [87_975, 0, 456],
  2014: [76_272, 0, 451],
  2015: [70_548, 0, 552],
  2016: [68_322, 0, 271],
  2017: [75_849, 0, 287],
  2018: [80_620, 0, 269],
  2022: [53_621, 0, 1_944],
}

describe('real street files of London', () => {
  test.each(yearsToRead(published))('%s', async (year, expected) => {
    const path = sharedData('street', `metropolitan-${year}.zip`)
    if (!path) return
    const { files, rows, badDate, badPlace } = await readPath(path)
    expect(files).toHaveLength(12)
    expect({ badDate, badPlace }).toEqual({ badDate: 0, badPlace: 0 })
    expect([
      rows.length,
      rows.filter(({ crimeId }) => crimeId === null).length,
      rows.filter(({ lsoaCode }) => lsoaCode === null).length,
    ]).toEqual(expected)
    expect(rows.every(({ lsoaCode, longitude }) => (lsoaCode === null) === (longitude === null))).toBe(true)
    expect(new Set(rows.map(({ crimeType }) => crimeType))).toEqual(new Set(['Burglary']))
    const months = new Set(rows.map(({ month }) => formatMonth(month)))
    expect([...months].toSorted()).toEqual(
      Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`),
    )
  })
})
