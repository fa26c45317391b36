import type { DeploymentProblem } from './deployment-choice.ts'

/** Prices of a choice that breaks conditions, so that a search can pass through it. */
export type Prices = {
  /** Of a unit of weight, within the budget. */
  load: number
  /** Of a unit of weight beyond the budget, on top. */
  excess: number
  /** Of a home that a deployment area lacks to the smallest size. */
  shortage: number
  /** Of a unit of weight that a group lacks to its floor. */
  floor: number
}

/** What sums of shares may be off by after millions of changes. */
const drift = 1e-10

/** Areas looked at to see whether a deployment area stays in one piece, at most; beyond, it is taken to fall apart. */
const piecesLookedAt = 400

/**
 * Which deployment area each area belongs to, with every sum that a search asks for, kept up as areas change hands.
 * Deployment areas are numbers below the number of areas; one without areas does not exist.
 */
export class DeploymentState {
  /** Deployment area of each area; −1 where it is in none. */
  readonly of: Int32Array
  readonly homes: Float64Array
  readonly count: Int32Array
  worth = 0
  load = 0
  deployments = 0
  /** Homes that deployment areas lack to the smallest size, in all. */
  shortage = 0
  /** Weight that groups lack to their floors, in all. */
  floorShortage = 0
  readonly #spent: Float64Array
  readonly #limit: number
  readonly #problem: DeploymentProblem
  readonly #chosen: Int32Array
  readonly #placeOf: Int32Array
  #chosenCount = 0
  readonly #closed: number[]
  readonly #seen: Int32Array
  readonly #waiting: Int32Array
  #turn = 0
  /** Changes since `mark`, as area and former deployment area. */
  #changes: number[] = []

  constructor(problem: DeploymentProblem) {
    const { areas, floors } = problem
    this.#problem = problem
    this.#limit = problem.capacity * (problem.weight.every(Number.isInteger) ? 1 : 1 - drift)
    this.of = new Int32Array(areas).fill(-1)
    this.homes = new Float64Array(areas)
    this.count = new Int32Array(areas)
    this.#spent = new Float64Array(floors.length)
    this.floorShortage = floors.reduce((sum, floor) => sum + floor, 0)
    this.#chosen = new Int32Array(areas)
    this.#placeOf = new Int32Array(areas)
    this.#closed = Array.from({ length: areas }, (_, at) => areas - 1 - at)
    this.#seen = new Int32Array(areas)
    this.#waiting = new Int32Array(areas)
  }

  get chosenCount(): number {
    return this.#chosenCount
  }

  /** The `place`-th chosen area, in no order. */
  chosen(place: number): number {
    return this.#chosen[place]!
  }

  /** A deployment area that does not exist yet. */
  fresh(): number {
    for (;;) {
      const deployment = this.#closed.pop()!
      if (this.count[deployment] === 0) return deployment
    }
  }

  /** Begins a move that may be taken back. */
  mark(): void {
    this.#changes.length = 0
  }

  /** Takes back everything since `mark`. */
  undo(): void {
    for (let at = this.#changes.length - 2; at >= 0; at -= 2) {
      this.#put(this.#changes[at]!, this.#changes[at + 1]!)
    }
    this.#changes.length = 0
  }

  /** Moves an area into a deployment area, or out of all with −1. */
  assign(area: number, deployment: number): void {
    this.#changes.push(area, this.of[area]!)
    this.#put(area, deployment)
  }

  #short(deployment: number): number {
    return this.count[deployment] === 0 ? 0 : Math.max(0, this.#problem.smallest - this.homes[deployment]!)
  }

