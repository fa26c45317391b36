import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Milliseconds that one who is just leaving is waited for. */
const patience = 2000
/** SQLite's own code for a file that another has locked. */
const busy = 5

/**
 * Holds a folder for the first process that asks, by a lock on the empty file `lock` in it. The operating system takes the lock
 * away with the process that has it, however that ends: nothing is left behind that a restart would have to judge, as a
 * file with a process id is. SQLite sets such a lock; nothing is ever written to its file. Returns what lets go of the
 * folder, which must be kept for as long as it is to be held; undefined when another has it.
 */
export const holdFolder = (folder: string): (() => void) | undefined => {
  const file = new DatabaseSync(join(folder, 'lock'), { timeout: patience })
  try {
    file.exec('begin exclusive')
    return () => file.close()
  } catch (error) {
    file.close()
    if ((error as { errcode?: number }).errcode === busy) return undefined
    throw error
  }
}
