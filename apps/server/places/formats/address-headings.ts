import { MetTraceError } from '../../foundation/errors.ts'
import { formatNames, type AddressFormat } from './address-row.ts'
import { headingsInWords } from './headings.ts'
import type { SourceFile } from './source-files.ts'

/** What a first row tells of an address file; `isRow`: it has no headings, and this is its first row. */
export type AddressHeading = { format: AddressFormat; headings: readonly string[]; isRow: boolean }

/** Columns of AddressBase Plus in their order (OS, AddressBase Plus technical specification); its files have no headings. */
export const plusColumns =
  `UPRN UDPRN CHANGE_TYPE STATE STATE_DATE CLASS PARENT_UPRN X_COORDINATE Y_COORDINATE LATITUDE LONGITUDE RPC
  LOCAL_CUSTODIAN_CODE COUNTRY LA_START_DATE LAST_UPDATE_DATE ENTRY_DATE RM_ORGANISATION_NAME LA_ORGANISATION DEPARTMENT_NAME
  LEGAL_NAME SUB_BUILDING_NAME BUILDING_NAME BUILDING_NUMBER SAO_START_NUMBER SAO_START_SUFFIX SAO_END_NUMBER SAO_END_SUFFIX
  SAO_TEXT ALT_LANGUAGE_SAO_TEXT PAO_START_NUMBER PAO_START_SUFFIX PAO_END_NUMBER PAO_END_SUFFIX PAO_TEXT
  ALT_LANGUAGE_PAO_TEXT USRN USRN_MATCH_INDICATOR AREA_NAME LEVEL OFFICIAL_FLAG OS_ADDRESS_TOID OS_ADDRESS_TOID_VERSION
  OS_ROADLINK_TOID OS_ROADLINK_TOID_VERSION OS_TOPO_TOID OS_TOPO_TOID_VERSION VOA_CT_RECORD VOA_NDR_RECORD STREET_DESCRIPTION
  ALT_LANGUAGE_STREET_DESCRIPTION DEPENDENT_THOROUGHFARE THOROUGHFARE WELSH_DEPENDENT_THOROUGHFARE WELSH_THOROUGHFARE
  DOUBLE_DEPENDENT_LOCALITY DEPENDENT_LOCALITY LOCALITY WELSH_DEPENDENT_LOCALITY WELSH_DOUBLE_DEPENDENT_LOCALITY TOWN_NAME
  ADMINISTRATIVE_AREA POST_TOWN WELSH_POST_TOWN POSTCODE POSTCODE_LOCATOR POSTCODE_TYPE DELIVERY_POINT_SUFFIX
  ADDRESSBASE_POSTAL PO_BOX_NUMBER WARD_CODE PARISH_CODE RM_START_DATE MULTI_OCC_COUNT VOA_NDR_P_DESC_CODE
  VOA_NDR_SCAT_CODE ALT_LANGUAGE`.split(/\s+/)

/** The old AddressBase: 24 columns, 27 in its last editions; it begins with a UPRN and the address's TOID. */
const isStandard = (cells: readonly string[]): boolean =>
  (cells.length === 24 || cells.length === 27) &&
  /^osgb\d+$|^os_?address_?toid$/i.test((cells[1] ?? '').trim())

/** Headings that no other of these files has. */
const ngdOnly = [
  'changetype',
  'buildstatus',
  'hierarchylevel',
  'rootuprn',
  'fulladdress',
  'classificationcode',
  'parentuprn',
]
const coreOnly = [
  'parentuprn',
  'singlelineaddress',
  'changecode',
  'gsscode',
  'classificationcode',
  'lastupdatedate',
  'udprn',
]
/** Areas of the ONS directories, of which the year and the ending change at every edition. */
const onsStem =
  /^(oa|lsoa|msoa|lad|wd|ward|cty|ctry|rgn|pcon|ttwa|eer|ced|hlth(au)?|pfa|bua|wz|oac|imd|lep|park|npark)\d*(cd|ind)?\d?$/

export const plainHeading = (heading: string): string => heading.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

const orderInstead =
  'OS NGD Built Address, AddressBase Core or AddressBase Plus, free to a police force under the PSGA'

const refuse = (file: SourceFile, name: string, why: string): never => {
  throw new MetTraceError('file_wrong_kind', `This is ${name}, which is not read. ${why}`, {
    file: file.name,
    found: name,
    expected: orderInstead,
  })
}

/** Record types of AddressBase Premium, and what their second cell is. */
const isPremium = (cells: readonly string[]): boolean =>
  (/^(11|15|21|23|24|28|30|31|32)$/.test(cells[0] ?? '') && /^[IUD]$/.test(cells[1] ?? '')) ||
  (/^(10|29|99)$/.test(cells[0] ?? '') && cells.length < 20 && !/^\d{6,}$/.test(cells[1] ?? '')) ||
  cells.some((cell) => plainHeading(cell) === 'recordidentifier')

/**
 * Tells an address file by its first row. AddressBase Premium and the old AddressBase are known and refused.
 * Errors: `file_wrong_kind`, and `column_missing` for headings without a UPRN.
 */
export const addressHeading = (file: SourceFile, cells: readonly string[]): AddressHeading => {
  if (isPremium(cells))
    refuse(file, 'AddressBase Premium', 'Its record types would have to be put together first.')
  const isUprn = /^\d+$/.test(cells[0] ?? '')
  if (isUprn && cells.length === plusColumns.length)
    return { format: 'plus', headings: plusColumns, isRow: true }
  if (isStandard(cells))
    refuse(file, 'the old AddressBase', 'It names no parents, so that flats cannot be told.')
  if (isUprn && cells.length > 1)
    throw new MetTraceError('file_wrong_kind', 'This file has no headings, and is not AddressBase Plus.', {
      file: file.name,
      found: `${cells.length} columns`,
      expected: `${plusColumns.length} columns of AddressBase Plus, or a line of headings`,
    })
  const names = cells.map(plainHeading)
  const has = (name: string): boolean => names.includes(name)
  const count = (wanted: readonly string[]): number => wanted.filter(has).length
  const named = (format: AddressFormat): AddressHeading => ({ format, headings: cells, isRow: false })
  if (!has('uprn')) throw noUprn(file, cells, names)
  if (cells.length === plusColumns.length && has('udprn') && has('voactrecord')) return named('plus')
  if (count(ngdOnly) > 3 && count(ngdOnly) >= count(coreOnly)) return named('ngd')
  if (count(coreOnly) > 3) return named('core')
  if (has('xcoordinate') && has('ycoordinate') && cells.length <= 6) return named('open-uprn')
  if (names.filter((name) => onsStem.test(name)).length > 3) return named('nsul')
  return named('csv')
}

const noUprn = (file: SourceFile, cells: readonly string[], names: readonly string[]): MetTraceError => {
  if (names.includes('pcds') || names.includes('pcd'))
    return new MetTraceError(
      'file_wrong_kind',
      'This is a directory of postcodes. Import it with: mettrace import postcodes FILE',
      { file: file.name, found: headingsInWords(cells), expected: 'a file of addresses' },
    )
  return new MetTraceError('column_missing', 'This file has no column of UPRNs.', {
    file: file.name,
    line: 1,
    column: 'uprn',
    found: headingsInWords(cells),
    expected: Object.values(formatNames).join(', '),
  })
}
