import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { appendFile, chmod, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { embeddedBinaries } from './embedded-binaries.ts'
import { MetTraceError } from './errors.ts'
import { postgresAccount, type PostgresAccount } from './postgres-account.ts'
import { keptSecret } from './secret-file.ts'
import { advisoryLocks } from './advisory-locks.ts'

/** Login that owns the embedded cluster; used for migrations only. */
const superuser = 'postgres'
const patience = 30_000
const passwordLength = 24

export type EmbeddedPostgres = {
  /** Connection string of the cluster's owner, for migrations. */
  ownerUrl: string
  /** Connection string of the login that the product works with. */
  applicationUrl: string
  /** Leaves the server; stops it when nobody else is using it. */
  release: () => Promise<void>
}

type Cluster = { directory: string; logFile: string; password: string; account: PostgresAccount }

const run = (account: PostgresAccount, command: string, parameters: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      account.wrap ? account.wrap.command : command,
      account.wrap ? [...account.wrap.parameters, command, ...parameters] : parameters,
      {
        ...account.identity,
        // The server inherits these, so it must neither hold our output open nor die with our terminal.
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
        env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' },
      },
    )
    let words = ''
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString('utf8')))
    child.on('error', reject)
    child.on('exit', (code) => {
      child.stderr.destroy()
      if (code === 0) resolve(words)
      else reject(new Error(`${command.split('/').at(-1)} ended with ${code}: ${words.trim()}`))
    })
  })

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })

const settings = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 60
shared_buffers = 256MB
work_mem = 32MB
maintenance_work_mem = 128MB
max_wal_size = 4GB
checkpoint_timeout = 15min
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
# Statements carry parameters; parameters may carry personal data, and so do the details of what went wrong.
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length_on_error = 0
`

/** Built beside and then renamed, so that two first starts at once, or a killed one, leave a whole cluster or none. */
const createCluster = async (cluster: Cluster): Promise<void> => {
  const { initdb } = await embeddedBinaries()
  const attempt = `${cluster.directory}.new-${process.pid}`
  const passwordFile = `${attempt}.password`
  try {
    await mkdir(attempt, { mode: 0o700 })
    await writeFile(passwordFile, cluster.password, { mode: 0o600 })
    if (cluster.account.owner) {
      await chown(attempt, cluster.account.owner.uid, cluster.account.owner.gid)
      await chown(passwordFile, cluster.account.owner.uid, cluster.account.owner.gid)
    }
    await run(cluster.account, initdb, [
      `--pgdata=${attempt}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--data-checksums',
    ])
    await appendFile(join(attempt, 'postgresql.conf'), settings)
    await rename(attempt, cluster.directory)
  } catch (error) {
    if (!existsSync(join(cluster.directory, 'PG_VERSION'))) throw error
  } finally {
    await rm(passwordFile, { force: true })
    await rm(attempt, { recursive: true, force: true })
  }
}

