import { MetTraceError } from '../../../foundation/errors.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'

/** What stands against an act, beside a field, and the status of the page that says so; nothing where it was done. */
export const faultsOfAct = async (
  href: string,
  work: () => Promise<unknown>,
): Promise<{ errors: ErrorAtField[]; status: number }> => {
  try {
    await work()
    return { errors: [], status: 200 }
  } catch (error) {
    if (
      error instanceof MetTraceError &&
      (error.code === 'exhibit_not_recorded' || error.code === 'not_allowed')
    )
      return { errors: [{ text: error.message, href }], status: error.status }
    throw error
  }
}
