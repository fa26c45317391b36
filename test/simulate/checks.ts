import { isUnsent } from '../../packages/phone-sync/outbox/unsent.ts'
import type { OutboxRow } from '../../packages/phone-sync/store/tables.ts'
import type { ReasonCode } from '../../packages/protocol/batch/reasons.ts'
import { kitsOf } from '../../packages/protocol/events/facts.ts'
import { toldBy } from '../../packages/protocol/judge/running.ts'
import type { Handset } from './handset.ts'
import { lookKey } from './looks.ts'
import { claimsOf, proofOf } from './proof.ts'
import type { Records } from './records.ts'
import type { Station } from './station.ts'
import type { Town } from './town.ts'

/** What a run came to. `faults`: what was found wrong, in words; none where all invariants hold. */
export type Findings = {
  events: number
  acknowledged: number
  /** In memory alone when the app was killed: nobody was told that they were saved. */
  unsaved: number
  /** Saved, and every copy of them destroyed on purpose. */
  destroyed: number
  lost: number
  doubled: number
  diverged: number
  faults: string[]
}

/** What the server has kept at the end of a run. */
export type Kept = Pick<Records, 'epoch' | 'answered' | 'events' | 'written' | 'looked'>

type Ended = Town<Station> & { kept: Kept }

const rowsOf = ({ disk }: Handset): OutboxRow[] => [...disk.rows('outbox').values()] as OutboxRow[]

/** Every event saved before a crash is at the server, unless every copy was destroyed on purpose. */
const lostIn = ({ made, destroyed, kept }: Ended): string[] =>
  made
    .filter(({ id, saved }) => saved && !destroyed.has(id) && !kept.answered.has(id))
    .map(({ id, handset, fact }) => `lost: ${fact.kind} ${id} of phone ${handset}`)

/** None is there twice, and no kit is at two homes by what stands. */
const doubledIn = ({ kept }: Ended): string[] => {
  const { written, events } = kept
  const twice = written.filter((id, at) => written.indexOf(id) !== at)
  const delivered = [...events.values()]
    .filter(({ taken, stands }) => taken && stands)
    .flatMap(({ event }) => {
      const told = toldBy(event.fact)
      return told.kind === 'delivered' ? kitsOf(told) : []
    })
  return [
    ...twice.map((id) => `doubled: ${id}`),
    ...delivered.filter((kit, at) => delivered.indexOf(kit) !== at).map((kit) => `doubled: kit ${kit}`),
  ]
}

/** Every home that was opened is told, unless every copy of that was destroyed on purpose. */
const untoldIn = ({ handsets, destroyedLooks, kept }: Ended): string[] => {
  const told = new Set(kept.looked.map(lookKey))
  return handsets.flatMap(({ number, looks }) =>
    looks
      .filter((look) => !destroyedLooks.has(look))
      .filter(({ saved }) => saved === null || !told.has(lookKey(saved)))
      .map(
        ({ home, saved }) => `lost: that ${home} was opened on phone ${number}${saved ? '' : ', not saved'}`,
      ),
  )
}

/** And none twice. */
const toldTwiceIn = ({ kept }: Ended): string[] => {
  const told = kept.looked.map(lookKey)
  return told.filter((key, at) => told.indexOf(key) !== at).map((key) => `doubled: opened ${key}`)
}

/** Within a phone and a person, the server has events in the phone's order. */
const outOfOrder = ({ kept }: Ended): string[] => {
  const last = new Map<string, number>()
  return kept.written.flatMap((id) => {
    const event = kept.events.get(id)?.event
    if (!event) return []
    const line = `${event.device} ${event.author}`
    const before = last.get(line) ?? 0
    last.set(line, Math.max(before, event.sequence))
    return event.sequence < before ? [`order: ${id} is ${event.sequence}, after ${before}`] : []
  })
}

/** Every event bears who made it, on the phone and at the server. */
const otherAuthors = ({ made, kept, handsets }: Ended): string[] => {
  const authors = new Map(made.map(({ id, author }) => [id, author]))
  const known = [
    ...[...kept.events.values()].map(({ event }) => event),
    ...handsets.flatMap(rowsOf).map(({ event }) => event),
  ]
  return known.filter(({ id, author }) => authors.get(id) !== author).map(({ id }) => `author: ${id}`)
}

/** At rest each event on a phone has one answer, of this epoch, and it is the server's. */
const wrongAnswers = ({ kept, handsets }: Ended): string[] =>
  handsets.flatMap((handset) =>
    rowsOf(handset).flatMap((row) => {
      const { id } = row.event
      if (isUnsent(row, kept.epoch)) return [`unanswered: ${id} on phone ${handset.number}`]
      const there = kept.answered.get(id)?.answer.answer === 'set-aside'
      const here = row.answered?.answer.answer === 'set-aside'
      return there === here ? [] : [`answer: ${id} is told otherwise on phone ${handset.number}`]
    }),
  )

/** Reasons for which nothing of an honest phone is ever set aside. */
const ofFaultyPhones = new Set<string>([
  'not-understood',
  'unknown-format',
  'same-id',
  'same-sequence',
  'another-author',
  'another-device',
] satisfies ReasonCode[])

const dishonest = ({ kept }: Ended): string[] =>
  Array.from(kept.answered.values(), ({ answer }) => answer)
    .filter((answer) => answer.answer === 'set-aside' && ofFaultyPhones.has(answer.reason))
    .map((answer) => `dishonest: ${JSON.stringify(answer)}`)

/** Holds a town at rest, and what its server has kept, against every invariant. */
export const findingsOf = (around: Town<Station>, kept: Kept): Findings => {
  const town: Ended = { ...around, kept }
  const missing = town.made.filter(({ id }) => !kept.answered.has(id))
  const lost = [...lostIn(town), ...untoldIn(town)]
  const doubled = [...doubledIn(town), ...toldTwiceIn(town)]
  const claims = [...town.claims, ...town.handsets.flatMap((handset) => claimsOf(town, handset))]
  const diverged = [
    ...town.faults,
    ...claims.flatMap((claim) => proofOf(town.server, claim)),
    ...outOfOrder(town),
    ...otherAuthors(town),
    ...wrongAnswers(town),
    ...dishonest(town),
  ]
  return {
    events: town.made.length,
    acknowledged: town.made.length - missing.length,
    unsaved: missing.filter(({ saved }) => !saved).length,
    destroyed: missing.filter(({ id, saved }) => saved && town.destroyed.has(id)).length,
    lost: lost.length,
    doubled: doubled.length,
    diverged: diverged.length,
    faults: [...lost, ...doubled, ...diverged],
  }
}
