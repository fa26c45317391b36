import type { PostedTo } from './people.ts'

const kinds = { ward: 'ward', bcu: 'BCU' } as const

/** Where somebody is posted to, by name, or by code where no boundary of it is loaded. */
export const placeInWords = ({ placeKind, place, placeName }: PostedTo): string => {
  if (placeKind === 'force') return 'the whole force'
  const name = placeName ?? place
  return name.toLowerCase().includes(kinds[placeKind].toLowerCase()) ? name : `${name} ${kinds[placeKind]}`
}
