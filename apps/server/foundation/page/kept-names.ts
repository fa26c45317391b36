import { advisoryLocks } from '../advisory-locks.ts'
import { timeInWords } from '../days.ts'
import { MetTraceError } from '../errors.ts'
import type { Transaction } from '../with-actor.ts'

/** What befell something kept: it was renamed, by a name, or withdrawn, by a reason. */
export type Change = { at: string; actor: string; name: string | null; reason: string | null }

/** An error beside a field of a form, as GOV.UK's summary takes it. */
export type ErrorAtField = { text: string; href: string }

const longest = 200

/** One line of words as it was typed into a form. Errors: `usage` about its field. */
const wordsFrom = (typed: unknown, about: 'name' | 'reason', missing: string): string => {
  const words = typeof typed === 'string' ? typed.normalize('NFC').replaceAll(/\s+/g, ' ').trim() : ''
  if (words === '') throw new MetTraceError('usage', missing, { about })
  if (words.length > longest || /\p{Cc}/u.test(words))
    throw new MetTraceError('usage', `The ${about} must be ${longest} characters or fewer, on one line`, {
      about,
    })
  return words
}

export const nameFrom = (typed: unknown, what: string): string =>
  wordsFrom(typed, 'name', `Enter a name for the ${what}`)

export const reasonFrom = (typed: unknown, what: string): string =>
  wordsFrom(typed, 'reason', `Enter why the ${what} is withdrawn`)

/** Until the transaction ends nobody else gives a name: two that ask for one name come one after another. */
export const oneNameAtATime = async (tx: Transaction): Promise<void> => {
  await tx.query('select pg_advisory_xact_lock($1)', [advisoryLocks.naming])
}

/** Of a name that something kept has already, whatever its capitals. */
export const nameTaken = (what: string, name: string): MetTraceError =>
  new MetTraceError('usage', `Another ${what} has the name “${name}”. Enter a different name`, {
    about: 'name',
  })

export const withdrawnAlready = (what: string): MetTraceError =>
  new MetTraceError('usage', `This ${what} is withdrawn already`, { about: 'reason' })

/** The answer, or what is wrong with a name or a reason, beside its field. Everything else is thrown. */
export const orFieldErrors = async <Answer>(
  work: () => Promise<Answer>,
): Promise<{ answer: Answer } | { errors: ErrorAtField[] }> => {
  try {
    return { answer: await work() }
  } catch (error) {
    if (error instanceof MetTraceError && (error.where.about === 'name' || error.where.about === 'reason'))
      return { errors: [{ text: error.message, href: `#${error.where.about}` }] }
    throw error
  }
}

/** What befell it, in a line each, the first first. */
export const changesInWords = (changes: readonly Change[]): string[] =>
  changes.map(({ at, actor, name, reason }) =>
    name === null
      ? `Withdrawn on ${timeInWords(at)} by ${actor}. Reason: ${reason}`
      : `Renamed “${name}” on ${timeInWords(at)} by ${actor}`,
  )

export const isWithdrawn = (changes: readonly Change[]): boolean =>
  changes.some(({ reason }) => reason !== null)