/** Port that the lock file names, and whether the process it names lives. */
const runningServer = (cluster: Cluster): { pid: number; port: number } | undefined => {
  let lines: string[]
  try {
    lines = readFileSync(join(cluster.directory, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!Number.isInteger(pid) || !Number.isInteger(port) || port === 0) return undefined
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined
  }
  return { pid, port }
}

const urlOf = (login: string, password: string, port: number, database: string): string =>
  `postgres://${login}:${password}@127.0.0.1:${port}/${database}`

/**
 * Connects to the cluster's server and takes the presence lock; undefined when nobody answers (yet).
 * The lock waits while another process is stopping the server, and then breaks with it, which reads as "nobody".
 */
const joinServer = async (cluster: Cluster, port: number): Promise<pg.Client | undefined> => {
  const client = new pg.Client({
    connectionString: urlOf(superuser, cluster.password, port, 'postgres'),
    connectionTimeoutMillis: 5000,
    application_name: 'mettrace presence',
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select pg_advisory_lock_shared($1)', [advisoryLocks.presence])
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    if ((error as { code?: string }).code === '28P01') {
      throw new MetTraceError(
        'fault',
        'The embedded database does not accept the password kept beside it. Was the folder put together from two copies?',
        {},
        { cause: error },
      )
    }
    return undefined
  }
}

const startOrAdopt = async (cluster: Cluster): Promise<{ presence: pg.Client; port: number }> => {
  const { pg_ctl } = await embeddedBinaries()
  const giveUpAt = Date.now() + patience
  let lastError: unknown
  while (Date.now() < giveUpAt) {
    const running = runningServer(cluster)
    if (running) {
      const presence = await joinServer(cluster, running.port)
      if (presence) return { presence, port: running.port }
    }
    try {
      const port = await freePort()
      await run(cluster.account, pg_ctl, [
        'start',
        '--wait',
        '--silent',
        `--pgdata=${cluster.directory}`,
        `--log=${cluster.logFile}`,
        `--options=-p ${port}`,
      ])
    } catch (error) {
      // Another process may have been quicker; the next turn joins it.
      lastError = error
      await sleep(200)
    }
  }
  throw new MetTraceError(
    'fault',
    `The embedded database did not start. Its own words are in ${cluster.logFile}.`,
    {},
    { cause: lastError },
  )
}

const stop = async (cluster: Cluster): Promise<void> => {
  const { pg_ctl } = await embeddedBinaries()
  const stoppingPid = runningServer(cluster)?.pid
  if (stoppingPid === undefined) return
  await run(cluster.account, pg_ctl, [
    'stop',
    '--mode=fast',
    '--no-wait',
    '--silent',
    `--pgdata=${cluster.directory}`,
  ])
  // pg_ctl would wait for a server that somebody else starts right after this one, so we wait for this one's end.
  const giveUpAt = Date.now() + patience
  while (runningServer(cluster)?.pid === stoppingPid) {
    if (Date.now() > giveUpAt) {
      throw new MetTraceError(
        'fault',
        `The embedded database did not stop. Its own words are in ${cluster.logFile}.`,
      )
    }
    await sleep(20)
  }
}

/** A connection that breaks here means that another process, leaving at the same moment, is stopping the server. */
const isLast = async (presence: pg.Client): Promise<boolean> => {
  try {
    await presence.query('select pg_advisory_unlock_shared($1)', [advisoryLocks.presence])
    const { rows } = await presence.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [
      advisoryLocks.presence,
    ])
    return rows[0]?.last ?? false
  } catch {
    return false
  }
}

const stopIfLast = async (cluster: Cluster, presence: pg.Client): Promise<void> => {
  try {
    if (await isLast(presence)) await stop(cluster)
  } finally {
    await presence.end().catch(() => undefined)
  }
}

/** Login, database and password that the product itself works with; without any right of its own. */
const prepareApplication = async (presence: pg.Client, password: string): Promise<void> => {
  const { rows } = await presence.query<{ role: boolean; database: boolean }>(
    `select exists (select from pg_roles where rolname = 'mettrace_app') as role,
            exists (select from pg_database where datname = 'mettrace') as database`,
  )
  if (rows[0]?.role && rows[0].database) return
  // Two first starts at once: the second waits here and then finds both.
  await presence.query('select pg_advisory_lock($1)', [advisoryLocks.firstStart])
  try {
    await presence.query(
      `do $$ begin
         if not exists (select from pg_roles where rolname = 'mettrace_app') then
           create role mettrace_app login noinherit nosuperuser nobypassrls;
         end if;
       end $$`,
    )
    await presence.query(`alter role mettrace_app password ${presence.escapeLiteral(password)}`)
    const { rowCount } = await presence.query(`select from pg_database where datname = 'mettrace'`)
    if (!rowCount) await presence.query('create database mettrace')
  } finally {
    await presence.query('select pg_advisory_unlock($1)', [advisoryLocks.firstStart])
  }
}

/**
 * Starts the embedded PostgreSQL of a data folder, or joins the one that runs there already (of another command,
 * or left behind by one that was killed). The last process to leave stops it.
 * Errors: `data_in_use` when `asServer` and another server has this folder; `fault` when it cannot be started.
 */
export const openEmbeddedPostgres = async (
  dataDirectory: string,
  options: { asServer?: boolean } = {},
): Promise<EmbeddedPostgres> => {
  await mkdir(dataDirectory, { recursive: true })
  const { pg_ctl } = await embeddedBinaries()
  const account = await postgresAccount([join(dataDirectory, 'postgres'), pg_ctl])
  const cluster: Cluster = {
    directory: join(dataDirectory, 'postgres'),
    logFile: join(dataDirectory, 'postgres.log'),
    password: await keptSecret(join(dataDirectory, 'owner-password'), passwordLength),
    account,
  }
  const applicationPassword = await keptSecret(join(dataDirectory, 'application-password'), passwordLength)
  if (!existsSync(join(cluster.directory, 'PG_VERSION'))) await createCluster(cluster)
  if (account.owner) {
    await writeFile(cluster.logFile, '', { flag: 'a' })
    await chown(cluster.logFile, account.owner.uid, account.owner.gid)
  }
  await chmod(cluster.logFile, 0o600).catch(() => undefined)

  const { presence, port } = await startOrAdopt(cluster)
  try {
    if (options.asServer) {
      const { rows } = await presence.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
        advisoryLocks.server,
      ])
      if (!rows[0]?.mine) {
        throw new MetTraceError(
          'data_in_use',
          `Another MetTrace server is already running on the data folder ${dataDirectory}. Stop it first, or choose another folder with --data. Commands such as import and risk may run beside it.`,
        )
      }
    }
    await prepareApplication(presence, applicationPassword)
  } catch (error) {
    await stopIfLast(cluster, presence)
    throw error
  }
  return {
    ownerUrl: urlOf(superuser, cluster.password, port, 'mettrace'),
    applicationUrl: urlOf('mettrace_app', applicationPassword, port, 'mettrace'),
    release: () => stopIfLast(cluster, presence),
  }
}
