import type { AddressSort } from './address-row.ts'

/**
 * What a class of the OS classification scheme stands for (AddressBase Premium technical specification, "Classification
 * scheme"): RD dwellings; RH01 a house in multiple occupation that has parts of its own, RH02 a part of one, RH03 one that
 * is not divided; RI communal establishments; P and PP the shells of buildings. RH alone is told by its parent later.
 */
export const sortOfClass = (code: string): AddressSort => {
  if (code.startsWith('RD')) return 'dwelling'
  if (code.startsWith('RH02')) return 'bedsit'
  if (code.startsWith('RH01')) return 'shared'
  if (code.startsWith('RH')) return 'undivided'
  if (code.startsWith('RI')) return 'institution'
  return code === 'P' || code === 'PP' ? 'door' : 'other'
}

/** BLPU states in which nothing stands: 1 under construction, 4 no longer existing, 6 planning permission. */
const absentStates = new Set(['1', '4', '6'])
export const standsByState = (state: string): boolean => !absentStates.has(state)

/** The same in the words of OS NGD: of its build status, and of its address status beside "Approved". */
export const standsByWords = (buildStatus: string, addressStatus: string): boolean =>
  !/demolish|no longer|under construction|planning|planned|pre-?build|not built|historic/i.test(
    buildStatus,
  ) && /^(approved)?$/i.test(addressStatus)

/** A flat has a class of its own, where the file goes so deep; else a parent and a name within the building. */
export const isFlatClass = (code: string, parent: string | null, unit: string): boolean =>
  code.startsWith('RD06') || (code === 'RD' && parent !== null && unit !== '')
