import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, open, readFile, rm } from 'node:fs/promises'

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
