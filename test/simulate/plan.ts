import type { Weather } from './weather.ts'
import { seeded } from './seeded.ts'

/** What may happen in a town, and how often beside the others. */
const frequencies = {
  tap: 60,
  undo: 8,
  'give up': 2,
  'try now': 3,
  signal: 9,
  crash: 5,
  evict: 1,
  wipe: 1,
  'close connections': 2,
  full: 3,
  clock: 3,
  'second window': 2,
  'hand over': 6,
  'session ends': 2,
  'sign in again': 5,
  'server restarts': 2,
  backup: 2,
  restore: 0.8,
  'home moves': 5,
  'round changes hands': 2,
  'safety note': 2,
  'kit stops': 1,
  revoke: 0.4,
  update: 1,
} as const

export type StepKind = keyof typeof frequencies

/** Steps that no phone has a part in. */
export type StationStep = Extract<
  StepKind,
  | 'server restarts'
  | 'backup'
  | 'restore'
  | 'home moves'
  | 'round changes hands'
  | 'safety note'
  | 'kit stops'
>

/** One thing that happens. Its details are decided by its rolls and by what there is then. */
export type Step = {
  kind: StepKind
  /** Milliseconds after the step before it. */
  after: number
  handset: number
  rolls: readonly [number, number, number]
}

export type Plan = { seed: number; weather: Weather; steps: readonly Step[] }

const kinds = Object.keys(frequencies) as StepKind[]
const all = kinds.reduce((sum, kind) => sum + frequencies[kind], 0)

const kindAt = (roll: number): StepKind => {
  let left = roll * all
  for (const kind of kinds) {
    left -= frequencies[kind]
    if (left < 0) return kind
  }
  return 'tap'
}

export const handsets = 2

/** What happens under a seed. Most steps follow each other in seconds, some in minutes. */
export const planOf = (seed: number): Plan => {
  const chance = seeded(seed, 'plan')
  const weather: Weather = {
    lost: chance.between(0, 20),
    doubled: chance.between(0, 20),
    replyLost: chance.between(0, 25),
    cut: chance.percent(30) ? chance.between(1, 15) : 0,
    delayed: chance.between(0, 15),
  }
  const steps = Array.from({ length: chance.between(15, 80) }, (): Step => {
    const slow = chance.percent(20)
    return {
      kind: kindAt(chance.fraction()),
      after: slow ? chance.between(5_000, 120_000) : chance.between(0, 3_000),
      handset: chance.between(0, handsets - 1),
      rolls: [chance.fraction(), chance.fraction(), chance.fraction()],
    }
  })
  return { seed, weather, steps }
}