  #put(area: number, deployment: number): void {
    const before = this.of[area]!
    if (before === deployment) return
    const { homes, expected, weight, floorOf, floors } = this.#problem
    for (const [each, sign] of [
      [before, -1],
      [deployment, 1],
    ] as const) {
      if (each < 0) continue
      this.shortage -= this.#short(each)
      const count = this.count[each]! + sign
      this.count[each] = count
      // Sums of what is not whole drift; an empty deployment area has nothing.
      this.homes[each] = count === 0 ? 0 : this.homes[each]! + sign * homes[area]!
      if (count === 0) {
        this.deployments--
        this.#closed.push(each)
      } else if (count === 1 && sign === 1) this.deployments++
      this.shortage += this.#short(each)
    }
    this.of[area] = deployment
    if (before >= 0 && deployment >= 0) return
    const sign = deployment < 0 ? -1 : 1
    this.worth += sign * expected[area]!
    this.load += sign * weight[area]!
    const floor = floorOf[area]!
    if (floor >= 0) {
      this.floorShortage -= Math.max(0, floors[floor]! - this.#spent[floor]!)
      this.#spent[floor]! += sign * weight[area]!
      this.floorShortage += Math.max(0, floors[floor]! - this.#spent[floor]!)
    }
    if (sign > 0) {
      this.#placeOf[area] = this.#chosenCount
      this.#chosen[this.#chosenCount++] = area
    } else {
      const last = this.#chosen[--this.#chosenCount]!
      const place = this.#placeOf[area]!
      this.#chosen[place] = last
      this.#placeOf[last] = place
    }
  }

  /** Weight that a group lacks to its floor. */
  floorLack(floor: number): number {
    return Math.max(0, this.#problem.floors[floor]! - this.#spent[floor]!)
  }

  /** What the choice is worth, less the prices of what it takes and breaks. */
  value({ load, excess, shortage, floor }: Prices): number {
    return (
      this.worth -
      load * this.load -
      excess * Math.max(0, this.load - this.#problem.capacity) -
      shortage * this.shortage -
      floor * this.floorShortage
    )
  }

  /** Whether every condition but the number of deployment areas is kept. */
  keepsConditions(): boolean {
    return this.load <= this.#limit && this.shortage <= drift && this.floorShortage <= drift
  }

  /** Whether a deployment area falls apart without this area, as far as is looked. */
  holdsTogether(area: number): boolean {
    const { start, list } = this.#problem.neighbours
    const deployment = this.of[area]!
    const [from, to] = [start[area]!, start[area + 1]!]
    let sought = 0
    let first = -1
    for (let at = from; at < to; at++) {
      if (this.of[list[at]!] !== deployment) continue
      if (sought++ === 0) first = list[at]!
    }
    if (sought < 2) return false
    const turn = ++this.#turn
    this.#seen[area] = turn
    this.#seen[first] = turn
    this.#waiting[0] = first
    let [done, waiting] = [0, 1]
    sought--
    while (done < waiting && done < piecesLookedAt) {
      const at = this.#waiting[done++]!
      for (let edge = start[at]!; edge < start[at + 1]!; edge++) {
        const other = list[edge]!
        if (this.of[other] !== deployment || this.#seen[other] === turn) continue
        this.#seen[other] = turn
        this.#waiting[waiting++] = other
        for (let near = from; near < to; near++) {
          if (list[near] !== other) continue
          if (--sought === 0) return false
        }
      }
    }
    return true
  }

  /** Areas of one deployment area, found from one of them, in a list that the next call writes over. */
  areasOf(area: number): Int32Array {
    const { start, list } = this.#problem.neighbours
    const deployment = this.of[area]!
    const turn = ++this.#turn
    this.#seen[area] = turn
    this.#waiting[0] = area
    let waiting = 1
    for (let done = 0; done < waiting; done++) {
      const at = this.#waiting[done]!
      for (let edge = start[at]!; edge < start[at + 1]!; edge++) {
        const other = list[edge]!
        if (this.of[other] !== deployment || this.#seen[other] === turn) continue
        this.#seen[other] = turn
        this.#waiting[waiting++] = other
      }
    }
    return this.#waiting.subarray(0, waiting)
  }

  /** The deployment areas, each ascending, in the order of their first areas. */
  toDeployments(): number[][] {
    const deployments = new Map<number, number[]>()
    for (const [area, deployment] of this.of.entries()) {
      if (deployment < 0) continue
      const areas = deployments.get(deployment)
      if (areas) areas.push(area)
      else deployments.set(deployment, [area])
    }
    return [...deployments.values()]
  }
}
