import type { Door } from '../../../places/homes-beside.ts'

/** A home of a circle, and how many doors from the burgled one: 0 is that one. */
export type DoorAround = { home: string; doors: number }

/** Up to four homes either side of the burgled one, none farther than 200 metres: where near repeats come (domain). */
export const circleDefaults = { eitherSide: 4, metres: 200 } as const

const numberOf = ({ number }: Door): number => Number(/^\d+/.exec(number)?.[0] ?? NaN)
const metresBetween = (one: Door, other: Door): number =>
  Math.hypot(one.easting - other.easting, one.northing - other.northing)

/** -1, 0 or 1. */
export const compared = <T>(one: T, other: T): number => (one < other ? -1 : Number(one > other))

/** By number, and within a building from stairs to stairs, floor to floor and flat to flat. */
export const inDoorOrder = (one: Door, other: Door): number =>
  compared(numberOf(one), numberOf(other)) ||
  compared(one.number, other.number) ||
  compared(one.core ?? '', other.core ?? '') ||
  compared(one.floor ?? 0, other.floor ?? 0) ||
  compared(one.flat ?? 0, other.flat ?? 0) ||
  compared(one.id, other.id)

/** Whether the next number but one stands nearer than the next: odd numbers are then on one side, even ones on the other. */
const hasOddSide = (doors: readonly Door[]): boolean => {
  const byNumber = new Map(doors.map((door) => [numberOf(door), door]))
  const gap = (step: number): number => {
    const gaps = [...byNumber].flatMap(([number, door]) => {
      const other = byNumber.get(number + step)
      return other ? [metresBetween(door, other)] : []
    })
    return gaps.length === 0 ? Infinity : gaps.reduce((sum, each) => sum + each, 0) / gaps.length
  }
  return gap(2) < gap(1)
}

/**
 * A burgled home and those either side of it, by doors away: on its side of its street where numbers tell the side, and
 * never beyond `metres`. A house without a number has the doors of its street that are nearest. `doors`: homes around it.
 */
export const doorsAround = (
  burgled: Door,
  doors: readonly Door[],
  { eitherSide, metres }: { eitherSide: number; metres: number } = circleDefaults,
): DoorAround[] => {
  const near = doors.filter(
    (door) =>
      door.id !== burgled.id && door.street === burgled.street && metresBetween(burgled, door) <= metres,
  )
  const own = { home: burgled.id, doors: 0 }
  const number = numberOf(burgled)
  if (Number.isNaN(number)) {
    const nearest = near.toSorted(
      (one, other) =>
        metresBetween(burgled, one) - metresBetween(burgled, other) || compared(one.id, other.id),
    )
    return [
      own,
      ...nearest.slice(0, 2 * eitherSide).map(({ id }, at) => ({ home: id, doors: 1 + Math.floor(at / 2) })),
    ]
  }
  const numbered = near.filter((door) => !Number.isNaN(numberOf(door)))
  const sided = hasOddSide([burgled, ...numbered])
  const side = numbered.filter((door) => !sided || (numberOf(door) - number) % 2 === 0)
  const before = side.filter((door) => inDoorOrder(door, burgled) < 0).toSorted((a, b) => inDoorOrder(b, a))
  const behind = side.filter((door) => inDoorOrder(door, burgled) > 0).toSorted(inDoorOrder)
  const around = [before, behind].flatMap((way) =>
    way.slice(0, eitherSide).map(({ id }, at) => ({ home: id, doors: at + 1 })),
  )
  return [own, ...around.toSorted((one, other) => one.doors - other.doors)]
}
