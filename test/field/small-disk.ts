import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { appendFile, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of its own, so small that a test can fill it. */
export type SmallDisk = {
  folder: string
  /** Writes until nothing more goes on it, or until so many bytes are left. */
  fill: (left?: number) => Promise<void>
  /** Frees what `fill` has taken. */
  free: () => Promise<void>
  throwAway: () => Promise<void>
}

/** Null where nobody may mount one: only root can. */
export const smallDisk = (megabytes: number): SmallDisk | null => {
  const folder = mkdtempSync(join(tmpdir(), 'mettrace-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return null
  }
  const filler = join(folder, 'filler')
  const fillBy = async (bytes: number): Promise<void> => {
    try {
      const piece = Buffer.alloc(bytes, 1)
      for (;;) await appendFile(filler, piece)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }
  return {
    folder,
    fill: async (left = 0) => {
      for (const bytes of [1 << 20, 1 << 12, 1]) await fillBy(bytes)
      const { size } = await stat(filler)
      if (left > 0) await truncate(filler, Math.max(0, size - left))
    },
    free: () => rm(filler, { force: true }),
    throwAway: async () => {
      execFileSync('umount', ['-l', folder])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
