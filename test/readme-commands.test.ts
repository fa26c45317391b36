import { globSync, symlinkSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'
import { repositoryRoot } from './repository.ts'
import { sharedData } from './shared-data.ts'

const typed = 'npm run -s mettrace -- '

/** Commands of the README's blocks, in its order, without what npm needs in front. */
const readmeCommands = async (): Promise<string[][]> => {
  const readme = await readFile(join(repositoryRoot, 'README.md'), 'utf8')
  return [...readme.matchAll(/^```sh\n(.*?)^```$/gms)]
    .flatMap(([, block = '']) => block.split('\n'))
    .filter((line) => line.startsWith(typed))
    .map((line) => line.slice(typed.length).trim().split(/\s+/))
}

const data = sharedData()
// Opened here, not in the test: what is to be closed after all must be known before.
const line = data === undefined ? undefined : await commandLineOnEmptyFolder()

test.skipIf(line === undefined)(
  'the commands of the README do what they say, in its order, on the real files it names',
  { timeout: 300_000 },
  async () => {
    const commands = await readmeCommands()
    expect(commands.length).toBeGreaterThan(5)
    if (!line || !data) throw new Error('There is no data to try them on.')
    const named = new Set(commands.flat())
    for (const file of globSync(join(data, '*', '*'))) {
      if (named.has(basename(file))) symlinkSync(file, join(line.folder, basename(file)))
    }
    for (const parameters of commands) {
      const { code, output, errors } = await line.run(...parameters)
      expect({ command: parameters.join(' '), code, errors }).toMatchObject({ code: 0 })
      expect(output).not.toBe('')
    }
  },
)
