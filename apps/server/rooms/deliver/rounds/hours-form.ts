import { findColleagues } from '../../../foundation/find-colleagues.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { actFrom, textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { placeOfActor } from '../../../places/known-homes.ts'
import { colleagueNamed, type Colleague } from '../../supply/acts/named-colleague.ts'
import type { Deployment } from '../deployments/deployments.ts'
import { onDuty, recordHours } from './duty-hours.ts'

export type HoursForm = { person: string; begins: string; ends: string; choices: Colleague[] }

export const hoursForm = (sent: SentForm): HoursForm => ({
  person: textOf(sent, 'colleague'),
  begins: textOf(sent, 'begins'),
  ends: textOf(sent, 'ends'),
  choices: [],
})

const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

/** What is wrong with hours that were typed. */
export const faultsOfHours = ({ begins, ends }: { begins: string; ends: string }): ErrorAtField[] => {
  const errors: ErrorAtField[] = []
  if (!isTime(begins)) errors.push({ text: 'Enter when they begin, such as 14:00', href: '#begins' })
  if (!isTime(ends)) errors.push({ text: 'Enter when they end, such as 20:00', href: '#ends' })
  else if (isTime(begins) && ends <= begins)
    errors.push({ text: 'They must end later than they begin', href: '#ends' })
  return errors
}

/** The wards that a ward officer is posted to; null for whoever works in the whole BCU. */
export const wardsOf = async (tx: Transaction, name: string, person: string): Promise<string[] | null> => {
  const found = (await findColleagues(tx, name)).find((each) => each.person === person)
  return found?.role === 'ward_officer' ? found.places.split(', ') : null
}

/** Records what a form says of somebody's hours on a day: that they are on duty, or, by their id, that they are not. */
export const takeHours = async (
  tx: Transaction,
  actor: string,
  sent: SentForm,
  { deployment, day }: { deployment: Deployment; day: string },
): Promise<{ errors: ErrorAtField[]; choices: Colleague[] }> => {
  const off = idFrom(textOf(sent, 'off'))
  const was = off === undefined ? undefined : (await onDuty(tx, day)).find(({ person }) => person === off)
  if (was) {
    const { person, wards, bcu } = was
    await recordHours(tx, actor, { act: actFrom(sent), person, days: [day], hours: null, wards, bcu })
    return { errors: [], choices: [] }
  }
  const form = hoursForm(sent)
  const named = await colleagueNamed(tx, sent, {
    field: 'colleague',
    missing: 'Enter the name of the officer',
  })
  const errors = [...named.errors, ...faultsOfHours(form)]
  const bcu = deployment.areas.find((area) => area.bcu !== null)?.bcu ?? (await placeOfActor(tx))?.bcu
  if (errors.length > 0 || bcu === undefined) return { errors, choices: named.choices }
  await recordHours(tx, actor, {
    act: actFrom(sent),
    person: named.person,
    days: [day],
    hours: form,
    wards: await wardsOf(tx, form.person, named.person),
    bcu,
  })
  return { errors: [], choices: [] }
}
