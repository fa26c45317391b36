import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommandHere } from '../command-line.ts'
import { readableJson, steady } from './steady-text.ts'

/** The key of `testSecrets`, as the file of a master key. */
const masterKey = Buffer.from(new Uint8Array(32).fill(7)).toString('base64')

/** Runs commands in this process on a database of the tests: as its owner does who names it in DATABASE_URL. */
export const commandsOn = async (
  ownerUrl: string,
  folder: string,
): Promise<(...parameters: string[]) => Promise<string>> => {
  const keyFile = join(folder, 'master-key')
  await writeFile(keyFile, `${masterKey}\n`, { mode: 0o600 })
  const environment = { DATABASE_URL: ownerUrl, METTRACE_MASTER_KEY_FILE: keyFile, INIT_CWD: folder }
  return async (...parameters) => {
    const { code, output, errors } = await runCommandHere(parameters, environment)
    const parts = [`exit ${code}`, asText(output), asText(withoutProgress(errors))]
    return steady(parts.filter((text) => text !== '').join('\n'))
  }
}

/** Notes and errors; how far a command has come is told by the clock. */
const withoutProgress = (errors: string): string =>
  errors
    .split('\n')
    .filter((line) => /^(?:Note: |Error: | {2}|\{)/.test(line))
    .join('\n')

const asText = (words: string): string => {
  const text = words.trimEnd()
  return text.startsWith('{') ? readableJson(JSON.parse(text)) : text
}
