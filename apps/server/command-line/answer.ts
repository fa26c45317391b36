import { basename } from 'node:path'
import { isDiskFull } from '../foundation/database-faults.ts'
import { MetTraceError, type ErrorCode } from '../foundation/errors.ts'
import { productVersion } from '../foundation/version.ts'

/** What a command has to say: `results` for scripts, `text` for people. */
export type Answer = {
  inputs: Record<string, unknown>
  results: unknown
  warnings: string[]
  text: string
  /** What the command ends with where its answer is no success. */
  exitCode?: 1
}

/** The one object of `--json`. Missing values are null, so that a key never comes and goes. */
export const answerAsJson = (command: string, answer: Answer): string =>
  JSON.stringify(
    {
      command,
      version: productVersion,
      inputs: answer.inputs,
      results: answer.results,
      warnings: answer.warnings,
    },
    (_key, value: unknown) => (value === undefined ? null : value),
  )

type ErrorObject = {
  code: ErrorCode
  file: string | null
  line: number | null
  column: number | string | null
  found: string | null
  expected: string | null
  message: string
}

/** Errors of the operating system that a user can do something about, in words. */
const systemErrors: Record<string, string> = {
  EMFILE: 'Too many files are open.',
}

/** Errors that say that a file or a folder cannot be used as it is. */
const pathErrors: Record<string, string> = {
  EACCES: 'This account may not read or write there.',
  EPERM: 'This account may not read or write there.',
  EROFS: 'The disk can only be read.',
  EEXIST: 'A file is there, where a folder is needed.',
  ENOTDIR: 'A file is there, where a folder is needed.',
  EISDIR: 'A folder is there, where a file is needed.',
}

export const asMetTraceError = (error: unknown): MetTraceError => {
  if (error instanceof MetTraceError) return error
  const code = (error as { code?: unknown }).code
  const cannot = typeof code === 'string' ? pathErrors[code] : undefined
  if (cannot) {
    const { path } = error as { path?: unknown }
    const where = typeof path === 'string' ? { file: basename(path) } : {}
    return new MetTraceError('file_unreadable', cannot, where, { cause: error })
  }
  if (isDiskFull(error)) {
    return new MetTraceError(
      'disk_full',
      'The disk is full. Nothing was changed; make room and run the command again.',
      {},
      { cause: error },
    )
  }
  const words = typeof code === 'string' ? systemErrors[code] : undefined
  if (words) return new MetTraceError('fault', words, {}, { cause: error })
  return new MetTraceError(
    'fault',
    'Something went wrong inside MetTrace. Nothing was changed by this command.',
    {},
    { cause: error },
  )
}

export const errorAsObject = ({ code, message, where }: MetTraceError): ErrorObject => ({
  code,
  file: where.file ?? null,
  line: where.line ?? null,
  column: where.column ?? null,
  found: where.found ?? null,
  expected: where.expected ?? null,
  message,
})

export const errorAsText = ({ message, where }: MetTraceError): string => {
  const place = [
    where.file,
    where.line === undefined ? undefined : `line ${where.line}`,
    where.column === undefined ? undefined : `column ${where.column}`,
  ].filter((part) => part !== undefined)
  return [
    `Error: ${message}`,
    place.length > 0 ? `  where:    ${place.join(', ')}` : undefined,
    where.found === undefined ? undefined : `  found:    ${where.found}`,
    where.expected === undefined ? undefined : `  expected: ${where.expected}`,
  ]
    .filter((line) => line !== undefined)
    .join('\n')
}
