import { personRoles, type PersonRole } from '../../../foundation/access/roles.ts'
import { findColleagues, type FoundColleague } from '../../../foundation/find-colleagues.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { type SentForm, textOf } from '../../../foundation/page/sent-form.ts'

/** Somebody to choose: `value` is their id. */
export type Colleague = { value: string; text: string }

/** Who a form names: a person, or what is wrong, with those to choose from where several have the name. */
export type NamedColleague = { person: string; errors: ErrorAtField[]; choices: Colleague[] }

const inWords = ({ name, role, places }: FoundColleague): string => {
  const title = personRoles[role as PersonRole].title.toLowerCase()
  return places === '' ? `${name}, ${title}` : `${name}, ${title}, ${places}`
}

/** The colleague whose name a field of a form gives; of several, the one that was ticked in `<field>_who`. */
export const colleagueNamed = async (
  tx: Transaction,
  sent: SentForm,
  { field, missing }: { field: string; missing: string },
): Promise<NamedColleague> => {
  const words = textOf(sent, field)
  const refused = (text: string, choices: Colleague[] = []): NamedColleague => ({
    person: '',
    errors: [{ text, href: choices.length > 0 ? `#${field}_who` : `#${field}` }],
    choices,
  })
  if (words === '') return refused(missing)
  const found = await findColleagues(tx, words)
  const ticked = found.find(({ person }) => person === textOf(sent, `${field}_who`))
  const [only] = ticked ? [ticked] : found
  if (!only) return refused('Nobody who holds or hands out kits has this name')
  if (!ticked && found.length > 1)
    return refused(
      'Choose which of them you mean',
      found.map((each) => ({ value: each.person, text: inWords(each) })),
    )
  return { person: only.person, errors: [], choices: [] }
}
