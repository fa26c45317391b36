import { describe, expect, test } from 'vitest'
import { temporaryFile } from '../../../../test/temporary-files.ts'
import { incidentHeadings } from './incident-headings.ts'
import { incidentWarnings, readIncidents, type IncidentFile, type IncidentRow } from './incident-files.ts'
import { toGrid } from './projection.ts'

const readText = async (...lines: string[]): Promise<{ file: IncidentFile; rows: IncidentRow[] }> => {
  const path = await temporaryFile('incidents.csv', lines.join('\r\n'))
  for await (const file of readIncidents(path)) {
    const rows: IncidentRow[] = []
    for await (const batch of file.batches) rows.push(...batch)
    return { file, rows }
  }
  throw new Error('no file')
}

const headings =
  'Crime Ref No,Reported Date/Time,Committed From,Committed To,UPRN,Address,Postcode,Easting,Northing,Classification,Repeat Victim,Vulnerable,Sticker Seen,Last Updated'

describe("a force's own incidents", () => {
  test('with every column', async () => {
    const { file, rows } = await readText(
      headings,
      '0112345/24,15/07/2024 14:05,14/07/2024 18:00,15/07/2024,100023336956,"1 Example Street, London",EC1A 1BB,532120,181450,Burglary - Residential,Y,No,unknown,2024-07-16T09:00:00Z',
    )
    expect(file.tally).toMatchObject({ rows: 1, leftOut: {} })
    expect(file.notes.leftOut).toEqual({})
    expect(rows).toEqual([
      {
        reference: '0112345/24',
        reportedAt: '2024-07-15T13:05:00Z',
        committedFrom: '2024-07-14T17:00:00Z',
        committedTo: '2024-07-15T22:59:59Z',
        uprn: '100023336956',
        address: '1 Example Street, London, EC1A 1BB',
        easting: 532_120,
        northing: 181_450,
        classification: 'Burglary - Residential',
        series: 'residential',
        repeatVictim: true,
        vulnerableVictim: false,
        stickerSeen: null,
        updatedAt: '2024-07-16T09:00:00Z',
        text: expect.stringContaining('0112345/24'),
        line: 2,
      },
    ])
  })

  test('with day and time apart, a grid reference, a code for the class, and headings in another manner', async () => {
    const { rows } = await readText(
      'CRN,REPORTED_DATE,REPORTED_TIME,offence_from_date,offence_from_time,OS Grid Ref,HO Code',
      'A1,2024-01-15 00:00:00,14:05,14/01/2024,0930,TQ 3212 8145,28E',
      'A2,2024-01-15,,,,TQ 321 814,30C',
    )
    expect(rows).toMatchObject([
      {
        reportedAt: '2024-01-15T14:05:00Z',
        committedFrom: '2024-01-14T09:30:00Z',
        committedTo: null,
        easting: 532_125,
        northing: 181_455,
        classification: '28E',
        series: 'residential',
        uprn: null,
        address: null,
        repeatVictim: null,
        updatedAt: null,
      },
      {
        reportedAt: '2024-01-15T00:00:00Z',
        committedFrom: null,
        easting: 532_150,
        northing: 181_450,
        series: 'other',
      },
    ])
  })

  test('with longitude and latitude', async () => {
    const { rows } = await readText(
      'Crime Number,Date Reported,Longitude,Latitude,Offence',
      'A1,2024-01-15,-0.1276,51.5072,Burglary dwelling',
    )
    const [easting, northing] = toGrid(-0.1276, 51.5072).map(Math.round)
    expect(rows).toMatchObject([{ easting, northing }])
  })

  const short = 'Crime Reference,Reported At,Committed From,Committed To,Address,Classification'

  test('rows that cannot be told or dated are left out, with their lines', async () => {
    const { file, rows } = await readText(
      short,
      ',2024-01-15,,,a,Burglary dwelling',
      'A2,2024-01-15,,,a,',
      'A3,,,,a,Burglary dwelling',
      'A4,soon,,,a,Burglary dwelling',
      'A5,2024-01-15,2024-01-15 10:00,2024-01-15 09:00,a,Burglary dwelling',
      '"A6",2024-01-15,2024-01-15 10:00,2024-01-15,"a',
      'b",Burglary dwelling',
      'A6,2024-01-15,2024-01-15 10:00,2024-01-15,a b,Burglary dwelling',
      'A6,2024-01-15,2024-01-15 10:00,2024-01-15,a b,Burglary business and community',
      'A7,2024-01-15,2024-01-32,,a,Burglary dwelling',
    )
    expect(rows.map(({ reference, series, address, line }) => [reference, series, address, line])).toEqual([
      ['A6', 'residential', 'a b', 7],
      ['A6', 'other', 'a b', 10],
    ])
    expect(file.tally).toMatchObject({
      rows: 9,
      leftOut: { noReference: 1, noClassification: 1, badDate: 4, exactRepeat: 1 },
      examples: { noReference: [2], noClassification: [3], badDate: [4, 5, 6, 11], exactRepeat: [9] },
    })
  })

  test('a cell that cannot be read does not take the row with it', async () => {
    const { file, rows } = await readText(
      headings,
      'A1,2024-01-15,,,1.00023E+11,,,999999999,1,Burglary,perhaps,,,',
      'A2,2024-01-15,,,100023336956.0,,,,,Going equipped for burglary,,,,',
    )
    expect(rows).toMatchObject([
      { uprn: null, easting: null, northing: null, series: 'other', repeatVictim: null },
      { uprn: '100023336956', series: 'not burglary' },
    ])
    expect(file.notes.leftOut).toEqual({ classification: 1, uprn: 1, place: 1, flag: 1 })
    expect(incidentWarnings(file)).toHaveLength(4)
    expect(incidentWarnings(file)).toContain(
      'incidents.csv: 1 row of burglary that does not say of what, counted in all burglary and not in residential (line 2).',
    )
  })

  test('dates are read in the one order that the whole file can have, whichever column tells', async () => {
    const days = Array.from({ length: 28 }, (_, at) => `01/${String(at + 1).padStart(2, '0')}/2024`)
    for (const line of [
      (day: string, at: number) => `A${at},${day} 10:00,,,,1 Ash Road,,,,Burglary,,,,`,
      (day: string, at: number) => `A${at},2024-02-15,${day} 10:00,,,1 Ash Road,,,,Burglary,,,,`,
    ]) {
      const { rows } = await readText(headings, ...days.map(line))
      const [, second] = rows
      expect([second?.committedFrom ?? second?.reportedAt, rows.length]).toEqual(['2024-01-02T10:00:00Z', 28])
    }
  })

  test('where they may have either, the day comes first, as in Britain', async () => {
    const { rows } = await readText(headings, 'A1,03/02/2024 10:00,,,,1 Ash Road,,,,Burglary,,,,')
    expect(rows[0]?.reportedAt).toBe('2024-02-03T10:00:00Z')
  })

  test.each([
    ['Reported At,Address,Classification', 'Crime Reference'],
    ['Crime Reference,Address,Classification', 'Reported At'],
    ['Crime Reference,Reported At,Address', 'Classification'],
    ['Crime Reference,Reported At,Classification', 'UPRN'],
    ['Crime Reference,Reported At,Classification,Easting', 'UPRN'],
  ])('without a column it needs is refused: %s', async (line, expected) => {
    await expect(readText(line, line)).rejects.toMatchObject({
      code: 'column_missing',
      where: { file: 'incidents.csv', line: 1, expected: expect.stringContaining(expected) },
    })
  })

  test('no heading is accepted for two things', () => {
    const plain = Object.values(incidentHeadings)
      .flat()
      .map((heading) => heading.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
    expect(plain.filter((heading, at) => plain.indexOf(heading) !== at)).toEqual([])
  })
})
