import { MetTraceError } from '../../foundation/errors.ts'

/** A bottle that could not be moved, and why. */
export type NotMoved = { serial: string; why: string }

/** Most bottles that a message names. */
const mostNamed = 10

/** Refusal of an act as a whole: which bottles stand against it, and why. */
export const kitsNotMoved = (refused: readonly NotMoved[]): MetTraceError => {
  const told = refused.slice(0, mostNamed).map(({ serial, why }) => `${serial}: ${why}`)
  const more = refused.length - told.length
  return new MetTraceError(
    'kit_not_moved',
    `Nothing was moved. ${told.join('. ')}.${more > 0 ? ` ${more} more could not be moved either.` : ''}`,
  )
}

/** What the database says of a movement that its keys or policies forbid, in words. */
const words: Readonly<Record<string, string>> = {
  kit_movement_once: 'Another act moved one of these kits first.',
  kit_movement_held: 'One of these kits is with somebody else.',
  kit_movement_exists: 'One of these kits was made after that time.',
}

/** Errors of PostgreSQL as the product's own: a policy that refuses, a key that is broken. */
export const named = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    const { code, constraint = '' } = error as { code?: string; constraint?: string }
    if (code === '42501')
      throw new MetTraceError(
        'not_allowed',
        'You do not answer for these kits. Ask whoever has them, or whoever they go to.',
        {},
        { cause: error },
      )
    if (code === '40P01')
      throw new MetTraceError(
        'kit_not_moved',
        'Nothing was moved. Somebody moved some of these kits at the same moment: try again.',
        {},
        { cause: error },
      )
    if (code === '23505' || code === '23503' || code === '23514')
      throw new MetTraceError(
        'kit_not_moved',
        `Nothing was moved. ${words[constraint] ?? 'What is said contradicts the ledger.'}`,
        {},
        { cause: error },
      )
    throw error
  }
}
