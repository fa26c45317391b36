import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openSecrets, secretsOf, type Secrets } from './secrets.ts'

const folder = await mkdtemp(join(tmpdir(), 'mettrace-secrets-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const embedded = (name: string): Promise<Secrets> =>
  openSecrets({
    dataDirectory: join(folder, name),
    databaseUrl: undefined,
    masterKeyFile: undefined,
    signInDatabaseUrl: undefined,
    workerDatabaseUrl: undefined,
    production: false,
  })
const own = (masterKeyFile: string | undefined, production = true): Promise<Secrets> =>
  openSecrets({
    dataDirectory: join(folder, 'beside'),
    databaseUrl: 'postgres://h/d',
    masterKeyFile,
    signInDatabaseUrl: undefined,
    workerDatabaseUrl: undefined,
    production,
  })
const hex = (secrets: Secrets, label = 'x'): string => secrets.derive(label).toString('hex')

describe('derived keys', () => {
  test('are those of RFC 5869 for a known master key', () => {
    // HKDF-SHA256 by its definition: extract with an empty salt, then one block of expand.
    expect(hex(secretsOf(new Uint8Array(32)), 'session')).toBe(
      'f39ad92f3c92c0d86a895694ad05d084e3cde5777926f23e6c08e75d602516ba',
    )
  })

  test('have 32 bytes, and differ by use and by master key', () => {
    const one = secretsOf(new Uint8Array(32))
    const other = secretsOf(new Uint8Array(32).fill(1))
    expect(one.derive('a')).toHaveLength(32)
    expect(new Set([hex(one, 'a'), hex(one, 'b'), hex(other, 'a'), hex(other, 'b')]).size).toBe(4)
    expect(hex(one, 'a')).toBe(hex(one, 'a'))
  })
})

describe('the embedded database', () => {
  test('has a master key made once, for its owner only, however many first starts there are', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => embedded('first')))
    expect(new Set(all.map((each) => hex(each))).size).toBe(1)
    expect(hex(await embedded('first'))).toBe(hex(all[0] ?? secretsOf(new Uint8Array())))
    expect(hex(await embedded('second'))).not.toBe(hex(await embedded('first')))
    const file = join(folder, 'first/keys/master-key')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(join(folder, 'first/keys'))).mode & 0o777).toBe(0o700)
    expect(Buffer.from(await readFile(file, 'utf8'), 'base64url')).toHaveLength(32)
  })
})

describe('a database of one’s own', () => {
  test('has a key in the data folder for trying out', async () => {
    expect(hex(await own(undefined, false))).toBe(hex(await embedded('beside')))
  })

  test('needs a key file in production, and says how to make one', async () => {
    await expect(own(undefined)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('METTRACE_MASTER_KEY_FILE') as string,
    })
  })

  test('takes the key of its file, in either base64', async () => {
    const key = Buffer.alloc(32, 0xff)
    const files = [
      ['standard', `${key.toString('base64')}\n`],
      ['url', key.toString('base64url')],
    ] as const
    for (const [name, text] of files) {
      await writeFile(join(folder, name), text, { mode: 0o600 })
      expect(hex(await own(join(folder, name)))).toBe(hex(secretsOf(key)))
    }
  })

  test.each([
    ['empty', ''],
    ['short', Buffer.alloc(31).toString('base64')],
    ['long', Buffer.alloc(33).toString('base64')],
    ['no base64', '*'.repeat(44)],
  ])('refuses a file that is %s, without telling what it holds', async (name, text) => {
    const file = join(folder, `wrong ${name}`)
    await writeFile(file, text, { mode: 0o600 })
    const refusal = await own(file).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'fault', where: { file } })
    if (text !== '') expect(JSON.stringify(refusal)).not.toContain(text)
  })

  test.each([0o640, 0o604, 0o602])(
    'refuses in production a file of mode %o, and says what to do',
    async (mode) => {
      const file = join(folder, `open ${mode}`)
      await writeFile(file, Buffer.alloc(32, 1).toString('base64'))
      await chmod(file, mode)
      await expect(own(file)).rejects.toMatchObject({
        code: 'usage',
        message: expect.stringMatching(/METTRACE_MASTER_KEY_FILE.*chmod 600/) as string,
      })
      await expect(own(file, false)).resolves.toBeDefined()
    },
  )

  test('says which file is missing', async () => {
    await expect(own(join(folder, 'none'))).rejects.toMatchObject({
      code: 'fault',
      where: { file: join(folder, 'none') },
    })
  })
})
