import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../database.ts'
import { testCounts } from '../counts.ts'
import { sharedData } from '../shared-data.ts'
import { commandsOn } from './command-here.ts'
import { londonCommands, londonImports, vectorCommands } from './golden-commands.ts'
import { keptAnswers } from './kept-answers.ts'

/**
 * Answers about real data, which never enter the repository, not even in pieces: kept is one digest of each whole
 * answer, its numbers rounded to nine digits and without the folder in which the data lie.
 */
const data = sharedData()
const { ownerUrl } = await testDatabase()
const folder = await mkdtemp(join(tmpdir(), 'mettrace-golden-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const answer = await commandsOn(ownerUrl, folder)

const rounded = (text: string): string =>
  text.replaceAll(/-?\d+\.\d+(?:e[+-]?\d+)?/g, (number) => String(Number(Number(number).toPrecision(9))))

const typed = (line: string): string[] =>
  line.split(' ').map((word) => (/^[a-z]+\/\w/.test(word) ? join(data ?? '', word) : word))

const withoutFolder = (text: string): string => text.replaceAll(data ?? '', '<data>')

/** Digest of the answer to a command, which must be one. */
const digestOf = async (line: string): Promise<string> => {
  const text = await answer(...typed(line), '--json')
  expect(text.split('\n')[0]).toBe('exit 0')
  return createHash('sha256')
    .update(rounded(withoutFolder(text)))
    .digest('hex')
}

const digestsOf = async (lines: readonly string[]): Promise<string> => {
  const digests: string[] = []
  for (const line of lines) digests.push(`${await digestOf(line)}  ${line}`)
  return digests.join('\n')
}

describe.skipIf(data === undefined)('answers about real data', { timeout: 900_000 }, () => {
  test('methods on published data sets', async () => {
    await keptAnswers('real/vectors').hold('digests', await digestsOf(vectorCommands))
  })

  test.skipIf(!testCounts.full)('London, in the order of the README', async () => {
    for (const line of londonImports) await digestOf(line)
    await keptAnswers('real/london').hold('digests', await digestsOf(londonCommands))
  })
})
