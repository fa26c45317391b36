import type { Door } from './street-doors.ts'

/** Flats of a building, floor by floor from the top; those whose floor is not known come last. */
export type Block = { number: string; core: string | null; floors: { floor: number | null; flats: Door[] }[] }

/** What stands on a side of a street: a house, or a block of flats. */
export type Rung = { house: Door } | { block: Block }

/** A street as one walks it: its sides by number, and what has a name in place of a number. */
export type Ladder = { odd: Rung[]; even: Rung[]; named: Rung[] }

/** Flats of one building are together; two houses of one number, as of a street in two pieces, stay two. */
const buildingOf = ({ id, number, core, flat }: Door): string =>
  flat === null ? id : JSON.stringify([number, core])

const blockOf = (flats: readonly Door[]): Block => {
  const floors = Map.groupBy(flats, ({ floor }) => floor)
  return {
    number: flats[0]!.number,
    core: flats[0]!.core,
    floors: Array.from(floors, ([floor, onIt]) => ({ floor, flats: onIt })).toSorted(
      (a, b) => (b.floor ?? -Infinity) - (a.floor ?? -Infinity),
    ),
  }
}

const sideOf = (number: string): keyof Ladder => {
  const [digits] = /^\d+/.exec(number) ?? []
  if (digits === undefined) return 'named'
  return Number(digits) % 2 === 0 ? 'even' : 'odd'
}

/** Doors in the order of their numbers as a ladder: flats of one building are one rung. */
export const ladderOf = (doors: readonly Door[]): Ladder => {
  const ladder: Ladder = { odd: [], even: [], named: [] }
  for (const building of Map.groupBy(doors, buildingOf).values()) {
    const [first] = building as [Door]
    ladder[sideOf(first.number)].push(first.flat === null ? { house: first } : { block: blockOf(building) })
  }
  return ladder
}
