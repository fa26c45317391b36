import { boundaryText } from './importers.ts'
import { streetText } from './street-rows.ts'

/** Areas are strips of a hundredth of a degree; `from` and `to` count them from the west. */
const strip = (codeColumn: string, code: string, from: number, to: number): object => {
  const [west, east, south, north] = [-0.1 + from / 100, -0.1 + to / 100, 51.5, 51.51]
  return {
    type: 'Feature',
    properties: { [codeColumn]: code },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    },
  }
}

const at = (strips: number): { longitude: number; latitude: number } => ({
  longitude: Math.round((-0.1 + strips / 100) * 1e6) / 1e6,
  latitude: 51.505,
})

/** Six areas of 2011; in 2021 the second is split, the third and fourth are merged and the fifth has a new code. */
const areas2011 = [1, 2, 3, 4, 5, 6].map((area) => strip('LSOA11CD', `E0100000${area}`, area - 1, area))
const areas2021: [code: string, from: number, to: number][] = [
  ['E01000001', 0, 1],
  ['E01033001', 1, 1.5],
  ['E01033002', 1.5, 2],
  ['E01033003', 2, 4],
  ['E01033004', 4, 5],
  ['E01000006', 5, 6],
]

const lookup = [
  'LSOA11CD,LSOA21CD,CHNGIND',
  'E01000001,E01000001,U',
  'E01000002,E01033001,S',
  'E01000002,E01033002,S',
  'E01000003,E01033003,M',
  'E01000004,E01033003,M',
  'E01000005,E01033004,X',
  'E01000006,E01000006,U',
  '',
]

const january = [
  { id: 'a1', month: '2014-01', code: 'E01000001', ...at(0.5) },
  { id: 'a2', month: '2014-01', code: 'E01000002', ...at(1.2) },
  { id: 'a3', month: '2014-01', code: 'E01000002', ...at(1.7) },
  { id: 'a4', month: '2014-01', code: 'E01000003', ...at(2.5) },
  { id: 'a5', month: '2014-01', code: 'E01000004', ...at(3.5) },
  { id: 'a6', month: '2014-01', code: 'E01000005', ...at(4.5) },
  { id: 'a7', month: '2014-01', ...at(5.5) },
  { id: 'a8', month: '2014-01', code: 'E01099999', ...at(0.5) },
  { id: 'a9', month: '2014-01' },
  { id: '', month: '2014-01', code: 'E01000001', ...at(0.4) },
  { id: '', month: '2014-01', code: 'E01000001', ...at(0.4) },
  { id: 'a6', month: '2014-01', code: 'E01000005', ...at(4.5) },
  { id: 'd1', month: '2014-01', code: 'E01000001', type: 'Drugs' },
  { id: 'd2', month: '2014-01', code: 'E01000001', type: 'Drugs' },
]
const february = [
  { id: 'b1', month: '2014-02', code: 'E01000001', ...at(0.5) },
  { id: 'b2', month: '2014-02', code: 'E01000002', ...at(1.2) },
  { id: 'd3', month: '2014-02', code: 'E01000006', type: 'Drugs' },
]
/** February as published later: outcomes are known, codes are of 2021, and there is more of it. */
const februaryLater = [
  { id: 'b1', month: '2014-02', code: 'E01000001', ...at(0.5), outcome: 'Offender sent to prison' },
  { id: 'b2', month: '2014-02', code: 'E01033001', ...at(1.2), outcome: 'Unable to prosecute suspect' },
  { id: 'b3', month: '2014-02', code: 'E01033003', ...at(2.5) },
  { id: 'b4', month: '2014-02', ...at(1.7) },
  { id: 'd3', month: '2014-02', code: 'E01000006', type: 'Drugs' },
  { id: 'd4', month: '2014-02', code: 'E01000006', type: 'Drugs' },
]
const march = [
  { id: 'c1', month: '2014-03', code: 'E01033004', ...at(4.5) },
  { id: 'c2', month: '2014-03', code: 'E01000006', ...at(5.5) },
]

const countHeading = 'LSOA Code,LSOA Name,Borough,Major Category,Minor Category'

/** Text of each file by its name. */
export const twoVintages = {
  'lsoa-2011.geojson': boundaryText(areas2011),
  'lsoa-2021.geojson': boundaryText(areas2021.map(([code, from, to]) => strip('LSOA21CD', code, from, to))),
  'homes.csv': [
    'LSOA11CD,HHOLDS',
    ...[1, 2, 3, 4, 5, 6].map((area) => `E0100000${area},${600 + area * 10}`),
  ].join('\n'),
  'lookup.csv': lookup.join('\n'),
  '2014-02-metropolitan-street.csv': streetText([...january, ...february]),
  '2014-03-metropolitan-street.csv': streetText([...februaryLater, ...march]),
  'counts-2019-02.csv': [
    `${countHeading},201901,201902`,
    'E01000001,Ash 001A,E09000002,Burglary,Burglary - Residential,3,1',
    'E01000001,Ash 001A,E09000002,Burglary,Burglary - Business and Community,1,1',
    'E01000002,Ash 001B,E09000002,Drugs,Possession of Drugs,7,7',
  ].join('\n'),
  'counts-2019-03.csv': [
    `${countHeading},201902,201903`,
    'E01000001,Ash 001A,E09000002,BURGLARY,RESIDENTIAL BURGLARY,2,4',
    'E01000006,Ash 001F,E09000002,BURGLARY,RESIDENTIAL BURGLARY,0,5',
  ].join('\n'),
}

/** Burglaries of all kinds by code: January, February, March of 2014. */
export const burglaries2011: Record<string, number[]> = {
  E01000001: [3, 1, 0],
  E01000002: [2, 2, 0],
  E01000003: [1, 1, 0],
  E01000004: [1, 0, 0],
  E01000005: [1, 0, 1],
  E01000006: [1, 0, 1],
}
export const burglaries2021: Record<string, number[]> = {
  E01000001: [3, 1, 0],
  E01000006: [1, 0, 1],
  E01033001: [1, 1, 0],
  E01033002: [1, 1, 0],
  E01033003: [2, 1, 0],
  E01033004: [1, 0, 1],
}
