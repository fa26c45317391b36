import type { Blocks } from './blocks.ts'
import { Chance } from './random.ts'
import type { Point, Shape } from './shape.ts'
import type { Street } from './streets.ts'

export type AddressUse = 'home' | 'shop' | 'custody'

export type Address = {
  /** From 1: stands for the unique property reference number. */
  id: number
  /** Place of its street in the city's list. */
  street: number
  /** House number or name of the building. */
  number: string
  /** Flats: core, floor and number; null for a house. */
  core: string | null
  floor: number | null
  flat: number | null
  /** A house in multiple occupation. */
  shared: boolean
  use: AddressUse
  postcode: string
  block: number
  easting: number
  northing: number
}

const homesInPostcode = 15
/** Letters that the second half of a postcode may hold. */
const letters = 'ABDEFGHJLNPQRSTUWXYZ'

/** Postcodes one after another; no real one begins with ZX. */
const postcode = (number: number): string => {
  const [last, rest] = [number % 400, Math.floor(number / 400)]
  return `ZX${1 + Math.floor(rest / 10)} ${rest % 10}${letters[Math.floor(last / 20)]}${letters[last % 20]}`
}

type Plot = { street: number; block: number; from: Point; to: Point; length: number; odd: boolean }

/** Where each block meets its streets. */
const plotsOf = (streets: readonly Street[], { use }: Blocks): Map<number, Plot[]> => {
  const plots = new Map<number, Plot[]>()
  for (const [street, { sides, line }] of streets.entries()) {
    for (const [at, { left, right }] of sides.entries()) {
      const [from, to] = [line[at]!, line[at + 1]!]
      const length = Math.hypot(to[0] - from[0], to[1] - from[1])
      for (const [block, odd] of [
        [left, true],
        [right, false],
      ] as const) {
        if (use[block] !== 'homes' || length < 8) continue
        const list = plots.get(block)
        if (list) list.push({ street, block, from, to, length, odd })
        else plots.set(block, [{ street, block, from, to, length, odd }])
      }
    }
  }
  return plots
}

const inward = (point: Point, [x, y]: Point, metres: number): Point => {
  const length = Math.hypot(x - point[0], y - point[1]) || 1
  return [
    Math.round((point[0] + ((x - point[0]) * metres) / length) * 10) / 10,
    Math.round((point[1] + ((y - point[1]) * metres) / length) * 10) / 10,
  ]
}

/**
 * Every address of the city, block by block: houses along the streets, flats in buildings with cores and floors, the
 * more the nearer to the middle; some houses in multiple occupation; shops in the middle. `custody`: blocks that have a
 * custody suite.
 */
export const addressesOf = function* (
  blocks: Blocks,
  streets: readonly Street[],
  shape: Shape,
  custody: ReadonlySet<number>,
  seed: number,
): Generator<Address> {
  const chance = new Chance(seed)
  const plots = plotsOf(streets, blocks)
  const numbers = new Map<string, number>()
  let [id, codes] = [0, 0]
  for (const [block, point] of blocks.points.entries()) {
    const homes = blocks.homes[block]!
    const own = plots.get(block) ?? []
    if (homes === 0 || own.length === 0) continue
    const out = shape.out(point)
    const length = own.reduce((sum, plot) => sum + plot.length, 0)
    const flats = chance.happens(0.12 + 0.5 * Math.exp(-6 * out * out))
    let [given, along] = [0, 0]
    for (const plot of own) {
      along += plot.length
      const count = Math.round((along / length) * homes) - given
      given += count
      const key = `${plot.street} ${plot.odd}`
      const place = (share: number): Point => [
        plot.from[0] + share * (plot.to[0] - plot.from[0]),
        plot.from[1] + share * (plot.to[1] - plot.from[1]),
      ]
      const next = (): string => {
        const number = (numbers.get(key) ?? (plot.odd ? -1 : 0)) + 2
        numbers.set(key, number)
        return String(number)
      }
      const address = (at: Point, more: Partial<Address> & { number: string }): Address => ({
        id: ++id,
        street: plot.street,
        core: null,
        floor: null,
        flat: null,
        shared: false,
        use: 'home',
        postcode: postcode(codes),
        block,
        easting: at[0],
        northing: at[1],
        ...more,
      })
      if (flats && count >= 6) {
        const [number, cores, perFloor] = [next(), Math.max(1, Math.round(count / 24)), chance.below(3) + 3]
        const at = inward(place(0.5), point, 18)
        for (let home = 0; home < count; home++) {
          if (home > 0 && home % (2 * homesInPostcode) === 0) codes++
          const inCore = Math.floor(home / cores)
          yield address(at, {
            number,
            core: String.fromCharCode(65 + (home % cores)),
            floor: Math.floor(inCore / perFloor),
            flat: home + 1,
          })
        }
      } else {
        for (let home = 0; home < count; home++) {
          if (home > 0 && home % homesInPostcode === 0) codes++
          yield address(inward(place((home + 0.5) / count), point, 11), {
            number: next(),
            shared: chance.happens(0.04),
          })
        }
      }
      if (custody.has(block) && plot === own[0]) {
        yield address(inward(place(0.95), point, 7), { number: next(), use: 'custody' })
      }
      if (chance.happens(0.25 * Math.exp(-8 * out * out) + 0.01)) {
        yield address(inward(place(0.05), point, 7), { number: next(), use: 'shop' })
      }
      codes++
    }
  }
}
