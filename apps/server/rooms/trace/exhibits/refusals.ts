import { MetTraceError } from '../../../foundation/errors.ts'

/** An exhibit that nothing was recorded of, and why. */
export type NotRecorded = { name: string; why: string }

const mostNamed = 10

/** Refusal of an act as a whole: which exhibits stand against it, and why. */
export const notRecorded = (refused: readonly NotRecorded[]): MetTraceError => {
  const told = refused.slice(0, mostNamed).map(({ name, why }) => `${name}: ${why}`)
  const more = refused.length - told.length
  return new MetTraceError(
    'exhibit_not_recorded',
    `Nothing was recorded. ${told.join('. ')}.${more > 0 ? ` ${more} more were refused too.` : ''}`,
  )
}

/** What the database says of a fact that its keys and checks forbid, in words. Of a seal it tells nobody whose it is. */
const words: Readonly<Record<string, string>> = {
  exhibit_event_once:
    'Somebody recorded another step of one of these exhibits at the same moment: look at it again.',
  exhibit_event_follows: 'One of these exhibits is with another hand, or has another seal.',
  exhibit_event_time: 'That time is before the last step of one of these exhibits.',
  exhibit_event_ahead: 'That time has not come yet.',
  exhibit_event_end: 'One of these exhibits has come to its end: nothing follows.',
  exhibit_event_seal: 'A seal with this number was used before. Take a new one.',
  exhibit_event_seals: 'The seals of one of these exhibits do not follow from what was done.',
  exhibit_event_both: 'One hand has not confirmed: both must, and not by one person.',
  exhibit_event_offered: 'One hand has not confirmed handing over one of these exhibits.',
  exhibit_event_hands: 'That does not go from the one hand to the other.',
  exhibit_event_hold: 'One of these exhibits is under a legal hold.',
  exhibit_event_offence: 'One of these samples is kept for another offence alone (PACE s.63U).',
  exhibit_event_part:
    'What is taken begins in the hand and BCU of what it was taken from, no earlier, and as such a thing.',
  exhibit_event_skin: 'One of these samples had to be destroyed (PACE s.63R).',
  exhibit_orphan: 'A sample was not booked in.',
  exhibit_reference: 'Another exhibit of these crime and custody references is called so.',
  exhibit_part: 'Another sample is called so: somebody took one at the same moment.',
  stocktake_ended: 'This stocktake has ended: nothing more is counted in it.',
  exhibit_offer_held: 'One of these exhibits is not where it was.',
}

/** Errors of PostgreSQL as the product's own: a policy that refuses, a key or check that is broken. */
export const named = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    const { code: state, constraint = '' } = error as { code?: string; constraint?: string }
    if (state === '42501')
      throw new MetTraceError(
        'not_allowed',
        'You do not answer for these exhibits. Ask whoever has them, or whoever takes them.',
        {},
        { cause: error },
      )
    if (state === '40P01')
      throw new MetTraceError(
        'exhibit_not_recorded',
        `Nothing was recorded. ${words['exhibit_event_once']!}`,
        {},
        { cause: error },
      )
    if (state === '23505' || state === '23503' || state === '23514')
      throw new MetTraceError(
        'exhibit_not_recorded',
        `Nothing was recorded. ${words[constraint] ?? 'What is said contradicts what is known of it.'}`,
        {},
        { cause: error },
      )
    throw error
  }
}
