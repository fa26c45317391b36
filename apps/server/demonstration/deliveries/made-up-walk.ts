import { madeUpDoors, visitsOfMonth, type MadeUpVisit } from '@mettrace/demo/deliveries'
import { residentsOf } from '@mettrace/demo/residents'
import { plainSerial } from '@mettrace/kit-codes/serial/serial'
import { padOfCards } from '@mettrace/protocol/codes/left-card'
import type { HomeId, Serial } from '@mettrace/protocol/words/values'
import type { Transaction } from '../../foundation/with-actor.ts'
import { homesOfAreas } from '../../places/homes-of-areas.ts'
import type { PlacedHome } from '../../places/homes-of-streets.ts'
import type { Deployment } from '../../rooms/deliver/deployments/deployments.ts'
import { roundsGiven } from '../../rooms/deliver/rounds/given-out.ts'
import { homesAssigned } from '../../rooms/deliver/sync/assignments/make-assignment.ts'
import { homesHoldingKits } from '../../rooms/supply/queries.ts'
import { factAtDoor } from './facts-at-doors.ts'
import { madeUpId } from './made-up-id.ts'
import type { Recorded } from './made-up-officer.ts'

const [minute, day] = [60_000, 86_400_000]

/** One deployment with who walks it, from its homes in the order of their doors. */
export type Walk = {
  deployment: Deployment
  at: number
  person: string
  assignment: string
  homes: PlacedHome[]
  /** Whether the homes are the officer's already, with kits for them: a process before this one may have been killed then. */
  isAssigned: boolean
  visits: (MadeUpVisit & { time: Date })[]
  /** Whether it has a round of the month's last day: the last thing that is given. */
  hasRound: boolean
}

export const noonOf = (of: string): Date => new Date(`${of}T12:00:00Z`)

const doorKey = ({ street, number, flat }: PlacedHome): string =>
  [street, number.padStart(8, '0'), String(flat ?? 0).padStart(6, '0')].join('\n')

/** Rounds begin at a quarter past ten or at half past three by turns, UTC. */
const beginOf = (today: string, daysAgo: number): number =>
  Date.parse(`${today}T${daysAgo % 2 === 0 ? '10:15' : '15:30'}:00Z`) - daysAgo * day

/** Homes of the first ward that have no kit. */
const withoutKits = async (tx: Transaction, all: readonly PlacedHome[]): Promise<PlacedHome[]> => {
  const held = new Set(
    await homesHoldingKits(
      tx,
      all.map(({ id }) => id),
    ),
  )
  return all.filter(({ id, ward }) => !held.has(id) && ward === all[0]!.ward)
}

/**
 * A walk of the month that ends on a day, `2026-01-05`: from the city's seed and the homes of a deployment, always the same. Homes that
 * were given to the officer stay theirs.
 */
export const walkOf = async (
  tx: Transaction,
  deployment: Deployment,
  { at, person, seed, today }: { at: number; person: string; seed: number; today: string },
): Promise<Walk> => {
  const { kind, validFrom, areas } = deployment
  const all = await homesOfAreas(tx, { kind, validFrom, codes: areas.map(({ code }) => code) })
  const assignment = madeUpId(`deliveries of ${deployment.id}`)
  const assigned = new Set(await homesAssigned(tx, assignment))
  const isAssigned = assigned.size > 0
  const homes = (isAssigned ? all.filter(({ id }) => assigned.has(id)) : await withoutKits(tx, all))
    .map((home) => ({ home, key: doorKey(home) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ home }) => home)
  const visits = visitsOfMonth(seed + 8 + at, homes.length, madeUpDoors[at]!).map((visit) =>
    Object.assign({ time: new Date(beginOf(today, visit.daysAgo) + visit.minute * minute) }, visit),
  )
  const ids = homes.map(({ id }) => id)
  const hasRound = ids.length === 0 || (await roundsGiven(tx, ids, today)).length > 0
  return { deployment, at, person, assignment, homes, isAssigned, visits, hasRound }
}

/** What the phone recorded, and last a record that contradicts another, or names what nobody knows: they are set aside. */
export const recordsOf = (
  { visits, homes, assignment, at: place }: Walk,
  serials: readonly string[],
  elsewhere: PlacedHome | undefined,
  seed: number,
): Recorded[] => {
  const kits = serials.values()
  const cards = padOfCards(10_000 * (place + 1), visits.length).values()
  const inHand = {
    kit: (): string | undefined => kits.next().value,
    card: () => cards.next().value!,
    residents: residentsOf(seed + 20 + place),
  }
  const records = visits.map(({ home, time, outcome }): Recorded => ({
    assignment,
    at: time,
    fact: factAtDoor(outcome, homes[home]!, time, inHand),
  }))
  const last = records.at(-1)
  if (!last) return []
  const at = new Date(last.at.getTime() + 4 * minute)
  const left = records.find(({ fact }) => fact.kind === 'no-answer' && fact.card !== undefined)
  const given = records.findLast(({ fact }) => fact.kind === 'delivered')
  const odd = [
    left,
    given && {
      ...given,
      fact: { ...given.fact, kit: plainSerial('ZQ000002') as Serial } as Recorded['fact'],
    },
    elsewhere && {
      ...last,
      fact: { kind: 'no-answer', home: elsewhere.id as HomeId, position: null } as const,
    },
  ][place]
  return odd ? [...records, { ...odd, at }] : records
}
