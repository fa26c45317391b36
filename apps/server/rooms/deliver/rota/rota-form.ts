import { isDay } from '../../../foundation/days.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { actFrom, textOf, tickedOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import { postedOfficers } from '../../../foundation/posted-officers.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { placeOfActor } from '../../../places/known-homes.ts'
import { recordHours } from '../rounds/duty-hours.ts'
import { faultsOfHours } from '../rounds/hours-form.ts'
import { daysFrom, weekdayOf } from './rota-days.ts'
import { isPostedOn, wardsOn } from './rota.ts'

/** So many days may be recorded at once: a quarter of a year. */
const mostDays = 92

export type RotaForm = {
  officer: string
  fromDay: string
  toDay: string
  /** Monday is `0`. */
  weekdays: string[]
  duty: string
  begins: string
  ends: string
}

export const rotaForm = (sent: SentForm): RotaForm => ({
  officer: textOf(sent, 'officer'),
  fromDay: textOf(sent, 'from_day'),
  toDay: textOf(sent, 'to_day'),
  weekdays: tickedOf(sent, 'weekday'),
  duty: textOf(sent, 'duty'),
  begins: textOf(sent, 'begins'),
  ends: textOf(sent, 'ends'),
})

const faultsOfDays = ({ fromDay, toDay, weekdays }: RotaForm, today: string): ErrorAtField[] => {
  const errors: ErrorAtField[] = []
  if (!isDay(fromDay)) errors.push({ text: 'Enter the first day', href: '#from_day' })
  else if (fromDay < today)
    errors.push({
      text: 'The first day must be today or later: past days stay as they were',
      href: '#from_day',
    })
  if (!isDay(toDay)) errors.push({ text: 'Enter the last day', href: '#to_day' })
  else if (isDay(fromDay) && toDay < fromDay)
    errors.push({ text: 'The last day must not be before the first', href: '#to_day' })
  else if (isDay(fromDay) && daysFrom(fromDay, toDay).length > mostDays)
    errors.push({ text: `Record ${mostDays} days or fewer at once`, href: '#to_day' })
  if (weekdays.length === 0) errors.push({ text: 'Choose the days of the week', href: '#weekday' })
  else if (errors.length === 0 && daysOf({ fromDay, toDay, weekdays }).length === 0)
    errors.push({
      text: 'None of these days of the week is between the first day and the last',
      href: '#weekday',
    })
  return errors
}

const daysOf = ({ fromDay, toDay, weekdays }: Pick<RotaForm, 'fromDay' | 'toDay' | 'weekdays'>): string[] =>
  daysFrom(fromDay, toDay).filter((day) => weekdays.includes(String(weekdayOf(day))))

/** Records what a form says of somebody's days. Returns what is wrong with it, of which nothing was recorded then. */
export const takeRota = async (
  tx: Transaction,
  actor: string,
  sent: SentForm,
  today: string,
): Promise<ErrorAtField[]> => {
  const form = rotaForm(sent)
  const errors = faultsOfDays(form, today)
  const hasDays = errors.length === 0
  const days = hasDays ? daysOf(form) : [today]
  const posted = (await postedOfficers(tx, days[0]!, days.at(-1)!)).filter(
    ({ person }) => person === form.officer,
  )
  const [first] = posted
  if (!first) errors.unshift({ text: 'Choose an officer who is posted here on these days', href: '#officer' })
  else if (hasDays && !days.every((day) => posted.some((each) => isPostedOn(each, day))))
    errors.unshift({ text: `${first.name} is not posted here on all of these days`, href: '#officer' })
  if (form.duty !== 'on' && form.duty !== 'off')
    errors.push({ text: 'Choose whether they are on duty', href: '#duty' })
  if (form.duty === 'on') errors.push(...faultsOfHours(form))
  const bcu = (await placeOfActor(tx))?.bcu
  if (errors.length > 0 || !first || bcu === undefined) return errors
  const wardsOf = new Map(days.map((day) => [day, wardsOn(posted, day)]))
  for (const alike of Map.groupBy(days, (day) => wardsOf.get(day)?.join()).values())
    await recordHours(tx, actor, {
      act: actFrom(sent),
      person: first.person,
      days: alike,
      hours: form.duty === 'on' ? form : null,
      wards: wardsOf.get(alike[0]!) ?? null,
      bcu,
    })
  return []
}
