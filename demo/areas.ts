import type { Blocks } from './blocks.ts'
import { gather } from './groups.ts'
import { boroughNames } from './names.ts'
import { Chance } from './random.ts'
import type { Point } from './shape.ts'

/** The small areas of the city, and what they make up. */
export type Areas = {
  /** Small area of each block; −1 outside all. */
  ofBlock: Int32Array
  homes: Int32Array
  middle: Point[]
  codes: string[]
  names: string[]
  ward: Int32Array
  borough: Int32Array
  bcu: Int32Array
  wardNames: string[]
  boroughNames: string[]
  bcuNames: string[]
}

const areaHomes = 690
const areasInWard = 8
const boroughHomes = 108_000

/** Blocks of one group that hang together only with others are given to the neighbours that they do touch. */
const makeWhole = ({ delaunay, points }: Blocks, ofBlock: Int32Array): void => {
  const seen = new Int32Array(points.length).fill(-1)
  const pieces: number[][] = []
  const largest = new Map<number, number>()
  for (const start of ofBlock.keys()) {
    const group = ofBlock[start]!
    if (group < 0 || seen[start]! >= 0) continue
    const piece = [start]
    seen[start] = pieces.length
    for (const block of piece) {
      for (const other of delaunay.neighbors(block)) {
        if (ofBlock[other] !== group || seen[other]! >= 0) continue
        seen[other] = pieces.length
        piece.push(other)
      }
    }
    const before = largest.get(group)
    if (before === undefined || pieces[before]!.length < piece.length) largest.set(group, pieces.length)
    pieces.push(piece)
  }
  for (const [at, piece] of pieces.entries()) {
    const group = ofBlock[piece[0]!]!
    if (largest.get(group) === at) continue
    for (const block of piece) {
      const beside = [...delaunay.neighbors(block)].find(
        (other) => ofBlock[other]! >= 0 && ofBlock[other] !== group,
      )
      ofBlock[block] = beside === undefined ? -1 : ofBlock[beside]!
    }
  }
}

const middlesOf = (points: readonly Point[], of: Int32Array, groups: number): Point[] => {
  const sums = Array.from({ length: groups }, () => [0, 0, 0])
  for (const [at, [x, y]] of points.entries()) {
    const sum = sums[of[at]!]
    if (!sum) continue
    sum[0]! += x
    sum[1]! += y
    sum[2]! += 1
  }
  return sums.map(([x, y, count]) => [x! / Math.max(1, count!), y! / Math.max(1, count!)])
}

/** Numbers groups anew without gaps, in the order in which they first come. */
const renumber = (of: Int32Array): { of: Int32Array; count: number } => {
  const numbers = new Map<number, number>()
  const answer = of.map((group) => {
    if (group < 0) return -1
    if (!numbers.has(group)) numbers.set(group, numbers.size)
    return numbers.get(group)!
  })
  return { of: answer, count: numbers.size }
}

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0')

/** Draws small areas of about 690 homes, wards, boroughs and BCUs; nothing crosses the river but the largest. */
export const drawAreas = (blocks: Blocks, seed: number): Areas => {
  const chance = new Chance(seed)
  const { points, use, homes, bank } = blocks
  const ofBlock = new Int32Array(points.length).fill(-1)
  let first = 0
  for (const side of [0, 1]) {
    const inside = [...points.keys()].filter(
      (at) => bank[at] === side && use[at] !== 'water' && use[at] !== 'country',
    )
    const weights = inside.map((at) => homes[at]!)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const groups = Math.max(1, Math.round(total / areaHomes))
    const of = gather(
      inside.map((at) => points[at]!),
      weights,
      groups,
      chance,
    )
    for (const [place, at] of inside.entries()) ofBlock[at] = first + of[place]!
    first += groups
  }
  makeWhole(blocks, ofBlock)
  const areas = renumber(ofBlock)
  const areaHomeCounts = new Int32Array(areas.count)
  for (const [at, area] of areas.of.entries()) if (area >= 0) areaHomeCounts[area]! += homes[at]!
  const middle = middlesOf(points, areas.of, areas.count)
  const total = homes.reduce((sum, each) => sum + each, 0)

  const borough = renumber(
    gather(middle, areaHomeCounts, Math.max(3, Math.round(total / boroughHomes)), chance),
  )
  const ward = new Int32Array(areas.count)
  let wards = 0
  for (let each = 0; each < borough.count; each++) {
    const members = [...middle.keys()].filter((area) => borough.of[area] === each)
    const of = gather(
      members.map((area) => middle[area]!),
      members.map((area) => areaHomeCounts[area]!),
      Math.max(1, Math.round(members.length / areasInWard)),
      chance,
    )
    const numbered = renumber(of)
    for (const [place, area] of members.entries()) ward[area] = wards + numbered.of[place]!
    wards += numbered.count
  }
  const boroughMiddles = middlesOf(middle, borough.of, borough.count)
  const bcuOfBorough = renumber(
    gather(
      boroughMiddles,
      boroughMiddles.map(() => 1),
      Math.max(2, Math.round(borough.count / 2.7)),
      chance,
    ),
  )
  const named = boroughNames(borough.count, chance)
  const inWard = new Int32Array(wards)
  const firstWard = new Map<number, number>()
  for (const [area, each] of ward.entries()) {
    const of = borough.of[area]!
    firstWard.set(of, Math.min(firstWard.get(of) ?? each, each))
  }
  const numberInBorough = (each: number, of: number): string => pad(each - firstWard.get(of)! + 1, 3)
  const names = middle.map((_, area) => {
    const letter = String.fromCharCode(65 + (inWard[ward[area]!]!++ % 26))
    return `${named[borough.of[area]!]} ${numberInBorough(ward[area]!, borough.of[area]!)}${letter}`
  })
  const wardNames = Array.from({ length: wards }, (_, each) => {
    const of = borough.of[ward.indexOf(each)]!
    return `${named[of]} ${chance.of(['Green', 'Hill', 'Bridge', 'Park', 'Cross', 'Quay', 'Heath', 'Common', 'Gate', 'Road'])} ${Number(numberInBorough(each, of))}`
  })
  return {
    ofBlock: areas.of,
    homes: areaHomeCounts,
    middle,
    codes: middle.map((_, area) => `Z01${pad(area + 1, 6)}`),
    names,
    ward,
    borough: borough.of,
    bcu: borough.of.map((each) => bcuOfBorough.of[each]!),
    wardNames,
    boroughNames: named,
    bcuNames: Array.from({ length: bcuOfBorough.count }, (_, each) => `B${pad(each + 1, 2)}`),
  }
}
