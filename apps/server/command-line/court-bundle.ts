import { open, readFile } from 'node:fs/promises'
import { parseLogKey } from '@mettrace/court-bundle/verify/signed-note'
import { verifyBundle } from '@mettrace/court-bundle/verify/verify-bundle'
import { filesOfZip } from '@mettrace/court-bundle/verify/zip'
import { MetTraceError } from '../foundation/errors.ts'
import { count } from '../foundation/words/figures.ts'
import type { CommandContext } from './command-context.ts'

/** Bytes of a file that begins as a zip does; undefined for anything else. */
export const zipAt = async (path: string): Promise<Buffer | undefined> => {
  try {
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
      if (bytesRead < 2 || buffer.toString('latin1') !== 'PK') return undefined
    } finally {
      await file.close()
    }
    return await readFile(path)
  } catch (error) {
    // An address, a folder, or nothing: the rest of the command says what it is.
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined
    throw error
  }
}

type Checking = { place: string; zip: Buffer; keys: readonly string[] }

/**
 * Says of every file of a bundle for court whether it is as it was given out; whole only by a key that was given. Errors: `log_differs`,
 * `file_wrong_kind`.
 */
export const verifyCourtBundle = async (
  context: CommandContext,
  { place, zip, keys }: Checking,
): Promise<void> => {
  const lines = keys.flatMap((text) => text.split('\n')).filter((line) => line.trim() !== '')
  try {
    const found = verifyBundle(filesOfZip(zip), lines.map(parseLogKey))
    const wrong = found.files.filter(({ state }) => state !== 'whole')
    if (!found.isUnchanged)
      throw new MetTraceError(
        'log_differs',
        `The bundle is not whole. ${wrong.map(({ path, state, words }) => `${path}: ${state}. ${words}`).join(' ')}`,
        { file: place, ...(wrong[0] && { found: wrong[0].path }) },
      )
    await context.done('verify', {
      inputs: { path: place, keys: lines.length },
      results: { kind: 'court bundle', ...found },
      warnings: [
        ...(found.keyFrom === 'bundle'
          ? [
              'The key was that of the bundle. Whoever makes a bundle anew can put in a key of their own: give --key.',
            ]
          : []),
        ...found.custodyFaults.map((words) => `Custody: ${words}.`),
      ],
      text: [
        `Case     ${found.case ?? 'not known'}`,
        `Signed   by ${found.signedBy ?? 'nobody'}`,
        `Log      ${count(found.proofs, 'entry', 'entries')} proved${found.proofs > 0 ? `, at a head of ${count(found.headSize, 'entry', 'entries')}` : ''}`,
        `Checked  ${count(found.files.length, 'file')}`,
        ...(found.isWhole
          ? ['The bundle is whole.']
          : [
              `Key      ${found.key ?? ''}`,
              'It is unchanged since it was signed with the key above. Whose key that is, is not yet known.',
            ]),
      ].join('\n'),
    })
  } catch (error) {
    if (error instanceof RangeError)
      throw new MetTraceError('file_wrong_kind', error.message, { file: place }, { cause: error })
    throw error
  }
}
