import { smallFiles } from './importers.ts'

/** A file of good rows, all alike or numbered, as long as is asked for, and the command that reads it. */
export type Bomb = {
  name: string
  file: string
  parameters: (path: string) => string[]
  /** Memory that the command may take for 40 MB of it. */
  shortMegabytes: number
  /** The file's content, of about so many bytes. */
  pieces: (bytes: number) => Generator<Buffer>
}

const alike = (start: string, row: string) =>
  function* (bytes: number): Generator<Buffer> {
    yield Buffer.from(start)
    const piece = Buffer.from(row.repeat(Math.ceil(100_000 / row.length)))
    for (let sent = 0; sent < bytes; sent += piece.length) yield piece
  }

/** A table that is read row by row takes no more than the program itself does. */
const streamed = 420

const table = (
  kind: 'street' | 'counts' | 'incidents' | 'points' | 'homes' | 'lookup' | 'postcodes',
  shortMegabytes: number,
  ...settings: string[]
): Bomb => {
  const [headings = '', row = ''] = smallFiles[kind].split('\n')
  return {
    name: `import ${kind}`,
    file: kind === 'street' ? '2014-01-metropolitan-street.csv' : `${kind}.csv`,
    parameters: (path) => ['import', kind, path, ...settings],
    shortMegabytes,
    pieces: alike(`${headings}\n`, `${row}\n`),
  }
}

const square =
  '{"type":"Feature","properties":{"LSOA11CD":"E01000001"},"geometry":{"type":"Polygon","coordinates":[[[530000,180000],[531000,180000],[531000,181000],[530000,180000]]]}},'

/** One of each kind of file that is read. */
export const bombs: readonly Bomb[] = [
  table('street', streamed),
  table('counts', streamed),
  table('incidents', streamed),
  table('points', 650, '--x', 'Easting', '--y', 'Northing', '--crs', 'EPSG:27700', '--date', 'Date'),
  table('homes', streamed, '--code', 'LSOA11CD', '--homes', 'HHOLDS'),
  table('lookup', streamed, '--from', 'LSOA11CD', '--to', 'LSOA21CD'),
  table('postcodes', 950),
  {
    name: 'import areas',
    file: 'areas.geojson',
    parameters: (path) => ['import', 'areas', path, '--kind', 'lsoa', '--valid-from', '2011-03-27'],
    shortMegabytes: 600,
    pieces: alike('{"type":"FeatureCollection","features":[', square),
  },
  {
    name: 'import network',
    file: 'streets.graphml',
    parameters: (path) => ['import', 'network', path],
    shortMegabytes: 1800,
    pieces: alike('<graphml><graph>', '<node id="1"/>'),
  },
  {
    name: 'method did',
    file: 'panel.csv',
    parameters: (path) => [
      'method',
      'did',
      path,
      '--unit',
      'a',
      '--time',
      't',
      '--outcome',
      'y',
      '--cohort',
      's',
    ],
    shortMegabytes: 750,
    pieces: alike('a,t,y,s\n', 'A,2014-01,1,2014-02\n'),
  },
  {
    name: 'nearrepeat',
    file: 'events.csv',
    parameters: (path) => ['nearrepeat', path, '--x', 'x', '--y', 'y', '--date', 'date'],
    shortMegabytes: 480,
    pieces: alike('x,y,date\n', '530000,180000,2016-01-01\n'),
  },
]
