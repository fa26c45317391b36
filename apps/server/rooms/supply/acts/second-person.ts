import { actorNames } from '../../../foundation/actor-names.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { accountOfPerson } from '../../../foundation/person-account.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { colleagueNamed, type Colleague, type NamedColleague } from './named-colleague.ts'
import { type SentForm, textOf } from '../../../foundation/page/sent-form.ts'

/** Members of the teams that the actor sees, by name, without the actor. `today`: `2026-11-29`. */
export const colleaguesOf = async (tx: Transaction, actor: string, today: string): Promise<Colleague[]> => {
  const { rows } = await tx.query<{ person: string }>(
    `select distinct person from engagement.team_member
     where ended_at is null and $1::date between from_day and coalesce(to_day, 'infinity'::date)`,
    [today],
  )
  const others = rows.map(({ person }) => person).filter((person) => accountOfPerson(person) !== actor)
  const nameOf = await actorNames(tx, others.map(accountOfPerson))
  return others
    .map((person) => ({ value: person, text: nameOf(accountOfPerson(person)) }))
    .toSorted((a, b) => a.text.localeCompare(b.text) || a.value.localeCompare(b.value))
}

/** What a form says of a loss: the second person as it was chosen or named. */
export type SecondTyped = { second: string; named: string; choices: readonly Colleague[] }

export const nobodyNamed: SecondTyped = { second: '', named: '', choices: [] }

/** The second person to a loss, of the actor's teams or by name: nobody loses a kit alone. */
export const secondFrom = async (
  tx: Transaction,
  actor: string,
  sent: SentForm,
  today: string,
): Promise<{ second: string; errors: ErrorAtField[]; typed: SecondTyped }> => {
  const [chosen, named] = [textOf(sent, 'second'), textOf(sent, 'second_name')]
  const ofTeam = (await colleaguesOf(tx, actor, today)).find(({ value }) => value === chosen)
  const found: NamedColleague =
    ofTeam && named === ''
      ? { person: ofTeam.value, errors: [], choices: [] }
      : await colleagueNamed(tx, sent, {
          field: 'second_name',
          missing: 'Choose or enter who confirms it with you',
        })
  const typed = { second: ofTeam?.value ?? '', named, choices: found.choices }
  return found.person !== '' && accountOfPerson(found.person) === actor
    ? {
        second: '',
        errors: [{ text: 'Somebody else must confirm it with you', href: '#second_name' }],
        typed,
      }
    : { second: found.person, errors: found.errors, typed }
}
