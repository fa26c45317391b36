import { randomBytes } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { link, open, readFile, rm } from 'node:fs/promises'
import { MetTraceError } from './errors.ts'

/**
 * The random secret that a file keeps, made when there is none: `bytes` of it, in base64url, for the file's owner only.
 * Written beside and then linked, so that of two first starts at once neither reads a half-written one, and both read
 * the same.
 */
export const keptSecret = async (file: string, bytes: number): Promise<string> => {
  if (!existsSync(file)) {
    const attempt = `${file}.new-${process.pid}-${randomBytes(4).toString('hex')}`
    try {
      const handle = await open(attempt, 'wx', 0o600)
      try {
        await handle.writeFile(randomBytes(bytes).toString('base64url'))
        // What it protects must not outlive it.
        await handle.sync()
      } finally {
        await handle.close()
      }
      await link(attempt, file)
    } catch (error) {
      if (!existsSync(file)) throw error
    } finally {
      await rm(attempt, { force: true })
    }
  }
  return (await readFile(file, 'utf8')).trim()
}

/** Refuses a secret that other accounts of the machine can read or write; `setting` names its file. Errors: `usage`. */
export const checkOwnersOnly = (file: string, setting: string): void => {
  const { mode } = statSync(file)
  if ((mode & 0o077) === 0) return
  throw new MetTraceError(
    'usage',
    `Other accounts of this machine may use the file of ${setting} (mode ${(mode & 0o777).toString(8)}). Keep it for its owner only: chmod 600 FILE`,
    { file },
  )
}
