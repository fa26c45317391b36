import type { Against } from '../batch/batch.ts'
import type { ReasonCode } from '../batch/reasons.ts'
import { reasons } from '../batch/reasons.ts'
import type { PhoneEvent } from '../events/event.ts'
import { cardsOf, homesOf, kitsOf } from '../events/facts.ts'
import type { EventId, HomeId, Serial } from '../words/values.ts'
import { kitGone, movesOf, takenAwayBy, toldBy, type Running } from './running.ts'
import { offlineLease, type Round } from './standing.ts'

export type WhyAside = { reason: ReasonCode; words: string; against?: Against }

/** A reason that whoever accepts a record may overrule; nobody where it is judged as it comes. */
type Overruled = ReasonCode | undefined

const why = (reason: ReasonCode): WhyAside => ({ reason, words: reasons[reason].words })

const clockTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
})
const dayName = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: 'numeric', month: 'long' })

/** "PC Khan recorded this kit at 8 Weir Lane, 13:30 on 26 November. Yours is kept; the sergeant sorts it." */
const kitElsewhere = (running: Running, kit: Serial): WhyAside => {
  const { who, where, at, holder } = running.kits.get(kit) ?? { holder: 'elsewhere' as const }
  if (who === undefined) return why('kit-elsewhere')
  const place = where === undefined ? '' : ` at ${where}`
  const when = at === undefined ? undefined : new Date(at)
  const time = when === undefined ? '' : `, ${clockTime.format(when)} on ${dayName.format(when)}`
  const home = holder.startsWith('home:') ? { home: holder.slice('home:'.length) as HomeId } : {}
  return {
    reason: 'kit-elsewhere',
    words: `${who} recorded this kit${place}${time}. Yours is kept; the sergeant sorts it.`,
    against: { who, kit, ...home, ...(at !== undefined && { at }) },
  }
}

/** Whether something was still so for a phone that may not know better, being without contact. */
const mayCount = (until: number | null, at: number): boolean => until === null || at <= until + offlineLease

/** The round of its author's that an event names. */
const roundOf = (running: Running, { author, assignment }: PhoneEvent, at: number): Round | undefined => {
  const round = assignment === null ? undefined : running.rounds.get(assignment)
  return round?.person === author && mayCount(round.until, at) ? round : undefined
}

const whyNotPlace = (
  running: Running,
  event: PhoneEvent,
  at: number,
  overruled: Overruled,
): WhyAside | undefined => {
  const told = toldBy(event.fact)
  const round = roundOf(running, event, at)
  const mayBeAnywhere = overruled === 'not-yours'
  if (told.kind === 'sign' && !running.signs.has(event.id)) return why('sign-elsewhere')
  if (told.kind === 'block-card' && !round && !mayBeAnywhere)
    return { reason: 'not-yours', words: 'This block was not in your round then.' }
  for (const home of homesOf(told)) {
    if (!running.homes.has(home)) return why('unknown-home')
    const until = round?.homes.get(home)
    if (!mayBeAnywhere && (until === undefined || !mayCount(until, at))) return why('not-yours')
  }
  return undefined
}

const whyNotKits = (running: Running, event: PhoneEvent, overruled: Overruled): WhyAside | undefined => {
  const told = toldBy(event.fact)
  for (const kit of kitsOf(told)) {
    const state = running.kits.get(kit)
    if (!state) return why('unknown-kit')
    if (told.kind !== 'delivered') continue
    // Where somebody has decided in the ledger that it is at this home, it is there.
    if (overruled && state.holder === `home:${told.home}`) return undefined
    if (state.stopped && overruled !== 'kit-stopped') return why('kit-stopped')
    if (overruled === 'kit-elsewhere') return undefined
  }
  if (told.kind === 'kits-accepted') {
    const transfer = running.transfers.get(told.transfer)
    if (transfer?.to !== event.author || kitsOf(told).some((kit) => !transfer.kits.has(kit)))
      return why('unknown-transfer')
  }
  // One kit named twice would be in two places; the second of them moves it from where it no longer is.
  const named = movesOf(event).map(({ kit }) => kit)
  const twice = named.find((kit, at) => named.indexOf(kit) !== at)
  const gone = kitGone(running, event, true) ?? twice
  return gone === undefined ? undefined : kitElsewhere(running, gone)
}

const whyNotCards = (running: Running, event: PhoneEvent): WhyAside | undefined => {
  const cards = cardsOf(toldBy(event.fact))
  const used = cards.some((card, at) => running.cards.has(card) || cards.indexOf(card) !== at)
  return used ? why('card-used') : undefined
}

/** The taken event behind undos that comes to stand or fall, and which of the two: its kits must be there for it. */
const moved = (running: Running, id: EventId, stands: boolean): [PhoneEvent, boolean][] => {
  const known = running.events.get(id)
  if (!known || !known.taken) return []
  const next = takenAwayBy(known.event.fact)
  return [[known.event, stands], ...(next === undefined ? [] : moved(running, next, !stands))]
}

const whyNotTarget = (running: Running, { author, fact }: PhoneEvent): WhyAside | undefined => {
  if (fact.kind !== 'undo' && fact.kind !== 'reply') return undefined
  const target = running.events.get(fact.of)
  if (!target) return why('nothing-to-undo')
  if (target.event.author !== author) return why('not-yours-to-undo')
  if (target.accepted && fact.kind === 'reply' && takenAwayBy(fact) !== undefined)
    return { reason: 'nothing-to-undo', words: 'Your sergeant has accepted this record; it counts as it is.' }
  if (fact.kind === 'reply' && target.taken && !target.accepted) return why('nothing-to-undo')
  if (!target.stands) return why('undone-before')
  for (const [event, stands] of fact.kind === 'undo' ? moved(running, fact.of, false) : []) {
    const gone = kitGone(running, event, stands)
    if (gone !== undefined) return kitElsewhere(running, gone)
  }
  return undefined
}

/**
 * Why an event is set aside for what it tells; undefined where it is taken. `at`: when it happened by the server's clock.
 * `overruled`: the reason that a sergeant overrules who accepts it, and no other: all else must hold by what stands now.
 */
export const whyAside = (
  running: Running,
  event: PhoneEvent,
  at: number,
  overruled?: Overruled,
): WhyAside | undefined =>
  whyNotTarget(running, event) ??
  whyNotPlace(running, event, at, overruled) ??
  whyNotKits(running, event, overruled) ??
  whyNotCards(running, event)
