import { readFileSync } from 'node:fs'
import { open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import type { LogFile } from '@mettrace/ledger/tiles/tile-writer'
import { makeFolder } from '../make-folder.ts'

/** Files written side by side. */
const atOnce = 8

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The folder that the log is published in, to be copied or served (C2SP tlog-tiles). */
export class Publication {
  readonly directory: string

  constructor(directory: string) {
    this.directory = directory
  }

  /** Bytes of a file; undefined when there is none. */
  read(path: string): Uint8Array | undefined {
    try {
      return readFileSync(join(this.directory, path))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
      throw error
    }
  }

  /** Puts files there, each whole or not at all, and on the disk before this settles. */
  async write(files: readonly LogFile[]): Promise<void> {
    const folders = new Set(files.map(({ path }) => dirname(join(this.directory, path))))
    for (const folder of folders) await makeFolder(folder)
    const waiting = [...files]
    const writeNext = async (): Promise<void> => {
      for (let file = waiting.pop(); file; file = waiting.pop()) await this.#writeOne(file)
    }
    await Promise.all(Array.from({ length: atOnce }, writeNext))
    for (const folder of folders) await syncFolder(folder)
  }

  async #writeOne({ path, bytes }: LogFile): Promise<void> {
    const file = join(this.directory, path)
    const attempt = `${file}.new`
    const handle = await open(attempt, 'w', 0o644)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(attempt, file)
  }

  /** Tiles and bundles that are not full, of whatever size the log had. */
  async partialFiles(): Promise<string[]> {
    try {
      const entries = await readdir(join(this.directory, 'tile'), { recursive: true, withFileTypes: true })
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => relative(this.directory, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
        .filter((path) => path.includes('.p/'))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  }

  /** Takes away files that no head needs any more. */
  async remove(paths: Iterable<string>): Promise<void> {
    for (const path of paths) {
      await rm(join(this.directory, path), { force: true })
      // Goes with the last partial tile in it.
      await rmdir(dirname(join(this.directory, path))).catch(() => undefined)
    }
  }
}
