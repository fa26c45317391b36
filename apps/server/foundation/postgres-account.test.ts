import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeProgram } from '../../../test/repository.ts'
import { postgresAccount } from './postgres-account.ts'

const runFile = promisify(execFile)
const root = process.getuid?.() === 0

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mettrace-account-'))
  await writeFile(join(folder, 'program'), '', { mode: 0o755 })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test.skipIf(root)('an ordinary user runs PostgreSQL as itself', async () => {
  expect(await postgresAccount([folder])).toEqual({ owner: undefined, identity: {}, wrap: undefined })
})

test.skipIf(!root)('root runs it as another account, plainly where that may pass', async () => {
  await chmod(folder, 0o711)
  const account = await postgresAccount([join(folder, 'program')])
  expect(account.owner?.uid).toBeGreaterThan(0)
  expect(account).toMatchObject({ identity: account.owner, wrap: undefined })
})

test.skipIf(!root)(
  'where a folder of root’s is closed, the account reaches programs in it and is not root',
  async () => {
    const { owner, wrap } = await postgresAccount([join(folder, 'program')])
    const path = JSON.stringify(join(folder, 'program'))
    const ask = `fs.accessSync(${path}, fs.constants.X_OK); console.log(process.getuid(), process.geteuid())`
    const { stdout } = await runFile(wrap?.command ?? '', [
      ...(wrap?.parameters ?? []),
      nodeProgram,
      '-e',
      ask,
    ])
    expect(stdout.trim()).toBe(`${owner?.uid} ${owner?.uid}`)
  },
)
