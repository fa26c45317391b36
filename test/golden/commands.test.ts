import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../database.ts'
import { writeSmallCity } from '../small-city-files.ts'
import { commandsOn } from './command-here.ts'
import { cityCommands, fileName, helpCommands, importCommands, methodCommands } from './golden-commands.ts'
import { writeTables } from './golden-tables.ts'
import { keptAnswers } from './kept-answers.ts'

const { owner, ownerUrl } = await testDatabase()
const folder = await mkdtemp(join(tmpdir(), 'mettrace-golden-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
const answer = await commandsOn(ownerUrl, folder)
const { hold, notHeld } = keptAnswers('commands')

beforeAll(async () => {
  await writeTables(folder)
  const { codes } = await writeSmallCity(folder)
  const programme = {
    name: 'Eight streets',
    series: 'all',
    selection: { from: '2022-07', to: '2023-06', rule: 'highest' },
    deployments: [
      { areas: [codes[0], codes[1]], start: '2023-08', coverage: [{ month: '2023-09', share: 0.8 }] },
      { areas: [codes[22], codes[23]], start: '2023-08' },
      { areas: [codes[41], codes[42]], start: '2023-10' },
      { areas: [codes[57], codes[58]], start: '2023-12' },
    ],
    protocol: { outcome: 'all', codeVersion: '0.1.0', publishOn: '2024-06-01' },
  }
  await writeFile(join(folder, 'programme.json'), JSON.stringify(programme))
})

const frozen = async (): Promise<string> => {
  const { rows } = await owner.query<{ id: string }>('select id from measure.frozen_expectation')
  return rows[0]?.id ?? 'none'
}

describe('imports', () => {
  test.each(importCommands)('%s', async (line) => {
    await hold(`import/${fileName(line)}`, await answer(...line.split(' ')))
  })
})

describe('commands with a city', () => {
  test.each(cityCommands)('%s', async (line) => {
    const typed = line.replace('PROGRAMME', 'programme.json').replace('LEDGER', await frozen())
    await hold(`city/${fileName(line)}`, await answer(...typed.split(' ')))
  })
})

describe('methods', () => {
  test.each(methodCommands)('%s', async (line) => {
    await hold(`method/${fileName(line)}`, await answer(...line.split(' ')))
  })
})

describe('help', () => {
  test.each(helpCommands)('%s', async (line) => {
    await hold(`help/${fileName(line)}`, await answer(...line.split(' ')))
  })
})

test('every kept answer of a command has been held', async () => {
  expect(await notHeld()).toEqual([])
})
