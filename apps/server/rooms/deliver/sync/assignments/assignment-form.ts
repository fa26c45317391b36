import { isDay } from '../../../../foundation/days.ts'
import type { ErrorAtField } from '../../../../foundation/page/kept-names.ts'
import { textOf, tickedOf, type SentForm } from '../../../../foundation/page/sent-form.ts'
import type { Transaction } from '../../../../foundation/with-actor.ts'
import { colleagueNamed, type Colleague } from '../../../supply/acts/named-colleague.ts'

export type AssignmentForm = {
  name: string
  ward: string
  streets: string[]
  person: string
  from: string
  until: string
  choices: Colleague[]
}

export const assignmentForm = (sent: SentForm): AssignmentForm => ({
  name: textOf(sent, 'name'),
  ward: textOf(sent, 'ward'),
  streets: tickedOf(sent, 'streets'),
  person: textOf(sent, 'person'),
  from: textOf(sent, 'from'),
  until: textOf(sent, 'until'),
  choices: [],
})

const longest = 120
const mostStreets = 200

const faultsOf = (
  { name, streets, from, until }: AssignmentForm,
  offered: ReadonlySet<string>,
): ErrorAtField[] => {
  const errors: ErrorAtField[] = []
  const fault = (text: string, href: string): unknown => errors.push({ text, href })
  if (name === '') fault('Enter a name for the assignment', '#name')
  else if (name.length > longest) fault(`Enter ${longest} characters or fewer`, '#name')
  if (streets.length === 0) fault('Choose at least one street', '#streets')
  else if (streets.length > mostStreets) fault(`Choose ${mostStreets} streets or fewer`, '#streets')
  else if (streets.some((each) => !offered.has(each))) fault('Choose streets from the list', '#streets')
  if (!isDay(from)) fault('Enter the first day', '#from')
  if (until !== '' && !isDay(until)) fault('Enter the last day, or leave it empty', '#until')
  else if (until !== '' && until < from) fault('The last day must be the first day or later', '#until')
  return errors
}

/** Who a form gives its streets to, or what is wrong with it. `offered`: streets of its ward. */
export const checkedForm = async (
  tx: Transaction,
  sent: SentForm,
  offered: readonly string[],
): Promise<{ person: string; errors: ErrorAtField[]; choices: Colleague[] }> => {
  const form = assignmentForm(sent)
  const named = await colleagueNamed(tx, sent, { field: 'person', missing: 'Enter the name of the officer' })
  const errors = [...faultsOf(form, new Set(offered)), ...named.errors]
  return { person: named.person, errors, choices: named.choices }
}
