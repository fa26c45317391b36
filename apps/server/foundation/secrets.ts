import { hkdfSync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatabaseSettings } from './database-settings.ts'
import { MetTraceError } from './errors.ts'
import { makeFolder } from './make-folder.ts'
import { checkOwnersOnly, keptSecret } from './secret-file.ts'

/** Bytes of the master key, and of every key that is derived from it. */
const keyLength = 32

/** Keys that are never in the database, each for one use. */
export type Secrets = {
  /** The key of this use: 32 bytes, HKDF-SHA256 (RFC 5869) of the master key with the label as its info. */
  derive: (label: string) => Buffer
  /** The same of another version of the master key, from 1. Errors: `fault` for a version that there is not. */
  deriveOf: (version: number, label: string) => Buffer
  /** How many versions there are: what is newly encrypted is under the last. */
  versions: number
}

/** Secrets of master keys of 32 bytes each, the oldest first: all but what can be rotated is derived from that one. */
export const secretsOf = (...masterKeys: readonly [Uint8Array, ...Uint8Array[]]): Secrets => {
  const deriveOf = (version: number, label: string): Buffer => {
    const masterKey = masterKeys[version - 1]
    if (!masterKey)
      throw new MetTraceError('fault', `Version ${version} of the master key is not in its file any more.`)
    return Buffer.from(hkdfSync('sha256', masterKey, '', `mettrace/${label}`, keyLength))
  }
  return { derive: (label) => deriveOf(1, label), deriveOf, versions: masterKeys.length }
}

const howToMakeOne = `head -c ${keyLength} /dev/urandom | base64 > FILE`

/** One key on each line, the oldest first. */
const parseKeys = (text: string, file: string): Secrets => {
  const [first, ...later] = text
    .trim()
    .split(/\s*\n\s*/)
    .map((line) => parseKey(line, file))
  return secretsOf(first!, ...later)
}

const parseKey = (text: string, file: string): Buffer => {
  const key = Buffer.from(text, 'base64')
  if (key.length === keyLength && /^[A-Za-z0-9+/_-]+=?$/.test(text)) return key
  // What the file holds is not told: it may be nearly a key.
  throw new MetTraceError('fault', 'The file of the master key does not hold one.', {
    file,
    expected: `${keyLength} random bytes in base64: ${howToMakeOne}`,
  })
}

const readKey = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new MetTraceError(
      'fault',
      `The file of the master key cannot be read: ${(cause as Error).message}`,
      { file, expected: howToMakeOne },
      { cause },
    )
  }
}

/**
 * The master key of a database: of the file that METTRACE_MASTER_KEY_FILE names, or, where none is named, of
 * `keys/master-key` in the data folder, made at the first start; in production it must be named. Without it names, contacts and signed heads of that
 * database are lost: it is kept apart from the database's backups, and backed up itself.
 * Errors: `usage` in production for a database of one's own without a key file or with one that other accounts of the
 * machine may use, `fault` when the file cannot be used.
 */
export const openSecrets = async (config: DatabaseSettings): Promise<Secrets> => {
  const { masterKeyFile } = config
  if (masterKeyFile !== undefined) {
    const text = await readKey(masterKeyFile)
    if (config.production) checkOwnersOnly(masterKeyFile, 'METTRACE_MASTER_KEY_FILE')
    return parseKeys(text, masterKeyFile)
  }
  if (config.production && config.databaseUrl !== undefined) {
    throw new MetTraceError(
      'usage',
      `In production the master key of a database is kept where you decide. Set METTRACE_MASTER_KEY_FILE to a file with one; to make it: ${howToMakeOne}`,
    )
  }
  const folder = join(config.dataDirectory, 'keys')
  await makeFolder(folder, 0o700)
  const file = join(folder, 'master-key')
  return parseKeys(await keptSecret(file, keyLength), file)
}
