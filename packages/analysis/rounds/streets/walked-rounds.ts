import type { Stop } from './faces.ts'
import type { RoundWishes } from './round-wishes.ts'
import type { StreetsGround } from './streets-ground.ts'

/** What the objective is made of, minutes; `total` is the sum of the others. */
export type StreetCosts = {
  walking: number
  crossings: number
  doors: number
  rounds: number
  balance: number
  compactness: number
  total: number
}

export type StreetRound = {
  /** Homes in the order in which they are visited. */
  readonly order: readonly number[]
  /** Minutes from the beginning until each home of `order` is done with: of several behind one door in equal parts. */
  readonly done: readonly number[]
  readonly metres: number
  readonly crossings: number
  /** Walking, crossings and doors. */
  readonly minutes: number
}

export type StreetRounds = { readonly rounds: StreetRound[]; readonly costs: StreetCosts }

/** What a way between two doors costs beyond its own minutes, so that no round is scattered. */
export const spreadOf = ({ spread, near }: RoundWishes, minutes: number): number =>
  spread * Math.max(0, minutes - near)

const walked = (
  stops: readonly Stop[],
  { pavements: { way } }: StreetsGround,
  wishes: RoundWishes,
  target: number,
): { round: StreetRound; costs: Omit<StreetCosts, 'total'> } => {
  let [metres, crossed, compactness, doors] = [0, 0, 0, 0]
  const done: number[] = []
  for (const [at, { spot, minutes, homes }] of stops.entries()) {
    if (at > 0) {
      const found = way(stops[at - 1]!.spot, spot)
      metres += found.metres
      crossed += found.crossings
      compactness += spreadOf(wishes, found.minutes)
    }
    const reached = metres / wishes.metresPerMinute + crossed * wishes.crossing + doors
    for (const place of homes.keys()) done.push(reached + (minutes * (place + 1)) / homes.length)
    doors += minutes
  }
  const [walking, crossings] = [metres / wishes.metresPerMinute, crossed * wishes.crossing]
  const minutes = walking + crossings + doors
  const balance = wishes.balance * Math.abs(minutes + compactness - target)
  return {
    round: { order: stops.flatMap(({ homes }) => homes), done, metres, crossings: crossed, minutes },
    costs: { walking, crossings, doors, rounds: wishes.perRound, balance, compactness },
  }
}

/** Rounds with the minutes that each is to take, as they are walked on the pavements, and what they cost. */
export const walkedRounds = (
  rounds: readonly { stops: readonly Stop[]; target: number }[],
  ground: StreetsGround,
  wishes: RoundWishes,
): StreetRounds => {
  const costs = { walking: 0, crossings: 0, doors: 0, rounds: 0, balance: 0, compactness: 0, total: 0 }
  const all = rounds.map(({ stops, target }) => {
    const { round, costs: own } = walked(stops, ground, wishes, target)
    for (const [part, minutes] of Object.entries(own) as [keyof typeof own, number][]) {
      costs[part] += minutes
      costs.total += minutes
    }
    return round
  })
  return { rounds: all, costs }
}
