import { mkdir, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { MetTraceError } from './errors.ts'

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  )

/**
 * Makes a folder, and those above it that are missing. One by one: Node's own way of making several asks for ever where
 * the system answers that a folder which is there is not there, as it does below /proc.
 * Errors: `file_unreadable` where none can be made there; those of the system.
 */
export const makeFolder = async (folder: string, mode = 0o777): Promise<void> => {
  const missing: string[] = []
  for (let at = folder; !(await isThere(at)); at = dirname(at)) missing.push(at)
  for (const each of missing.toReversed()) {
    await mkdir(each, { mode }).catch((error: NodeJS.ErrnoException) => {
      // Another process may have been quicker.
      if (error.code === 'EEXIST') return
      if (error.code !== 'ENOENT') throw error
      throw new MetTraceError(
        'file_unreadable',
        'No folder can be made there. Choose another place.',
        { file: basename(each) },
        { cause: error },
      )
    })
  }
}
