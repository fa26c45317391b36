import { importer, type Importer } from '../places/importer.ts'
import type { PointSettings } from './import-points.ts'

/** What brings recorded crime: street files, counts, a force's own incidents, points of any city. */
export const crimeImporters: readonly Importer[] = [
  importer({
    name: 'street',
    words: 'street files of data.police.uk: folders, zips or CSV files',
    files: 'many',
    options: [],
    run: async (database, actor, paths, progress) =>
      (await import('./import-street.ts')).importStreet(database, actor, paths, progress),
  }),
  importer({
    name: 'counts',
    words: 'MPS recorded crime counts by LSOA, ward or borough',
    files: 'many',
    options: [],
    run: async (database, actor, paths, progress) =>
      (await import('./import-counts.ts')).importCounts(database, actor, paths, progress),
  }),
  importer({
    name: 'incidents',
    words: "a force's own incidents, one row each",
    files: 'one',
    options: [],
    run: async (database, actor, paths, progress) =>
      (await import('./import-incidents.ts')).importIncidents(database, actor, paths, progress),
  }),
  importer({
    name: 'points',
    words: 'burglaries of any city, one point each',
    files: 'one',
    options: [
      { flags: '--x <column>', words: 'column of x: easting or longitude', required: true },
      { flags: '--y <column>', words: 'column of y: northing or latitude', required: true },
      {
        flags: '--crs <code>',
        words:
          'system of x and y: EPSG:27700 (British National Grid), EPSG:4326 (longitude, latitude) or any EPSG code',
        required: true,
      },
      {
        flags: '--date <column>',
        words: 'column of the date or month, or of the first day of a range',
        required: true,
      },
      { flags: '--date-to <column>', words: 'column of the last day of a range' },
      {
        flags: '--dates <order>',
        words: 'order of dates such as 03/04/2016: day-first or month-first',
        reads: 'order of dates',
      },
    ],
    run: async (database, actor, paths, progress, settings: PointSettings) =>
      (await import('./import-points.ts')).importPoints(database, actor, paths, progress, settings),
  }),
]
