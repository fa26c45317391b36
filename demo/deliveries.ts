import { Chance } from './random.ts'

/** How officers fare at the doors of an area: probabilities each time that they knock. */
export type Doors = {
  /** Days ago on which deliveries began. */
  startedAgo: number
  /** Doors that are knocked at on a day, as a share of the homes. */
  doorsADay: number
  answers: number
  /** Of those who answer. */
  refuses: number
}

/** A month of deliveries under way: one nearly done, one half done, one where many refuse, and one just begun. */
export const madeUpDoors: readonly Doors[] = [
  { startedAgo: 29, doorsADay: 0.046, answers: 0.74, refuses: 0.02 },
  { startedAgo: 16, doorsADay: 0.062, answers: 0.6, refuses: 0.06 },
  { startedAgo: 24, doorsADay: 0.058, answers: 0.62, refuses: 0.34 },
  { startedAgo: 4, doorsADay: 0.05, answers: 0.55, refuses: 0.08 },
]

type Household = { language: string; needs: readonly string[]; isNamed: boolean }

/** What became of a door. */
export type MadeUpOutcome =
  | { kind: 'no-answer'; leavesCard: boolean }
  | { kind: 'no-way-in' }
  | { kind: 'refused'; reason: 'not-wanted' | 'no-trust' | 'no-time' | 'has-one' | 'moving' | 'not-said' }
  | { kind: 'come-back'; daysAhead: number | null }
  | { kind: 'tell-sergeant'; about: 'vulnerable' | 'repeat-victim' }
  | { kind: 'leave-out'; reason: 'void' | 'not-a-dwelling' }
  | { kind: 'delivered'; applies: boolean; sticker: 'up' | 'given' | 'not-wanted'; household: Household }

/** A visit: the place of the home in the order of doors, how many days ago, and how many minutes into the round. */
export type MadeUpVisit = { home: number; daysAgo: number; minute: number; outcome: MadeUpOutcome }

const languages = ['en', 'en', 'en', 'en', 'en', 'en', 'en', 'pl', 'bn', 'so'] as const
const reasons = ['not-wanted', 'not-wanted', 'no-trust', 'no-time', 'has-one', 'moving', 'not-said'] as const

/** Whoever answers takes a kit, refuses, or asks for another time; behind other doors nobody is met. */
export const outcomeAtDoor = (chance: Chance, { answers, refuses }: Doors): MadeUpOutcome => {
  if (!chance.happens(answers)) {
    if (chance.happens(0.05)) return { kind: 'no-way-in' }
    if (chance.happens(0.02)) return { kind: 'leave-out', reason: chance.of(['void', 'not-a-dwelling']) }
    return { kind: 'no-answer', leavesCard: chance.happens(0.7) }
  }
  if (chance.happens(refuses)) return { kind: 'refused', reason: chance.of(reasons) }
  if (chance.happens(0.05))
    return { kind: 'come-back', daysAhead: chance.happens(0.5) ? 1 + chance.below(5) : null }
  if (chance.happens(0.01))
    return { kind: 'tell-sergeant', about: chance.of(['vulnerable', 'repeat-victim']) }
  return {
    kind: 'delivered',
    applies: chance.happens(0.97),
    sticker: chance.of(['up', 'up', 'given', 'not-wanted']),
    household: {
      language: chance.of(languages),
      needs: chance.happens(0.06) ? [chance.of(['large-print', 'interpreter', 'help-with-marking'])] : [],
      isNamed: chance.happens(0.4),
    },
  }
}

/** Minutes from door to door. */
export const minutesADoor = 6
const [mostTries, restDays] = [5, 2]

/**
 * Visits up to yesterday, in the order of time: doors that were never tried come first, street by street, and then those
 * where nobody was met, each after a rest, up to five times.
 */
export const visitsOfMonth = (seed: number, homes: number, doors: Doors): MadeUpVisit[] => {
  const chance = new Chance(seed)
  const open = Array.from({ length: homes }, (_, home) => ({
    home,
    tries: 0,
    freeFrom: Number.POSITIVE_INFINITY,
  }))
  const visits: MadeUpVisit[] = []
  for (let daysAgo = doors.startedAgo; daysAgo >= 1; daysAgo--) {
    const today = open
      .filter(({ freeFrom }) => daysAgo <= freeFrom)
      .slice(0, Math.ceil(doors.doorsADay * homes))
    for (const [at, door] of today.entries()) {
      open.splice(open.indexOf(door), 1)
      const outcome = outcomeAtDoor(chance, doors)
      visits.push({ home: door.home, daysAgo, minute: at * minutesADoor, outcome })
      const goesOn = ['no-answer', 'no-way-in', 'come-back', 'tell-sergeant'].includes(outcome.kind)
      if (goesOn && door.tries + 1 < mostTries)
        open.push({ home: door.home, tries: door.tries + 1, freeFrom: daysAgo - restDays })
    }
  }
  return visits
}
