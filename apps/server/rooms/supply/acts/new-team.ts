import { z } from 'zod'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { colleagueNamed, type Colleague } from './named-colleague.ts'
import { type SentForm, textOf } from '../../../foundation/page/sent-form.ts'

const longestName = 100

/** A team as a form names it, in one of the asker's BCUs; `ward` is empty for all of it. */
export type TeamForm = { name: string; ward: string; bcu: string }

export const teamForm = (sent: SentForm): TeamForm => ({
  name: textOf(sent, 'name'),
  ward: textOf(sent, 'ward'),
  bcu: textOf(sent, 'bcu'),
})

/** What is wrong with a team; `wards` and `bcus` are those to choose from. */
export const teamFaults = (
  { name, ward, bcu }: TeamForm,
  wards: readonly string[],
  bcus: readonly string[],
): ErrorAtField[] => {
  const errors: ErrorAtField[] = []
  if (name === '') errors.push({ text: 'Enter a name for the team', href: '#name' })
  if (name.length > longestName)
    errors.push({ text: `The name must be ${longestName} characters or fewer`, href: '#name' })
  if (ward !== '' && !wards.includes(ward)) errors.push({ text: 'Choose a ward of the list', href: '#ward' })
  if (!bcus.includes(bcu)) errors.push({ text: 'Choose a BCU that you are posted to', href: '#bcu' })
  return errors
}

/** Days as a form names them, and the name of the person. */
export type MemberForm = { person: string; from: string; to: string; choices: readonly Colleague[] }

export const memberForm = (sent: SentForm): MemberForm => ({
  person: textOf(sent, 'person'),
  from: textOf(sent, 'from'),
  to: textOf(sent, 'to'),
  choices: [],
})

const isDay = (text: string): boolean => z.iso.date().safeParse(text).success

/** Who is meant, what is wrong with it, and whom to choose from where several have the name. */
export const memberOf = async (
  tx: Transaction,
  sent: SentForm,
): Promise<{ person: string; errors: ErrorAtField[]; choices: Colleague[] }> => {
  const { from, to } = memberForm(sent)
  const { person, errors, choices } = await colleagueNamed(tx, sent, {
    field: 'person',
    missing: 'Enter the name of the officer',
  })
  if (!isDay(from)) errors.push({ text: 'Enter the first day', href: '#from' })
  if (to !== '' && !isDay(to)) errors.push({ text: 'The last day must be a day, or nothing', href: '#to' })
  else if (to !== '' && isDay(from) && to < from)
    errors.push({ text: 'The last day must not be before the first', href: '#to' })
  return { person, errors, choices }
}
