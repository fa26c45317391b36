import type { Round, RoutingProblem } from '../routing-problem.ts'
import { solveRounds, type Search } from '../solve-rounds.ts'
import { cutFace, facesOf, type Face, type StreetHome } from './faces.ts'
import { firstOfAll } from './first-of-all.ts'
import type { Spot } from './pavements.ts'
import type { RoundWishes } from './round-wishes.ts'
import { searchParts } from './search-parts.ts'
import { sharedByPlace } from './shared-by-place.ts'
import type { StreetsGround } from './streets-ground.ts'
import { spreadOf, walkedRounds, type StreetRounds } from './walked-rounds.ts'

/** Homes of a piece that is walked whole: when faces are shared out, and when doors are moved between rounds. */
const homesOfFace = 15
const homesOfPiece = 4
/** Share of the search in which faces are shared out; the rest moves doors, at so much of the usual heat. */
const facesShare = 0.6
const piecesHeat = 0.1

const firstSpot = (piece: Face): Spot => piece[0]!.spot
const lastSpot = (piece: Face): Spot => piece.at(-1)!.spot
const homesOf = (piece: Face): number => piece.reduce((sum, { homes }) => sum + homes.length, 0)
const doorsOf = (piece: Face): number => piece.reduce((sum, { minutes }) => sum + minutes, 0)

const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0)

/**
 * Pieces of faces as tasks, in open rounds. A round is full when either its homes or its minutes are: what of it a piece
 * takes is the larger share of the two. It is to take as long as the others: all minutes, shared by as many rounds as the
 * wished homes make, or the fullest rounds.
 */
export const roundsProblem = (
  pieces: readonly Face[],
  costs: (spots: readonly Spot[]) => Float64Array,
  wishes: RoundWishes,
): RoutingProblem & { balance: { target: number; weight: number } } => {
  const ends = pieces.flatMap((piece) => [firstSpot(piece), lastSpot(piece)])
  const [homes, doors] = [Float64Array.from(pieces, homesOf), Float64Array.from(pieces, doorsOf)]
  const { mostHomes, mostMinutes, wishedHomes, metresPerMinute, perRound, balance } = wishes
  const load = homes.map((own, at) => Math.min(1, Math.max(own / mostHomes, doors[at]! / mostMinutes)))
  const service = doors.map((own, at) => {
    const along = lastSpot(pieces[at]!).along - firstSpot(pieces[at]!).along
    return own + Math.abs(along) / metresPerMinute
  })
  const rounds = Math.max(1, Math.round(sum(homes) / wishedHomes), Math.ceil(sum(load) - 1e-9))
  return {
    places: ends.length,
    between: costs(ends),
    from: Int32Array.from(pieces, (_, at) => 2 * at),
    to: Int32Array.from(pieces, (_, at) => 2 * at + 1),
    twoWay: new Uint8Array(pieces.length).fill(1),
    service,
    load,
    capacity: 1,
    begin: null,
    end: null,
    perRound,
    balance: { target: sum(service) / rounds, weight: balance },
  }
}

/** The same rounds where each piece is cut into finer ones. */
const cutFiner = (rounds: readonly Round[], finer: readonly (readonly number[])[]): Round[] =>
  rounds.map(({ tasks, backwards }) => {
    const all = [...tasks].flatMap((task, at) => {
      const own = backwards[at] === 1 ? finer[task]!.toReversed() : finer[task]!
      return own.map((piece) => [piece, backwards[at]!] as const)
    })
    return {
      tasks: Int32Array.from(all, ([piece]) => piece),
      backwards: Uint8Array.from(all, ([, turned]) => turned),
    }
  })

/** Stops in the order of a round. */
export const stopsOf = (pieces: readonly Face[], { tasks, backwards }: Round): Face =>
  [...tasks].flatMap((task, at) => (backwards[at] === 1 ? pieces[task]!.toReversed() : pieces[task]!))

/** Homes that ways join, as faces; no round leads from one group to another. */
export const joinedFaces = (
  homes: readonly StreetHome[],
  { spots, pavements }: StreetsGround,
  { mostHomes }: RoundWishes,
): Face[][] => {
  const faces = facesOf(homes, spots, mostHomes)
  return [...Map.groupBy(faces, (face) => pavements.pieceOf(firstSpot(face))).values()]
}

/**
 * Rounds from door to door. Faces of blocks are shared out as arc routing: walked either way, in open rounds, on pavements
 * where crossing costs; then each is cut finer and its doors are moved between the rounds that were found, by the same
 * search. Homes that come first of all are walked first in their rounds. Where no way leads across a barrier, homes on both sides are rounds of their own.
 */
export const streetRounds = (
  homes: readonly StreetHome[],
  ground: StreetsGround,
  wishes: RoundWishes,
  search: Search,
): StreetRounds => {
  const costs = (spots: readonly Spot[]): Float64Array =>
    ground.pavements.minutesBetween(spots).map((minutes) => minutes + spreadOf(wishes, minutes))
  const isFirst = (home: number): boolean => homes[home]!.first === true
  const groups = joinedFaces(homes, ground, wishes)
  const all = groups.reduce((count, faces) => count + faces.length, 0)
  const searches = searchParts(
    search,
    groups.flatMap(({ length }) => [(facesShare * length) / all, ((1 - facesShare) * length) / all]),
  )
  const rounds = groups.flatMap((faces, group) => {
    const whole = faces.flatMap((face) => cutFace(face, Math.min(homesOfFace, wishes.mostHomes)))
    const shared = roundsProblem(whole, costs, wishes)
    const begun = { rounds: sharedByPlace(ground.graph, whole, shared), heat: 1 }
    const found = solveRounds(shared, { ...searches[2 * group]!, from: begun })
    const pieces: Face[] = []
    const finer = whole.map((face) => cutFace(face, homesOfPiece).map((piece) => pieces.push(piece) - 1))
    const problem = roundsProblem(pieces, costs, wishes)
    const from = { rounds: cutFiner(found.rounds, finer), heat: piecesHeat }
    const better = solveRounds(problem, { ...searches[2 * group + 1]!, from })
    return better.rounds.map((round) => ({
      stops: firstOfAll(stopsOf(pieces, round), isFirst, ground.pavements.way),
      target: problem.balance.target,
    }))
  })
  return walkedRounds(rounds, ground, wishes)
}
