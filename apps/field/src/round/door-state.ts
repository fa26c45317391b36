import { cardsOf, type Fact } from '@mettrace/protocol/events/facts'
import type { CardCode } from '@mettrace/protocol/codes/left-card'
import { toldBy } from '@mettrace/protocol/judge/running'
import { londonDay } from '@mettrace/protocol/words/london-day'
import type { OwnRecord } from './own-records.ts'
import type { Door } from './read-round.ts'

export const doorStates = [
  'protected',
  'delivered',
  'no-answer',
  'refused',
  'come-back',
  'no-way-in',
  'excluded',
  'not-yet',
] as const
export type DoorState = (typeof doorStates)[number]

export const stateWords: Readonly<Record<DoorState, string>> = {
  protected: 'Protected',
  delivered: 'Delivered',
  'no-answer': 'No answer',
  refused: 'Refused',
  'come-back': 'Come back',
  'no-way-in': 'No way in',
  excluded: 'Left out',
  'not-yet': 'Not yet',
}

/** The state that a fact brings a door to; undefined where it leaves it as it was. */
export const stateAfter = (told: Fact): DoorState | undefined => {
  const fact = toldBy(told)
  switch (fact.kind) {
    case 'delivered':
      return fact.applied.length > 0 ? 'protected' : 'delivered'
    case 'rest-of-landing':
    case 'no-answer':
      return 'no-answer'
    case 'refused':
    case 'come-back':
    case 'no-way-in':
      return fact.kind
    case 'leave-out':
      return 'excluded'
    default:
      return undefined
  }
}

export type DoorNow = {
  state: DoorState
  /** When it came to it; null where nobody has tried. */
  at: string | null
  tries: number
  card: CardCode | null
  /** The record of the person that says so; null where a colleague, or an earlier day, does. */
  record: OwnRecord | null
}

const isTry = ({ fact }: OwnRecord): boolean => stateAfter(fact) !== undefined && fact.kind !== 'leave-out'

/** A door as it is now: the latest of what the station knew and what the person recorded since. */
export const doorNow = ({ outcome }: Door, own: readonly OwnRecord[]): DoorNow => {
  const known = outcome?.outcome
  const before: DoorNow = {
    state:
      known === undefined || known === 'tell-sergeant'
        ? 'not-yet'
        : known === 'leave-out'
          ? 'excluded'
          : known,
    at: outcome?.at ?? null,
    tries: outcome?.tries ?? 0,
    card: outcome?.card ?? null,
    record: null,
  }
  const tries = before.tries + own.filter((record) => record.came !== 'sent' && isTry(record)).length
  const last = own.findLast(({ fact, at }) => stateAfter(fact) !== undefined && at >= (before.at ?? ''))
  if (!last) return { ...before, tries }
  const state = stateAfter(last.fact) ?? before.state
  return {
    state,
    at: last.at,
    tries: Math.max(tries, 1),
    card: cardsOf(last.fact).length === 1 ? (cardsOf(last.fact)[0] as CardCode) : null,
    record: last,
  }
}

/** Whether a door is still to be tried today. `today`: the day in London, `2026-11-26`. */
export const isToDo = ({ state, at }: DoorNow, today: string): boolean =>
  state === 'not-yet' ||
  (['no-answer', 'come-back', 'no-way-in'].includes(state) && (at === null || londonDay(at) !== today))

/** Protected homes that are missing to 85% of a round; in whole numbers, so that nothing is rounded twice. */
export const homesToGo = (homes: number, isProtected: number): number =>
  Math.max(0, Math.floor((85 * homes + 99) / 100) - isProtected)
