import { createHash } from 'node:crypto'
import { drawAlike, drawDoors, type Door } from '@mettrace/analysis/saturation/draw-doors'
import type { Sizing } from './wishes.ts'

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** By this a home is drawn: SHA-256 of the seed, a line feed and the home's id, in hexadecimal. */
export const drawOf = (seed: string, home: string): string => digest(`${seed}\n${home}`)

/** By this a door that was drawn has its place in the list. */
export const turnOf = (seed: string, home: string): string => digest(`${seed}\norder\n${home}`)

/** A home and what is reported of it. */
export type ReportedHome = { home: string; ward: string; bcu: string; state: string; isReported: boolean }

/** Homes that were drawn, in the order of the checker's list. */
export const drawnDoors = (homes: readonly ReportedHome[], seed: string, sizing: Sizing): ReportedHome[] => {
  const doors = homes.map(({ home, isReported }): Door => ({
    id: home,
    draw: drawOf(seed, home),
    turn: turnOf(seed, home),
    isReported,
  }))
  const drawn = 'rule' in sizing ? drawAlike(doors, sizing.rule.checked) : drawDoors(doors, sizing.size)
  const byId = new Map(homes.map((each) => [each.home, each]))
  return drawn.map((id) => byId.get(id)!)
}

/** Digest by which a list is known: each door in its order, and what was reported of it. */
export const digestOfDoors = (doors: readonly ReportedHome[]): string =>
  digest(doors.map(({ home, state }) => `${home} ${state}\n`).join(''))
