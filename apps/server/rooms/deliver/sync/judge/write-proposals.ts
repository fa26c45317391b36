import type { Fact } from '@mettrace/protocol/events/facts'
import { toldBy } from '@mettrace/protocol/judge/running'
import { readRecords } from '../../../../foundation/records/records.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { calledNow, proposeFromDoors, type ExclusionReason } from '../../../../places/home-proposals.ts'
import { homesOfIds, postcodeText } from '../../../../places/register.ts'
import type { Place } from './rounds.ts'
import type { Taken } from './what-follows.ts'
import type { Sender } from './write-events.ts'

type LeaveOut = Extract<Fact, { kind: 'leave-out' }>

const reasons: Readonly<Record<LeaveOut['reason'], ExclusionReason>> = {
  'not-a-dwelling': 'not a dwelling',
  void: 'void',
  demolished: 'demolished',
  duplicate: 'duplicate',
}

/** Homes as they are called: as the register has them now, or in the round of whoever may see them there alone. */
const addressesOf = async (tx: Transaction, homes: readonly string[]): Promise<Map<string, string>> => {
  const called = new Map((await homesOfIds(tx, homes)).map((home) => [home.id, calledNow(home)]))
  const others = homes.filter((home) => !called.has(home))
  if (others.length === 0) return called
  const walked = await readRecords<{ home: string; address: string; postcode: string }>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select distinct on (home) home, address, postcode from engagement.assignment_home
     where home = any ($1::uuid[]) order by home, assignment desc`,
    [others],
  )
  for (const { home, address, postcode } of walked) called.set(home, `${address}, ${postcodeText(postcode)}`)
  return called
}

/**
 * Proposes that homes be left out which officers told so at the door, for somebody else to decide: once for each home, while none
 * waits. After its visit is written, which lets nobody else at that door meanwhile. Logs the homes.
 */
export const writeProposals = async (
  tx: Transaction,
  taken: readonly Taken[],
  placeOf: ReadonlyMap<string, Place>,
  { actor }: Sender,
): Promise<void> => {
  const told = taken.flatMap(({ event, at }) => {
    const fact = toldBy(event.fact)
    const place = fact.kind === 'leave-out' ? placeOf.get(fact.home) : undefined
    return fact.kind === 'leave-out' && place ? [{ event: event.id, at: new Date(at), fact, place }] : []
  })
  if (told.length === 0) return
  const called = await addressesOf(tx, [...new Set(told.map(({ fact }) => fact.home))])
  for (const { event, at, fact, place } of told)
    await proposeFromDoors(tx, actor, {
      event,
      seenAt: at,
      home: { id: fact.home, ...place },
      address: called.get(fact.home) ?? 'A home of a round',
      reason: reasons[fact.reason],
    })
}
