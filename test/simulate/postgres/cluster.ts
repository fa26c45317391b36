import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import pg from 'pg'
import { ofLogins, usualLogins } from '../../../apps/server/foundation/access/logins.ts'
import { databaseOn, type Database } from '../../../apps/server/foundation/database.ts'
import { openEmbeddedPostgres } from '../../../apps/server/foundation/embedded-postgres.ts'
import { migrate } from '../../../apps/server/foundation/migrate.ts'
import { urlOfDatabase } from '../../database-server.ts'
import { testSecrets } from '../../secrets.ts'
import { putTown, type TownPeople } from './put-town.ts'

/** What a cluster may come to, with its write-ahead log, in bytes. */
const room = 2 ** 30

/** Memory where Linux keeps files in it and there is room: a database of its own for every run is a thousand files each time. */
const folderOfRuns = async (): Promise<string> => {
  const memory = '/dev/shm'
  const free = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  )
  return free > room * availableParallelism() ? memory : tmpdir()
}

/** The database of a run, and the one that it may be put back to. */
const [present, earlier, beginning] = ['town', 'town_earlier', 'town_beginning']

/** A PostgreSQL of its own: what is open in another database of a cluster holds up what this one serves. */
export type Cluster = {
  people: TownPeople
  /** The town as it was before anybody walked it. */
  begin: () => Promise<void>
  database: () => Database
  owner: () => pg.Client
  /** Ends every connection of the product; `pid`: that one alone. */
  cut: (pid?: number) => Promise<void>
  /** Copies the database as it is committed now. Ends every connection. */
  backup: () => Promise<void>
  /** Puts the copy in its place, and begins an epoch of this number. */
  restore: (epoch: number) => Promise<void>
  close: () => Promise<void>
}

/** `fault`: SQL of a mistake that is planted into the schema. */
export const openCluster = async (fault?: string): Promise<Cluster> => {
  const folder = await mkdtemp(join(await folderOfRuns(), 'mettrace-simulate-'))
  await chmod(folder, 0o711)
  const embedded = await openEmbeddedPostgres(folder)
  const cluster = new pg.Client({ connectionString: embedded.ownerUrl })
  await cluster.connect()
  // What is thrown away needs no disk, and a deadlock is looked for before the world has waited long.
  await cluster.query('alter system set fsync = off')
  await cluster.query('alter system set full_page_writes = off')
  await cluster.query(`alter system set deadlock_timeout = '50ms'`)
  await cluster.query('alter system set autovacuum = off')
  await cluster.query(`alter system set max_wal_size = '256MB'`)
  await cluster.query('select pg_reload_conf()')
  const urlOf = (name: string): string => urlOfDatabase(embedded.ownerUrl, name)
  const databaseOf = (name: string): Database =>
    databaseOn(
      ofLogins((login) => urlOfDatabase(embedded.urls[login], name)),
      testSecrets,
    )
  const ownerOf = async (name: string): Promise<pg.Client> => {
    const client = new pg.Client({
      connectionString: urlOf(name),
      options: '-c mettrace.change_by=simulation',
    })
    client.on('error', () => undefined)
    await client.connect()
    return client
  }
  /**
   * Ends the product's connections to a database; `pid`: one alone. Their ends have heard of it when this resolves: in the time of a world
   * that may be a minute from now, and no pool gives out a connection that broke a minute ago.
   */
  const end = async (name: string, pid?: number): Promise<void> => {
    await cluster.query(
      `select pg_terminate_backend(pid, 10_000) from pg_stat_activity
       where datname = $1 and application_name = 'mettrace' and ($2::int is null or pid = $2)`,
      [name, pid ?? null],
    )
    await turn()
  }
  const copy = async (from: string, to: string): Promise<void> => {
    await end(from)
    await end(to)
    await cluster.query(`drop database if exists ${to} with (force)`)
    await cluster.query(`create database ${to} template ${from} strategy file_copy`)
  }

  await cluster.query(`create database ${beginning}`)
  await migrate(urlOf(beginning), usualLogins)
  const first = databaseOf(beginning)
  const firstOwner = await ownerOf(beginning)
  const people = await putTown(first, firstOwner)
  if (fault !== undefined) await firstOwner.query(fault)
  await firstOwner.query('vacuum analyze')
  await first.close()
  await firstOwner.end()

  let database: Database | undefined
  let owner: pg.Client | undefined
  let copied = beginning
  const leave = async (): Promise<void> => {
    await owner?.end()
    owner = undefined
  }
  /** Not waited for: what was still waiting when its world ended keeps its connection for ever, until that is cut. */
  const close = (): void => void database?.close().catch(() => undefined)
  const made: Cluster = {
    people,
    begin: async () => {
      await leave()
      close()
      await copy(beginning, present)
      copied = beginning
      database = databaseOf(present)
      owner = await ownerOf(present)
    },
    database: () => database!,
    owner: () => owner!,
    cut: (pid) => end(present, pid),
    backup: async () => {
      await leave()
      await copy(present, earlier)
      copied = earlier
      owner = await ownerOf(present)
    },
    restore: async (epoch) => {
      await leave()
      await copy(copied, present)
      owner = await ownerOf(present)
      await owner.query(
        `insert into log.epoch (number, system_identifier, timeline, size, reason) values ($1, '1', 1, 0, 'simulation')`,
        [epoch],
      )
    },
    close: async () => {
      await leave()
      close()
      await cluster.end()
      await embedded.release()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return made
}
