import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { appendFile, chmod, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { createHmac } from 'node:crypto'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { loginNames, ofLogins, usualLogins, type OfLogins } from './access/logins.ts'
import { embeddedBinaries } from './embedded-binaries.ts'
import { watchEngine } from './embedded-watch.ts'
import { MetTraceError } from './errors.ts'
import { makeFolder } from './make-folder.ts'
import { postgresAccount, type PostgresAccount } from './postgres-account.ts'
import { makeLogin } from './make-login.ts'
import { keptSecret } from './secret-file.ts'
import { advisoryLocks } from './advisory-locks.ts'

/** Login that owns the embedded cluster; used for migrations only. */
const superuser = 'postgres'
const patience = 30_000
const stopPatience = 15_000
const passwordLength = 24

export type EmbeddedPostgres = {
  /** Connection string of the cluster's owner, for migrations. */
  ownerUrl: string
  /** Connection strings of the logins that the product works with. */
  urls: OfLogins<string>
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
# A server holds some thirty at most; commands beside it hold ten each.
max_connections = 100
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

type Server = { pid: number; port: number }

/** What the lock file names: a server that runs, or one that was killed. */
const lastServer = (cluster: Cluster): Server | undefined => {
  let lines: string[]
  try {
    lines = readFileSync(join(cluster.directory, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
  const pid = Number(lines[0])
  const port = Number(lines[3])
  return Number.isInteger(pid) && Number.isInteger(port) && port !== 0 ? { pid, port } : undefined
}

const runningServer = (cluster: Cluster): Server | undefined => {
  const server = lastServer(cluster)
  if (!server) return undefined
  try {
    process.kill(server.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined
  }
  return server
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
    query_timeout: patience,
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

const startOrAdopt = async (
  cluster: Cluster,
  meanwhile: () => void,
): Promise<{ presence: pg.Client; port: number }> => {
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
      // After a kill on the port of before, where its users look for it.
      const port = lastServer(cluster)?.port ?? (await freePort())
      const started = run(cluster.account, pg_ctl, [
        'start',
        '--wait',
        '--silent',
        `--pgdata=${cluster.directory}`,
        `--log=${cluster.logFile}`,
        // A statement whose user has gone does not go on.
        `--options=-p ${port} -c client_connection_check_interval=1s`,
      ])
      meanwhile()
      await started
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

/** Whether the server with this process id ended in time. */
const hasEnded = async (cluster: Cluster, pid: number): Promise<boolean> => {
  const giveUpAt = Date.now() + stopPatience
  while (runningServer(cluster)?.pid === pid) {
    if (Date.now() > giveUpAt) return false
    await sleep(20)
  }
  return true
}

const stop = async (cluster: Cluster): Promise<void> => {
  const { pg_ctl } = await embeddedBinaries()
  const stoppingPid = runningServer(cluster)?.pid
  if (stoppingPid === undefined) return
  // One of its processes that hears nothing keeps it from a stop in good order; it then recovers at its next start.
  for (const mode of ['fast', 'immediate']) {
    await run(cluster.account, pg_ctl, [
      'stop',
      `--mode=${mode}`,
      '--no-wait',
      '--silent',
      `--pgdata=${cluster.directory}`,
    ])
    // pg_ctl would wait for a server that somebody else starts right after this one, so we wait for this one's end.
    if (await hasEnded(cluster, stoppingPid)) return
  }
  throw new MetTraceError(
    'fault',
    `The embedded database did not stop. Its own words are in ${cluster.logFile}.`,
  )
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

/** The one login of earlier versions, which could become anybody. */
const formerLogin = 'mettrace_app'

/** Database and logins that the product itself works with; without any right of their own. */
const prepareLogins = async (presence: pg.Client, passwords: OfLogins<string>): Promise<void> => {
  const { rows } = await presence.query<{ ready: boolean }>(
    `select (select count(*) from pg_roles where rolname = any ($1)) = cardinality($1)
        and not exists (select from pg_roles where rolname = $2)
        and exists (select from pg_database where datname = 'mettrace') as ready`,
    [Object.values(usualLogins), formerLogin],
  )
  if (rows[0]?.ready) return
  // Two first starts at once: the second waits here and then finds both.
  await presence.query('select pg_advisory_lock($1)', [advisoryLocks.firstStart])
  try {
    for (const login of loginNames) await makeLogin(presence, usualLogins[login], passwords[login])
    await presence.query(`drop role if exists ${formerLogin}`)
    const { rowCount } = await presence.query(`select from pg_database where datname = 'mettrace'`)
    if (!rowCount) await presence.query('create database mettrace')
  } finally {
    await presence.query('select pg_advisory_unlock($1)', [advisoryLocks.firstStart])
  }
}

/** Takes the place of the one server of a folder. Errors: `data_in_use`. */
const beTheServer = async (presence: pg.Client, dataDirectory: string): Promise<void> => {
  const { rows } = await presence.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
    advisoryLocks.server,
  ])
  if (rows[0]?.mine) return
  throw new MetTraceError(
    'data_in_use',
    `Another MetTrace server is already running on the data folder ${dataDirectory}. Stop it first, or choose another folder with --data. Commands such as import and risk may run beside it.`,
  )
}

export type EmbeddedOptions = {
  /** As the one server of the folder, which starts the engine again when it ends. */
  asServer?: boolean
  tell?: (words: string, error?: unknown) => void
  /** Called while it starts. */
  meanwhile?: () => void
}

/**
 * Starts the embedded PostgreSQL of a data folder, or joins the one that runs there already (of another command,
 * or left behind by one that was killed). The last process to leave stops it. `meanwhile` is called while it starts. For
 * a server it is started again whenever it ends, on the same port; `tell` hears of it.
 * Errors: `data_in_use` when `asServer` and another server has this folder; `fault` when it cannot be started.
 */
export const openEmbeddedPostgres = async (
  dataDirectory: string,
  { asServer = false, tell = () => undefined, meanwhile = () => undefined }: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> => {
  await makeFolder(dataDirectory)
  const { pg_ctl } = await embeddedBinaries()
  const account = await postgresAccount([join(dataDirectory, 'postgres'), pg_ctl])
  const cluster: Cluster = {
    directory: join(dataDirectory, 'postgres'),
    logFile: join(dataDirectory, 'postgres.log'),
    password: await keptSecret(join(dataDirectory, 'owner-password'), passwordLength),
    account,
  }
  const secret = await keptSecret(join(dataDirectory, 'application-password'), passwordLength)
  const passwords = ofLogins((login) => createHmac('sha256', secret).update(login).digest('base64url'))
  if (!existsSync(join(cluster.directory, 'PG_VERSION'))) await createCluster(cluster)
  if (account.owner) {
    await writeFile(cluster.logFile, '', { flag: 'a' })
    await chown(cluster.logFile, account.owner.uid, account.owner.gid)
  }
  await chmod(cluster.logFile, 0o600).catch(() => undefined)

  const { presence, port } = await startOrAdopt(cluster, meanwhile)
  try {
    if (asServer) await beTheServer(presence, dataDirectory)
    await prepareLogins(presence, passwords)
  } catch (error) {
    await stopIfLast(cluster, presence)
    throw error
  }
  const again = async (): Promise<pg.Client> => {
    const joined = await startOrAdopt(cluster, () => undefined)
    await beTheServer(joined.presence, dataDirectory)
    return joined.presence
  }
  const watched = asServer ? watchEngine(presence, again, tell) : { end: async () => presence }
  return {
    ownerUrl: urlOf(superuser, cluster.password, port, 'mettrace'),
    urls: ofLogins((login) => urlOf(usualLogins[login], passwords[login], port, 'mettrace')),
    release: async () => stopIfLast(cluster, await watched.end()),
  }
}
