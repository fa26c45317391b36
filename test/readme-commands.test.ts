import { globSync, symlinkSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'
import { repositoryRoot } from './repository.ts'
import { testCounts } from './counts.ts'
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
// Five years of London: in the full form alone. Opened here, not in the test: what is to be closed after all must be known before.
const line = data === undefined || !testCounts.full ? undefined : await commandLineOnEmptyFolder()

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
    const said = new Map<string, string>()
    for (const parameters of commands) {
      const { code, output, errors } = await line.run(...parameters)
      expect({ command: parameters.join(' '), code, errors }).toMatchObject({ code: 0 })
      expect(output).not.toBe('')
      said.set(parameters[0] ?? '', output)
    }
    // Where it ends, it says something: burglaries met in the chosen areas, and what no kits look like, corrected.
    expect(said.get('backtest')).toMatch(/^MetTrace +\d+ +[\d,]+ +[\d,]+ +\d+\.\d+%/m)
    const pairs = said.get('placebo')?.match(/^20\d\d→20\d\d .*[+−]\d+\.\d% to [+−]\d+\.\d%.*$/gm)
    expect(pairs?.map((row) => row.slice(0, 9))).toEqual(['2011→2012', '2012→2013', '2013→2014', '2014→2015'])
  },
)
