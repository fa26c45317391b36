import { MetTraceError } from '../../../foundation/errors.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'

/** What a form came to: done, or refused at a field, with the status of the page that says so. */
export type Outcome<Answer> = { answer: Answer } | { errors: ErrorAtField[]; status: number }

/** Does what a form asks for. What the ledger refuses is said at a field, and nothing was done; all else is thrown. */
export const orRefused = async <Answer>(
  href: string,
  work: () => Promise<Answer>,
): Promise<Outcome<Answer>> => {
  try {
    return { answer: await work() }
  } catch (error) {
    if (error instanceof MetTraceError && (error.code === 'kit_not_moved' || error.code === 'not_allowed'))
      return { errors: [{ text: error.message, href }], status: error.status }
    throw error
  }
}

/** What the ledger says against an act, beside a field; nothing where it was done. */
export const faultsOfAct = async (href: string, work: () => Promise<unknown>): Promise<ErrorAtField[]> => {
  const done = await orRefused(href, work)
  return 'errors' in done ? done.errors : []
}
