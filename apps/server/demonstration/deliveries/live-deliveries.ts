import { madeUpDoors } from '@mettrace/demo/deliveries'
import { Chance } from '@mettrace/demo/random'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../foundation/database.ts'
import { londonDay } from '../../foundation/days.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { demonstrationPersonIds } from '../../identity/demonstration/post-people.ts'
import { demonstrationActor, demonstrationOf } from '../../places/made-up-city.ts'
import { deploymentsUnderWay } from './areas-under-way.ts'
import { officersOfMonth } from './begin-month.ts'
import { LiveWalk } from './live-walk.ts'
import { MadeUpOfficer } from './made-up-officer.ts'

/** Visits that were written, by what was recorded at the door; one that was set aside counts for nothing yet. */
export type LiveCounts = {
  visits: number
  delivered: number
  refused: number
  noAnswer: number
  other: number
  setAside: number
}

const counted = {
  delivered: 'delivered',
  refused: 'refused',
  'no-answer': 'noAnswer',
  'set aside': 'setAside',
} as const

/** How visits are to be written: seconds from one beat to the next, visits in all, and what ends it before. */
export type LiveAsked = {
  every: number
  count: number
  seed: number
  signal: AbortSignal
  clock: () => Date
}

const underWay = async (database: Database, today: string) => {
  const found = await database.withActor(demonstrationActor, 'deployments that are walked', async (tx) => {
    if ((await demonstrationOf(tx))?.state !== 'loaded') {
      throw new MetTraceError(
        'usage',
        'Visits are made up for the demonstration city only, and none is loaded here. `npm start` on an empty folder makes one.',
      )
    }
    return deploymentsUnderWay(tx, today)
  })
  const people = await demonstrationPersonIds(database)
  if (found.length > 0) return { found, people }
  throw new MetTraceError(
    'usage',
    'Nobody delivers in this demonstration city yet. Start the server once, and its deliveries begin: npm start',
  )
}

/**
 * Writes visits into the demonstration: at every beat each officer of the month calls at one door, until so many visits are
 * written, all homes were called at today, or `signal` ends it. Everything goes the way of a phone's records. Errors: `usage`
 * where there is no made-up city, or nobody delivers in it.
 */
export const walkLive = async (
  database: Database,
  { every, count, seed, signal, clock }: LiveAsked,
  tell: (counts: LiveCounts) => void,
): Promise<LiveCounts> => {
  const { found, people } = await underWay(database, londonDay(clock()))
  const officers = found.map((_, at) => {
    const subject = officersOfMonth[at]!
    return new MadeUpOfficer(database, subject, people.get(subject)!)
  })
  // One for all: seeds beside each other begin alike.
  const chance = new Chance(seed)
  const walks = found.map(
    (deployment, at) =>
      new LiveWalk(database, deployment, {
        officer: officers[at]!,
        doors: madeUpDoors[at]!,
        chance,
      }),
  )
  const counts: LiveCounts = { visits: 0, delivered: 0, refused: 0, noAnswer: 0, other: 0, setAside: 0 }
  const goesOn = (): boolean => counts.visits < count && !signal.aborted
  try {
    for (let wasAny = true; wasAny && goesOn();) {
      wasAny = false
      for (const walk of walks) {
        if (!goesOn()) break
        const kind = await walk.callAtNext(clock())
        if (kind === undefined) continue
        wasAny = true
        counts.visits += 1
        counts[counted[kind as keyof typeof counted] ?? 'other'] += 1
        tell(counts)
      }
      if (wasAny && goesOn()) await sleep(1000 * every, undefined, { signal }).catch(() => undefined)
    }
  } finally {
    for (const officer of officers) await officer.signOut()
  }
  return counts
}
