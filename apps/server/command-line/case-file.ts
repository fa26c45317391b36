import { readFile } from 'node:fs/promises'
import { caseInWords, checkCase } from '@mettrace/court-bundle/case/custody'
import { MetTraceError } from '../foundation/errors.ts'
import type { CommandContext } from './command-context.ts'

/** Whether a path is that of a case in JSON-LD, ours or another's. */
export const isCaseFile = (path: string): boolean =>
  /\.(?:jsonld|json)$/i.test(path) && !/^https?:/.test(path)

/**
 * Checks the custody in a CASE file: gaps, times that run backwards, two hands at once. Errors: `custody_broken`, `file_missing`,
 * `file_wrong_kind`.
 */
export const verifyCaseFile = async (context: CommandContext, file: string): Promise<void> => {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (cause) {
    throw new MetTraceError('file_missing', `There is no file ${file}.`, { file }, { cause })
  }
  let found: ReturnType<typeof checkCase>
  try {
    found = checkCase(bytes)
  } catch (cause) {
    if (cause instanceof RangeError)
      throw new MetTraceError(
        'file_wrong_kind',
        cause.message,
        { file, expected: 'CASE in JSON-LD' },
        { cause },
      )
    throw cause
  }
  const [first] = found.faults
  if (first)
    throw new MetTraceError('custody_broken', `The custody is broken. ${caseInWords(found)}`, {
      file,
      found: first.node,
    })
  await context.done('verify', {
    inputs: { path: file },
    results: { kind: 'case', ...found },
    warnings: ['Nothing signs a CASE file: it tells what its maker says, and not that it was given out.'],
    text: caseInWords(found),
  })
}
