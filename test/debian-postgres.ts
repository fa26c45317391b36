import { existsSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { postgresAccount } from '../apps/server/foundation/postgres-account.ts'
import { run } from './command.ts'
import { freePort } from './free-port.ts'

/** The oldest PostgreSQL that the product promises to work on, as Debian 12 has it. */
const binaries = '/usr/lib/postgresql/15/bin'

const ensureInstalled = async (): Promise<void> => {
  if (existsSync(join(binaries, 'initdb'))) return
  if (process.getuid?.() === 0) {
    const environment = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update'])
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql-15'], { environment })
  }
  if (!existsSync(join(binaries, 'initdb'))) {
    throw new Error(`There is no PostgreSQL 15 in ${binaries}; Debian's package is postgresql-15.`)
  }
}

/**
 * A throw-away PostgreSQL 15 for `work`, which gets the superuser's connection string.
 * Errors: when it is neither there nor to be installed, or does not start.
 */
export const withDebianPostgres = async (work: (url: string) => Promise<void>): Promise<void> => {
  await ensureInstalled()
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-postgres-15-'))
  const { owner, identity } = await postgresAccount([folder])
  if (owner) await chown(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const call = async (program: string, parameters: string[]): Promise<void> => {
    const { code, output } = await run(join(binaries, program), parameters, { folder: '/', identity })
    if (code !== 0) throw new Error(`${program} ended with ${code}: ${output}`)
  }
  try {
    await call('initdb', [
      `--pgdata=${data}`,
      '--username=postgres',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
    ])
    const port = await freePort()
    const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`
    await call('pg_ctl', ['start', '-w', '-s', '-D', data, '-l', join(folder, 'log'), '-o', settings])
    try {
      await work(`postgres://postgres@127.0.0.1:${port}/postgres`)
    } finally {
      await call('pg_ctl', ['stop', '-m', 'fast', '-w', '-s', '-D', data])
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
