import { blockName, type Door } from './read-round.ts'

/** A tab of the list of doors: a street, or a block of flats. */
export type Street = { key: string; name: string; block: string | null; doors: readonly Door[] }

export const streetsOf = (doors: readonly Door[]): Street[] =>
  Array.from(
    Map.groupBy(doors, ({ block, flat, street }) => (flat !== null && block !== null ? block : street)),
    ([key, of]) => {
      const [one] = of
      const block = one!.flat === null ? null : one!.block
      return { key, name: block === null ? one!.street : blockName(one!), block, doors: of }
    },
  )

export type Sides = { odd: Door[]; even: Door[] }

/** Both sides of a street, in the order of its numbers. A name without a number stands where the register puts it. */
export const sidesOf = (doors: readonly Door[]): Sides => ({
  odd: doors.filter(({ order }) => Math.floor(order) % 2 === 1),
  even: doors.filter(({ order }) => Math.floor(order) % 2 === 0),
})

export type Floor = { floor: string; doors: readonly Door[] }
export type Core = { core: string; floors: readonly Floor[] }

/** Basements below the ground, the ground below the first; words that are no number are the ground. */
const heightOf = (floor: string): number => {
  if (/^(b|lg|basement|lower)/i.test(floor)) return -1
  const number = Number.parseInt(floor, 10)
  return Number.isNaN(number) ? 0 : number
}

/** A block as it is walked: each core from the top down, since the lift goes up and the officer walks down. */
export const coresOf = (doors: readonly Door[]): Core[] =>
  Array.from(
    Map.groupBy(doors, ({ core }) => core ?? ''),
    ([core, ofCore]) => ({
      core,
      floors: Array.from(
        Map.groupBy(ofCore, ({ floor }) => floor ?? 'G'),
        ([floor, ofFloor]) => ({ floor, doors: ofFloor }),
      ).toSorted((one, other) => heightOf(other.floor) - heightOf(one.floor)),
    }),
  ).toSorted((one, other) => one.core.localeCompare(other.core))
