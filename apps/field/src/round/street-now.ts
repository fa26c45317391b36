import type { HomeId } from '@mettrace/protocol/words/values'
import { homesToGo } from './door-state.ts'
import type { RoundNow } from './round-now.ts'
import type { Street } from './streets.ts'

/** How far a street is, of its homes that this phone holds; those that are left out do not count. */
export type StreetNow = {
  name: string
  homes: number
  /** Homes with a kit, and those of them where things are marked. */
  withKit: number
  isProtected: number
  /** Homes still to be protected to reach 85%. */
  toGo: number
  /** Doors still to be tried today. */
  toDo: number
}

export const streetNow = ({ name, doors }: Street, { stateOf, toDo }: RoundNow): StreetNow => {
  const states = doors.map((door) => stateOf(door).state)
  const count = (...some: typeof states): number => states.filter((state) => some.includes(state)).length
  const homes = doors.length - count('excluded')
  const isProtected = count('protected')
  return {
    name,
    homes,
    withKit: count('protected', 'delivered'),
    isProtected,
    toGo: homesToGo(homes, isProtected),
    toDo: doors.filter((door) => toDo.has(door)).length,
  }
}

/** The street of a home, where no door of it is left to be tried today. */
export const streetEnded = (home: HomeId, now: RoundNow): StreetNow | undefined => {
  const door = now.byHome.get(home)
  const street = door && now.streetOf.get(door)
  const found = street && streetNow(street, now)
  return found?.toDo === 0 ? found : undefined
}

/** What a street has now, in one line, of the homes of the round: others of the street are not on the phone; shares in whole per cent, rounded down so that 85% is 85%. */
export const streetWords = ({ homes, withKit, isProtected, toGo }: StreetNow): string => {
  if (homes === 0) return 'No home of your round here counts: all are left out.'
  const share = `Your round here: ${withKit} of ${homes} ${homes === 1 ? 'home has' : 'homes have'} a kit (${Math.floor((100 * withKit) / homes)}%), ${isProtected} protected.`
  return toGo === 0 ? `${share} 85% is reached.` : `${share} ${toGo} more protected reach 85%.`
}
