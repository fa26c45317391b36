import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { textOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import { isDay } from '../../../foundation/days.ts'
import { conditionFrom, isStanding } from './conditions.ts'

export type PlaceForm = {
  easting: string
  northing: string
  place: string
  placedOn: string
  nextCheck: string
}

export const placeForm = (sent: SentForm): PlaceForm => ({
  easting: textOf(sent, 'easting').replaceAll(/[\s,]/g, ''),
  northing: textOf(sent, 'northing').replaceAll(/[\s,]/g, ''),
  place: textOf(sent, 'place'),
  placedOn: textOf(sent, 'placedOn'),
  nextCheck: textOf(sent, 'nextCheck'),
})

const mostWords = 120

const isMetres = (text: string, most: number): boolean => /^\d{1,7}$/.test(text) && Number(text) <= most

/** What is wrong with days of a form: the one it tells of is over or today, and the next check is later. */
const faultsOfDays = (
  [on, onField, what]: readonly [day: string, field: string, what: string],
  nextCheck: string,
  today: string,
): ErrorAtField[] => {
  const errors: ErrorAtField[] = []
  if (!isDay(on)) errors.push({ text: `Enter the day ${what}`, href: `#${onField}` })
  else if (on > today) errors.push({ text: `The day ${what} must be today or earlier`, href: `#${onField}` })
  if (nextCheck === '') return errors
  if (!isDay(nextCheck))
    errors.push({ text: 'Enter the day of the next check, or leave it empty', href: '#nextCheck' })
  else if (isDay(on) && nextCheck <= on)
    errors.push({ text: `The next check must be after the day ${what}`, href: '#nextCheck' })
  return errors
}

/** What is wrong with a sign as it was sent. */
export const faultsOfPlace = (form: PlaceForm, today: string): ErrorAtField[] => {
  const errors: ErrorAtField[] = []
  if (!isMetres(form.easting, 700_000))
    errors.push({ text: 'Enter the easting in metres, such as 530120', href: '#easting' })
  if (!isMetres(form.northing, 1_300_000))
    errors.push({ text: 'Enter the northing in metres, such as 180450', href: '#northing' })
  if (form.place === '') errors.push({ text: 'Enter where the sign is, in words', href: '#place' })
  else if (form.place.length > mostWords)
    errors.push({ text: `Enter ${mostWords} characters or fewer`, href: '#place' })
  return [...errors, ...faultsOfDays([form.placedOn, 'placedOn', 'it was placed'], form.nextCheck, today)]
}

export type CheckForm = { found: string; onDay: string; nextCheck: string; note: string }

export const checkForm = (sent: SentForm): CheckForm => ({
  found: textOf(sent, 'found'),
  onDay: textOf(sent, 'onDay'),
  nextCheck: textOf(sent, 'nextCheck'),
  note: textOf(sent, 'note'),
})

/** What is wrong with a check as it was sent. */
export const faultsOfCheck = (form: CheckForm, today: string): ErrorAtField[] => {
  const found = conditionFrom(form.found)
  const errors = faultsOfDays([form.onDay, 'onDay', 'of this check'], form.nextCheck, today)
  if (found === undefined) errors.unshift({ text: 'Choose how the sign was found', href: '#found' })
  else if (!isStanding(found) && form.nextCheck !== '')
    errors.push({ text: 'A sign that is gone has no next check: leave it empty', href: '#nextCheck' })
  if (form.note.length > mostWords)
    errors.push({ text: `Enter ${mostWords} characters or fewer`, href: '#note' })
  return errors
}
