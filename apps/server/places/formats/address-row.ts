/** Files that hold addresses with their class: what a register of homes can be made of. */
export const registerFormats = ['ngd', 'core', 'plus', 'csv'] as const
export type RegisterFormat = (typeof registerFormats)[number]

/** All that `import addresses` reads; the last two say where a UPRN lies, and not what stands there. */
export const addressFormats = ['ngd', 'core', 'plus', 'open-uprn', 'nsul', 'csv'] as const
export type AddressFormat = (typeof addressFormats)[number]

export const formatNames: Readonly<Record<AddressFormat, string>> = {
  ngd: 'OS NGD Built Address',
  core: 'AddressBase Core',
  plus: 'AddressBase Plus',
  'open-uprn': 'OS Open UPRN',
  nsul: 'ONS UPRN directory',
  csv: 'table of addresses',
}

/**
 * What stands at an address, by its class. `undivided`: a house in multiple occupation without bedsits of its own;
 * `shared`: one that has them; `door`: the shell of a building, which others live behind; `gone`: nothing that stands.
 */
export type AddressSort =
  'dwelling' | 'bedsit' | 'undivided' | 'shared' | 'institution' | 'door' | 'other' | 'gone'

/** I insert, U update, D delete, as the files have them. */
export type AddressChange = 'I' | 'U' | 'D'

/** A row of an address file, whatever its format. */
export type AddressRow = {
  /** Digits without leading zeros: never a number, which a spreadsheet or a float would round. */
  uprn: string
  change: AddressChange
  sort: AddressSort
  /** Classification code as the file has it: two letters, or letters with figures. */
  classCode: string
  isFlat: boolean
  parent: string | null
  root: string | null
  /** Capitals, no space; empty where there is none. */
  postcode: string
  street: string
  /** Number or name of the building, after the part of it that is no numbered flat. */
  number: string
  floor: number | null
  flat: number | null
  /** Whole address, as the file writes it or put together from its parts. */
  address: string
  /** Metres, EPSG:27700, not rounded; null where the file gives no place. */
  place: [easting: number, northing: number] | null
  /** Day of its state, `2026-11-29`. */
  since: string | null
  /** Day on which the row was last changed. */
  updated: string | null
}

/** A row that says where a UPRN lies and no more. */
export type UprnRow = {
  uprn: string
  place: [easting: number, northing: number] | null
  postcode: string | null
  /** Official codes of areas that it lies in. */
  areas: string[]
}

/** The day that a cell begins with, as ISO 8601 writes it; null for anything else. */
export const dayIn = (cell: string): string | null => /^\d{4}-\d{2}-\d{2}/.exec(cell.trim())?.[0] ?? null
