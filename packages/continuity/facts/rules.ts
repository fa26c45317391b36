import { handKind, isGone, signsOnPaper, type Hand } from '../hands/hands.ts'
import { missingPapers } from '../retention/papers.ts'
import type { FactKind, Position, Step } from './facts.ts'
import { transferKind } from './transfer.ts'

/** How far a clock may be ahead of ours, and after how long an entry is late, in milliseconds. */
export const clockSlack = 60_000
export const lateAfter = 3_600_000

/** Words for times and hands, as the asker reads them. */
export type Words = { time: (at: Date) => string; hand: (hand: Hand) => string }

const transfers = new Set<FactKind>(['moved', 'sent', 'received', 'returned', 'destroyed', 'disposed'])
const putsSealOn = new Set<FactKind>(['sealed', 'resealed'])
const comesIn = new Set<FactKind>(['moved', 'received', 'returned'])
const usesSample = new Set<FactKind>(['opened', 'sampled', 'split', 'sent'])

const whyNotNow = (at: Date, now: Date, lateBecause: string | undefined): string | undefined => {
  if (at.getTime() > now.getTime() + clockSlack) return 'that time has not come yet'
  if (now.getTime() - at.getTime() > lateAfter && !lateBecause)
    return 'this is entered more than an hour late: say why'
  return undefined
}

/** Why a first fact cannot be recorded: its time, or who had it. */
export const whyNotFirst = (
  { at, to, lateBecause }: Pick<Step, 'at' | 'to' | 'lateBecause'>,
  now: Date,
): string | undefined => (isGone(to) ? 'nobody has it' : whyNotNow(at, now, lateBecause))

const whyNotSealed = ({ seal }: Position, { kind, seal: put }: Step): string | undefined => {
  if (putsSealOn.has(kind)) {
    if (put === undefined) return 'enter the number of the new seal'
    return seal === '' ? undefined : `it has the seal ${seal}: open it first`
  }
  if (put !== undefined) return 'a seal is put on by sealing or resealing'
  if (kind === 'opened') return seal === '' ? 'it is open' : undefined
  if (kind === 'sampled' || kind === 'split')
    return seal === '' ? undefined : `it has the seal ${seal}: open it first`
  return undefined
}

const whyNotHanded = (
  { hand, sequence, seal }: Position,
  { kind, to, offer, paper, by, condition }: Step,
  words: Words,
): string | undefined => {
  if (seal !== '' && condition === undefined && comesIn.has(kind) && to !== 'gone:owner')
    return `say how its seal ${seal} was found`
  if (condition === 'intact' && seal === '') return 'it has no seal that could be intact'
  if (condition !== undefined && condition !== 'intact' && seal === '')
    return 'it had no seal when it was given'
  if (signsOnPaper(hand) || signsOnPaper(to))
    return paper ? undefined : `enter the paper that ${words.hand(signsOnPaper(hand) ? hand : to)} signed`
  if (!offer || offer.to !== to || offer.after !== sequence)
    return `${words.hand(hand)} has not confirmed handing it over`
  return offer.by === by ? 'the other hand must be somebody else: you offered it' : undefined
}

/** Who brings a sample to a laboratory without a courier uses it as whoever sends it does. */
const isUse = (hand: Hand, { kind, to }: Step): boolean =>
  usesSample.has(kind) || (to !== hand && handKind(to) === 'laboratory' && handKind(hand) !== 'courier')

const whyNotUsed = ({ hand, destroyBy, keptFor }: Position, step: Step, day: (at: Date) => string) => {
  if (!isUse(hand, step)) return undefined
  if (keptFor !== null)
    return step.offence === keptFor
      ? undefined
      : `it is kept for ${keptFor} alone (PACE s.63U): name that offence`
  return destroyBy !== null && day(step.at) > destroyBy
    ? `it had to be destroyed by ${destroyBy} (PACE s.63R)`
    : undefined
}

/**
 * Why a step cannot follow, in words for whoever asks; undefined where nothing stands against it. `day`: the day of a time in
 * London, `2026-11-28`. That its seal was never used is for the database to say, which tells nobody of what.
 */
export const whyNot = (
  position: Position,
  step: Step,
  { now, words, day }: { now: Date; words: Words; day: (at: Date) => string },
): string | undefined => {
  if (isGone(position.hand)) return `nothing follows: ${words.hand(position.hand)}`
  if (step.kind === 'seized' || step.kind === 'taken') return 'it is here already'
  if (step.at.getTime() < position.at.getTime())
    return `${words.time(step.at)} is before its last step at ${words.time(position.at)}`
  const early = whyNotNow(step.at, now, step.lateBecause) ?? whyNotSealed(position, step)
  if (early) return early
  if (step.to === position.hand)
    return transfers.has(step.kind) && step.kind !== 'moved'
      ? `it is with ${words.hand(position.hand)} already`
      : whyNotUsed(position, step, day)
  if (!transfers.has(step.kind)) return `it is with ${words.hand(position.hand)}`
  if (step.kind !== transferKind(position.hand, step.to))
    return `from ${words.hand(position.hand)} to ${words.hand(step.to)} it is ${transferKind(position.hand, step.to)}`
  const missing = handKind(step.to) === 'gone' ? missingPapers(position, step) : []
  if (missing.length > 0) return missing.join(', and ')
  return whyNotHanded(position, step, words) ?? whyNotUsed(position, step, day)
}
