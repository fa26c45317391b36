import type { OutboxRow } from '../../packages/phone-sync/store/tables.ts'
import type { PersonId } from '../../packages/protocol/words/values.ts'
import { act } from './acts.ts'
import { calm } from './weather.ts'
import { findingsOf, type Findings } from './checks.ts'
import type { Handset } from './handset.ts'
import type { Plan } from './plan.ts'
import type { Station } from './station.ts'
import { isWiped, openTown, type Town } from './town.ts'

/** Within so many milliseconds a phone in the foreground has made contact by itself, and told what came of it. */
const ownContact = 100_000

const look = (town: Town<Station>): void => {
  for (const handset of town.handsets) {
    handset.look()
    // Pages that differ although nobody has wiped any: the server's log or the phone's cursor is wrong.
    if (handset.air.heard && handset.differed() > town.differed[handset.number]!) {
      town.differed[handset.number] = handset.differed()
      if (!isWiped(town, handset)) town.faults.push(`differed: phone ${handset.number}`)
    }
    handset.air.heard = false
    // A phone that was revoked is wiped and given out anew.
    const isErased = !handset.disk.rows('state').has('device')
    if (isErased && handset.windows.some(({ phone }) => phone?.view().revoked)) {
      handset.crash()
      handset.start()
    }
  }
}

const signedIn = ({ server }: Town<Station>, handset: Handset, person: PersonId): void => {
  server.sessions.set(handset.number, { person, until: Number.POSITIVE_INFINITY })
}

/** What is not as it should be on a phone that had time and network enough, without anybody touching it. */
const notAtRest = ({ number, person, windows }: Handset): string[] =>
  windows.flatMap(({ phone }) => {
    const view = phone?.view()
    if (!view || view.person !== person) return [`rest: phone ${number} has not started`]
    const told = [
      ...view.unsent.map(({ event }) => `unsent ${event.id}`),
      ...view.unsaved.map(({ id }) => `unsaved ${id}`),
      ...(view.trouble === null ? [] : [view.trouble]),
    ]
    return told.map((words) => `rest: phone ${number}: ${words}`)
  })

/** The sun comes out: every message arrives, no disk is full, and everybody who walked today signs in once more. */
const comeToRest = async (town: Town<Station>, inHaste: boolean): Promise<void> => {
  const { world, handsets, faults } = town
  const wait = (milliseconds: number): Promise<void> =>
    world.runUntil(world.now() + milliseconds, () => look(town))
  const contact = async (phones: readonly Handset[]): Promise<void> => {
    const until = world.now() + ownContact
    if (inHaste)
      while (world.now() < until && phones.some((each) => notAtRest(each).length > 0)) await wait(1_000)
    else await wait(ownContact)
  }
  for (const handset of handsets) {
    handset.air.signal = 'there'
    handset.air.weather = calm
    handset.disk.full = false
    if (handset.person) signedIn(town, handset, handset.person)
  }
  town.server.clears()
  // Restarts that were under way, then messages that are still in the air, then the phones' own contact.
  await wait(40_000)
  await contact(handsets.filter(({ person }) => person))
  for (const handset of handsets) if (handset.person) faults.push(...notAtRest(handset))
  for (const handset of handsets) {
    // Who only looked, and recorded nothing, walked too.
    const walked = new Set([
      ...([...handset.disk.rows('outbox').values()] as OutboxRow[]).map(({ event }) => event.author),
      ...handset.looks.map(({ person }) => person),
    ])
    if (handset.person) walked.add(handset.person)
    for (const person of walked) {
      handset.signOut()
      handset.signIn(person)
      signedIn(town, handset, person)
      await contact([handset])
      faults.push(...notAtRest(handset))
    }
  }
}

/** Lets a plan happen in a town, and the town come to rest. `inHaste`: it is waited for no longer than that takes. */
export const happen = async (town: Town<Station>, plan: Plan, inHaste = false): Promise<void> => {
  const { world } = town
  await world.runUntil(world.now() + 2_000, () => look(town))
  for (const step of plan.steps) {
    await world.runUntil(world.now() + step.after, () => look(town))
    await act(town, step)
  }
  await comeToRest(town, inHaste)
}

/** Lets a plan happen in a town of its own, and holds what it comes to against the invariants. */
export const runPlan = async (plan: Plan): Promise<Findings> => {
  const town = openTown(plan)
  await happen(town, plan)
  return findingsOf(town, town.server.records)
}
