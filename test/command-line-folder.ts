import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openEmbeddedPostgres } from '../apps/server/foundation/embedded-postgres.ts'
import { answerOf, refusalOf, runCommandHere, type CommandAnswer, type CommandError } from './command-line.ts'
import type { CommandEnding } from './importing-command.ts'

export type CommandLine = {
  /** Where the user is: relative paths start here. */
  folder: string
  /** The owner of the embedded database. */
  ownerUrl: string
  write: (name: string, content: string) => Promise<void>
  /** As it is typed, for people. */
  run: (...parameters: string[]) => Promise<CommandEnding>
  answer: (...parameters: string[]) => Promise<CommandAnswer>
  refusal: (exitCode: number, ...parameters: string[]) => Promise<CommandError>
}

/** A folder of the test file's own with an embedded database in it; commands run in this process. */
export const commandLineOnEmptyFolder = async (): Promise<CommandLine> => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-command-'))
  // Open to the account that PostgreSQL runs as.
  await chmod(folder, 0o711)
  const embedded = await openEmbeddedPostgres(join(folder, 'data'))
  afterAll(async () => {
    await embedded.release()
    await rm(folder, { recursive: true, force: true })
  })
  const run: CommandLine['run'] = (...parameters) =>
    runCommandHere([...parameters, '--data', 'data'], { INIT_CWD: folder })
  return {
    folder,
    ownerUrl: embedded.ownerUrl,
    write: (name, content) => writeFile(join(folder, name), content),
    run,
    answer: async (...parameters) => answerOf(await run(...parameters, '--json')),
    refusal: async (exitCode, ...parameters) => refusalOf(exitCode, await run(...parameters, '--json')),
  }
}
