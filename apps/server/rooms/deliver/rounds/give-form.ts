import { mostOfWalk } from '@mettrace/protocol/pages/rows'
import { idFrom } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { textOf, textsOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { colleagueNamed, type Colleague } from '../../supply/acts/named-colleague.ts'
import { wardsOf } from './hours-form.ts'
import { fitted, minutesOfDay, type Walk } from './deal-rounds.ts'
import { giveOut, type RoundToGive } from './give-out.ts'
import { nameOfRound, nextNumber } from './rounds-words.ts'
import { visitsOf, type RoundsDay } from './rounds-of-day.ts'

/** What came of a form: nothing is wrong, or what is; `missing` where homes are not free any more. */
export type GiveResult = { errors: ErrorAtField[]; choices: Colleague[]; missing?: true }

const walkOf = (order: string, done: string): Walk | undefined => {
  const homes = order.split(' ').flatMap((each) => idFrom(each) ?? [])
  const minutes = done.split(' ').map(Number)
  const isWalk =
    homes.length > 0 &&
    homes.length === minutes.length &&
    minutes.every((each) => Number.isFinite(each) && each >= 0)
  return isWalk ? { order: homes, done: minutes } : undefined
}

const refused = (text: string, href: string, choices: Colleague[] = []): GiveResult => ({
  errors: [{ text, href }],
  choices,
})

/** Words of what happened when somebody else was quicker. */
export const takenInWords = 'Some of these homes were given out meanwhile, so nothing was given out now'

const give = async (
  tx: Transaction,
  actor: string,
  day: RoundsDay,
  rounds: readonly Omit<RoundToGive, 'name'>[],
): Promise<GiveResult> => {
  const first = nextNumber(day)
  const named = rounds.map((round, at) => ({ ...round, name: nameOfRound(day, first + at) }))
  const done = await giveOut(tx, actor, { day: day.day, rounds: named, free: day.homes, first: day.first })
  return done.given ? { errors: [], choices: [] } : { ...refused(takenInWords, '#rounds'), missing: true }
}

/** Gives the rounds that a form lists to those on duty, as the page dealt them: all, or none. */
export const giveToTeam = async (
  tx: Transaction,
  actor: string,
  sent: SentForm,
  day: RoundsDay,
): Promise<GiveResult> => {
  const [acts, people, orders, dones] = ['act', 'person', 'order', 'done'].map((name) => textsOf(sent, name))
  const onDuty = new Set(day.duty.map(({ person }) => person))
  const rounds = orders!.flatMap((order, at) => {
    const walk = walkOf(order, dones![at] ?? '')
    const person = idFrom(people![at])
    if (!walk || walk.order.length > mostOfWalk || person === undefined || !onDuty.has(person)) return []
    return [{ id: idFrom(acts![at]) ?? uuidv7(), person, ...walk }]
  })
  if (rounds.length === 0 || rounds.length !== orders!.length)
    return refused('Nobody is on duty for these rounds: record their hours first', '#colleague')
  return give(tx, actor, day, rounds)
}

/** Gives one round to whom a form names, for as long as their hours last where they are known. */
export const giveToOne = async (
  tx: Transaction,
  actor: string,
  sent: SentForm,
  day: RoundsDay,
): Promise<GiveResult> => {
  const named = await colleagueNamed(tx, sent, { field: 'person', missing: 'Enter the name of the officer' })
  if (named.errors.length > 0) return named
  const walk = walkOf(textOf(sent, 'order'), textOf(sent, 'done'))
  if (!walk) return refused('Choose a round from the list', '#rounds')
  const ward = day.homes.find(({ id }) => id === walk.order[0])?.ward
  const wards = await wardsOf(tx, textOf(sent, 'person'), named.person)
  if (ward !== undefined && wards && !wards.includes(ward))
    return refused(
      `They are not posted to ${day.wardName(ward)}: their phone would not have this round`,
      '#person',
    )
  const hours = day.duty.find(({ person }) => person === named.person)
  const cut = fitted(
    walk,
    hours ? { begins: minutesOfDay(hours.begins), ends: minutesOfDay(hours.ends) } : null,
    visitsOf(day),
  )
  if (cut.order.length === 0) return refused('Their hours do not last for one home of this round', '#person')
  const id = idFrom(textOf(sent, 'act')) ?? uuidv7()
  return give(tx, actor, day, [{ id, person: named.person, order: cut.order, done: cut.done }])
}
