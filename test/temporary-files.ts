import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A file of the running test's own, removed when the test has ended; its path. */
export const temporaryFile = async (name: string, content: string | Buffer): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-file-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

/** A folder of the running test's own, with these files by their paths in it; its path, which ends in `given`. */
export const temporaryFolder = async (files: Record<string, string | Buffer>): Promise<string> => {
  const folder = join(await mkdtemp(join(tmpdir(), 'mettrace-file-')), 'given')
  onTestFinished(() => rm(dirname(folder), { recursive: true, force: true }))
  await mkdir(folder)
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return folder
}
