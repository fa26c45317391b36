import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../apps/server/foundation/database.ts'
import { importAddresses, type AddressSettings } from '../apps/server/places/import-addresses.ts'
import { importAreas } from '../apps/server/places/import-areas.ts'
import type { ImportResult } from '../apps/server/places/import-session.ts'
import { boundaryText, squareFeature, testImporter } from './importers.ts'
import { temporaryFile } from './temporary-files.ts'

const silent = (): void => undefined

/** Two wards, W1 and W2 unless their codes are said, of so many metres, one east of the other, and one BCU around both. */
export const loadWards = async (
  database: Database,
  west = 0,
  south = 0,
  side = 5000,
  validFrom = '2000-01-01',
  codes: readonly [string, string] = ['W1', 'W2'],
): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-wards-'))
  const take = async (kind: 'ward' | 'bcu', features: readonly object[]) => {
    const path = join(folder, `${kind}.geojson`)
    await writeFile(path, boundaryText(features))
    await importAreas(database, testImporter, [path], silent, { kind, code: 'CODE', validFrom })
  }
  await take('ward', [
    squareFeature(codes[0], west, south, side, 'CODE'),
    squareFeature(codes[1], west + side, south, side, 'CODE'),
  ])
  await take('bcu', [
    squareFeature('North', Math.max(0, west - side), Math.max(0, south - side), 4 * side, 'CODE'),
  ])
  await rm(folder, { recursive: true })
}

/** Imports one file of addresses: its result, with the warnings. */
export const addressImporter =
  (database: Database) =>
  async (path: string, settings: AddressSettings = {}): Promise<ImportResult & { warnings: string[] }> => {
    const { results, warnings } = await importAddresses(database, testImporter, [path], silent, settings)
    return { ...results[0]!, warnings }
  }

export type CoreRow = {
  uprn: number | string
  parent?: number
  class?: string
  at?: [number, number]
  unit?: string
  name?: string
  number?: string
  street?: string
  postcode?: string
  change?: string
  on?: string
}

export const coreHeading =
  'uprn,parent_uprn,udprn,usrn,toid,classification_code,easting,northing,latitude,longitude,rpc,last_update_date,' +
  'single_line_address,po_box,organisation,sub_building,building_name,building_number,street_name,locality,town_name,' +
  'post_town,island,postcode,delivery_point_suffix,gss_code,change_code'

const coreLine = ({
  uprn,
  parent,
  class: classCode = 'RD',
  at,
  unit = '',
  name = '',
  number = String(uprn),
  street = 'ASH LANE',
  postcode = 'ZX1 1AA',
  change = 'I',
  on = '2026-10-01',
}: CoreRow): string => {
  const [easting, northing] = at ?? [1000 + 20 * Number(uprn), 1000]
  const address = [unit, name, `${number} ${street}`, 'TOWN', postcode].filter(Boolean).join(', ')
  const front = [uprn, parent ?? '', '', '', '', classCode, `${easting}.00`, `${northing}.00`, '', '', 1, on]
  const parts = [
    `"${address}"`,
    '',
    '',
    unit,
    name,
    number,
    street,
    '',
    '',
    'TOWN',
    '',
    postcode,
    '1A',
    'E01',
  ]
  return [...front, ...parts, change].join(',')
}

/** Text of an AddressBase Core file, in the form that Ordnance Survey delivers it in. */
export const coreText = (rows: readonly CoreRow[]): string =>
  [coreHeading, ...rows.map(coreLine), ''].join('\r\n')

export const coreFile = (rows: readonly CoreRow[], name = 'AddressBaseCore_FULL_2026-10-01_001.csv') =>
  temporaryFile(name, coreText(rows))
