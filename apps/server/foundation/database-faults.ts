import { MetTraceError } from './errors.ts'

/** No answer, or none in time: SQLSTATE 08, 57, 53300, 55P03, 25P03, the system's codes, and pg's words without one. */
const silentCodes =
  /^(08\w{3}|57P0\d|57014|53300|55P03|25P03|25P04|ECONN\w+|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/
const silentWords =
  /^(timeout e|Connection terminated|Client was closed|Client has encountered a connection error|Query read timeout)/

/** SQLSTATE 53100 disk_full, and the system's own code. */
const fullCodes = /^(53100|ENOSPC|EDQUOT)$/

export const isDiskFull = (error: unknown): boolean => fullCodes.test((error as { code?: string }).code ?? '')

/** What the database could not do, in words; any other error as it is. */
export const databaseFault = (error: unknown): unknown => {
  if (!(error instanceof Error) || error instanceof MetTraceError) return error
  const { code = '' } = error as { code?: string }
  if (isDiskFull(error)) {
    return new MetTraceError(
      'disk_full',
      'The disk of the database is full: nothing can be saved. Nothing was changed.',
      {},
      { cause: error },
    )
  }
  if (silentCodes.test(code) || (code === '' && silentWords.test(error.message))) {
    return new MetTraceError(
      'database_silent',
      'The database does not answer, or not in time. Nothing was changed. Try again in a few minutes.',
      {},
      { cause: error },
    )
  }
  return error
}

/** Work whose faults of the database are told in words. */
export const inWords = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw databaseFault(error)
  })
