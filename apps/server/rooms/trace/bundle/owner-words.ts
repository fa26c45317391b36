import type { KitTrace } from '../traces/read-trace.ts'
import { homeReasons } from '../traces/occupier-words.ts'
import { theftInWords } from '../traces/theft-words.ts'
import type { CaseTrace } from './case-traces.ts'

/** Homes of a kit by a letter each and their ward: `Home A, in W1`; none that only a refused story names. A bundle says no address. */
export const homesByLetter = ({ past, homes }: KitTrace): Map<string, string> => {
  const wards = new Map(
    past.flatMap(({ home, ward, refused }) => (home === null || refused ? [] : [[home, ward] as const])),
  )
  const ids = [...new Set([...homes.map(({ home }) => home), ...wards.keys()])]
  return new Map(
    ids.map((home, at) => {
      const ward = wards.get(home)
      return [home, `Home ${String.fromCharCode(65 + at)}${ward == null ? '' : `, in ${ward}`}`]
    }),
  )
}

/** Whose kit it was, the theft of it first, and how many lived there: no name and no address. */
export const ownerInWords = (kit: KitTrace, { trace }: Pick<CaseTrace, 'trace'>): string[] => {
  const letters = homesByLetter(kit)
  const theft = theftInWords(kit.past, trace)
  const homes = kit.homes
    .filter(({ when }) => when !== 'after')
    .map((home) => {
      const people = home.occupiers.length === 1 ? ' One person was registered here.' : ''
      return `${letters.get(home.home) ?? 'A home'}. ${homeReasons(home, trace.onDay, { isForCourt: true }).join(' ')}${people}`
    })
  return [
    ...(theft === null ? [] : [theft]),
    ...(homes.length > 0 ? homes : ['No home had this kit on or before the day of the offence.']),
  ]
}
