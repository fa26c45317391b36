import type { Database } from '../apps/server/foundation/database.ts'
import type { Actor } from '../apps/server/foundation/with-actor.ts'
import { importAddresses } from '../apps/server/places/import-addresses.ts'
import { importAreas, type AreaSettings } from '../apps/server/places/import-areas.ts'
import { importHomes } from '../apps/server/places/import-homes.ts'
import { importLookup } from '../apps/server/places/import-lookup.ts'
import type { ImportKind, ImportReport } from '../apps/server/places/import-session.ts'
import { importPostcodes } from '../apps/server/places/postcodes.ts'
import { importNetwork } from '../apps/server/places/street-network.ts'
import { importCounts } from '../apps/server/crime/import-counts.ts'
import { importIncidents } from '../apps/server/crime/import-incidents.ts'
import { importPoints } from '../apps/server/crime/import-points.ts'
import { importStreet } from '../apps/server/crime/import-street.ts'
import { streetText } from './street-rows.ts'

export const testImporter: Actor = { id: 'test', role: 'importer' }

const silent = (): void => undefined

export const areas2011: AreaSettings = { kind: 'lsoa', validFrom: '2011-03-27' }

/** Every importer with the settings that `smallFiles` need. */
export const importersOn = (
  database: Database,
): Record<ImportKind, (...paths: string[]) => Promise<ImportReport>> => ({
  street: (...paths) => importStreet(database, testImporter, paths, silent),
  counts: (...paths) => importCounts(database, testImporter, paths, silent),
  incidents: (...paths) => importIncidents(database, testImporter, paths, silent),
  points: (...paths) =>
    importPoints(database, testImporter, paths, silent, {
      x: 'Easting',
      y: 'Northing',
      date: 'Date',
      crs: 'EPSG:27700',
    }),
  areas: async (...paths) => importAreas(database, testImporter, paths, silent, areas2011),
  homes: (...paths) =>
    importHomes(database, testImporter, paths, silent, { code: 'LSOA11CD', homes: 'HHOLDS' }),
  lookup: (...paths) =>
    importLookup(database, testImporter, paths, silent, { from: 'LSOA11CD', to: 'LSOA21CD' }),
  postcodes: (...paths) => importPostcodes(database, testImporter, paths, silent),
  network: (...paths) => importNetwork(database, testImporter, paths, silent),
  addresses: (...paths) => importAddresses(database, testImporter, paths, silent),
})

/** A square of boundaries; `west` and `south` in the units of the file. */
export const squareFeature = (
  code: string,
  west: number,
  south: number,
  side = 1000,
  codeColumn = 'LSOA11CD',
): object => ({
  type: 'Feature',
  properties: { [codeColumn]: code },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + side, south],
        [west + side, south + side],
        [west, south + side],
        [west, south],
      ],
    ],
  },
})

export const boundaryText = (features: readonly object[], more: object = {}): string =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features })

/** Streets as OSMnx saves them: places of the nodes, and edges with what is said of them. */
export const networkText = (
  nodes: Record<string, [x: number, y: number]>,
  edges: readonly { from: string; to: string; length?: number | string; geometry?: string }[],
  crs = 'epsg:27700',
): string =>
  [
    "<?xml version='1.0' encoding='utf-8'?>",
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    '<key id="d4" for="edge" attr.name="geometry" attr.type="string"/>',
    '<key id="d3" for="edge" attr.name="length" attr.type="string"/>',
    '<key id="d2" for="node" attr.name="x" attr.type="string"/>',
    '<key id="d1" for="node" attr.name="y" attr.type="string"/>',
    '<key id="d0" for="graph" attr.name="crs" attr.type="string"/>',
    `<graph edgedefault="directed"><data key="d0">${crs}</data>`,
    ...Object.entries(nodes).map(
      ([id, [x, y]]) => `<node id="${id}"><data key="d1">${y}</data><data key="d2">${x}</data></node>`,
    ),
    ...edges.map(
      ({ from, to, length, geometry }) =>
        `<edge source="${from}" target="${to}" id="0">${
          length === undefined ? '' : `<data key="d3">${length}</data>`
        }${geometry === undefined ? '' : `<data key="d4">${geometry}</data>`}</edge>`,
    ),
    '</graph>',
    '</graphml>',
    '',
  ].join('\n')

/** A good small file of each kind. */
export const smallFiles: Record<ImportKind, string> = {
  street: streetText([
    { id: 'a', month: '2014-01', longitude: -0.1, latitude: 51.5, code: 'E01000001' },
    { id: 'b', month: '2014-01', longitude: -0.11, latitude: 51.51, code: 'E01000002' },
    { id: 'c', month: '2014-01', code: 'E01000002', type: 'Drugs' },
  ]),
  counts: [
    'LSOA Code,LSOA Name,Borough,Major Category,Minor Category,201903,201904',
    'E01000001,Ash 001A,E09000002,Burglary,Burglary - Residential,3,0',
    'E01000002,Ash 001B,E09000002,Burglary,Burglary - Residential,1,2',
    '',
  ].join('\n'),
  incidents: [
    'Crime Reference,Reported At,Committed From,Committed To,Easting,Northing,Classification',
    '01/1/19,2019-03-02 10:00,2019-03-01 09:00,2019-03-02 09:00,530500,180500,Burglary in a Dwelling',
    '01/2/19,2019-03-03 10:00,2019-03-02 09:00,2019-03-03 09:00,531500,180500,Burglary in a Dwelling',
    '',
  ].join('\n'),
  points: ['Easting,Northing,Date,Note', '530500,180500,2016-01-05,a', '531500,180600,2016-02-05,b', ''].join(
    '\n',
  ),
  areas: boundaryText([
    squareFeature('E01000001', 530_000, 180_000),
    squareFeature('E01000002', 531_000, 180_000),
  ]),
  homes: ['LSOA11CD,HHOLDS,Name', 'E01000001,700,Ash 001A', 'E01000002,650,Ash 001B', ''].join('\n'),
  lookup: [
    'LSOA11CD,LSOA21CD,CHNGIND,Name',
    'E01000001,E01000001,U,Ash 001A',
    'E01000002,E01033333,X,Ash 001B',
    '',
  ].join('\n'),
  postcodes: ['Postcode,Easting,Northing', 'E1 6AN,533414,181742', 'E1 7AA,533608,181326', ''].join('\n'),
  addresses: [
    'uprn,address,postcode,easting,northing,class',
    '100000000001,1 Ash Lane E01000001,E1 6AN,530500,180500,RD04',
    '100000000002,2 Ash Lane E01000002,E1 6AN,531500,180500,RD04',
    '',
  ].join('\n'),
  network: networkText({ A: [530_000, 180_000], B: [530_300, 180_000], C: [530_300, 180_400] }, [
    { from: 'A', to: 'B', length: 300 },
    { from: 'B', to: 'C', length: 400 },
  ]),
}
