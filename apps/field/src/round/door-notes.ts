import { toldBy } from '@mettrace/protocol/judge/running'
import type { RowData } from '@mettrace/protocol/pages/rows'
import { londonDay } from '@mettrace/protocol/words/london-day'
import type { OwnRecord } from './own-records.ts'
import type { Door, Round } from './read-round.ts'

/** A note for the next officer, of a colleague or one's own that has not come back from the station yet. */
export type SafetyNote = Pick<RowData<'safety'>, 'risk' | 'note' | 'day'>

export const safetyOf = ({ safety }: Door, own: readonly OwnRecord[]): SafetyNote[] => {
  const known = new Set(safety.map(({ risk, note }) => `${risk} ${note}`))
  const mine = own.flatMap(({ fact, at }) =>
    fact.kind === 'safety-note' && !known.has(`${fact.risk} ${fact.note}`)
      ? [{ risk: fact.risk, note: fact.note, day: londonDay(at) }]
      : [],
  )
  return [...safety, ...mine]
}

export type Appointment = Pick<RowData<'appointments'>, 'from' | 'to'>

/** When somebody is to come back: as was agreed last, here or at the station. */
export const appointmentOf = ({ appointment }: Door, own: readonly OwnRecord[]): Appointment | null => {
  const last = own.map(({ fact }) => toldBy(fact)).findLast(({ kind }) => kind === 'come-back')
  return (last?.kind === 'come-back' && last.appointment) || appointment
}

/** The card of a block: the station's, or one's own that is not there yet or is of a later day. */
export const blockCardOf = (
  round: Pick<Round, 'blocks'>,
  records: readonly OwnRecord[],
  block: string,
): Pick<RowData<'blocks'>, 'card' | 'day'> | null => {
  const known = round.blocks.get(block) ?? null
  const own = records.findLast(
    ({ fact, stands }) => stands && fact.kind === 'block-card' && fact.block === block,
  )
  if (own?.fact.kind !== 'block-card') return known
  const day = londonDay(own.at)
  return own.came !== 'sent' || !known || known.day < day ? { card: own.fact.card, day } : known
}

const liftWords = { works: 'lift works', broken: 'lift broken', none: 'no lift' } as const

/** A block card in one line. */
export const blockWords = ({ card }: Pick<RowData<'blocks'>, 'card'>): string =>
  [
    card.entrance,
    card.tradeButton && `trade button ${card.tradeButton}`,
    card.fob,
    card.concierge && `concierge ${card.concierge}`,
    card.lift && liftWords[card.lift],
    card.flats,
  ]
    .filter(Boolean)
    .join('; ')
