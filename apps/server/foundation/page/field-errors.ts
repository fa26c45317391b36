import { MetTraceError } from '../errors.ts'
import type { ErrorAtField } from './kept-names.ts'

/** An error that belongs to a field of a form, as the form shows it; every other is thrown again. */
export const errorsAtField = (error: unknown): ErrorAtField[] => {
  if (!(error instanceof MetTraceError) || error.where.about === undefined) throw error
  return [{ text: error.message, href: `#${error.where.about}` }]
}
