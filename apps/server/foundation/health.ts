import { statfs } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { schemaMark } from './access/apply-access.ts'
import type { Database } from './database.ts'
import { sealerActor } from './log/open-log.ts'
import { schemaState } from './migrate.ts'
import { productVersion } from './version.ts'

/** Free bytes below which a disk is full: PostgreSQL needs 16 MB for each new file of its log. */
const leastFree = 32 * 2 ** 20
/** Milliseconds for which a write that failed for want of room counts. */
const fullFor = 60_000
/** Heads are signed well within a minute: an entry that waits for five has no sealer. */
const stateQuery = `
  select obj_description(to_regnamespace('migration'), 'pg_namespace') as schema,
    exists (
      select from log.entry e
      where e.epoch = log.present_epoch() and e.at < clock_timestamp() - interval '5 minutes'
        and e.xid >= coalesce(
          (select h.sealed_below from log.head h where h.epoch = log.present_epoch() order by h.size desc limit 1), '0')
        and not exists (select from log.sealed s where s.entry = e.id)
    ) as behind`

type State = { schema: string | null; behind: boolean }

/** A folder that is not there yet takes up no room. */
const hasRoom = async (folder: string): Promise<boolean> => {
  const disk = await statfs(folder).catch(() => undefined)
  return !disk || disk.bavail * disk.bsize >= leastFree
}

export type HealthParts = {
  database: Pick<Database, 'isAlive' | 'readWithoutAct' | 'lastFull'>
  /** Folders that are written to. */
  folders: readonly string[]
}

const ready = async ({ database, folders }: HealthParts, schema: string) => {
  const state = await database.readWithoutAct<State>(sealerActor, stateQuery).then(
    ([row]) => row,
    () => undefined,
  )
  const failed = database.lastFull()
  const rooms = await Promise.all(folders.map(hasRoom))
  return {
    database: state !== undefined,
    migrations: state?.schema === schema,
    log: state?.behind === false,
    disk: rooms.every(Boolean) && (failed === undefined || performance.now() - failed > fullFor),
  }
}

/**
 * For monitoring, open to everybody. `GET /health`: `{status, version, database}`, 503 when the database does not answer.
 * `GET /health/live`: that the process answers, whatever the database does; restart it where it does not.
 * `GET /health/ready`: whether people can work, and of what that is made: the database answers, its schema is this
 * version's, the log is sealed, there is room on the disk; 503 otherwise, and others are sent here later.
 */
export const healthRoutes = (app: FastifyInstance, parts: HealthParts): void => {
  const open = { config: { open: true, limit: 'none' } } as const
  const schema = schemaMark + schemaState()

  app.get('/health', open, async (_request, reply) => {
    const alive = await parts.database.isAlive()
    return reply
      .code(alive ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: alive ? 'ok' : 'unavailable', version: productVersion, database: alive })
  })

  app.get('/health/live', open, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok', version: productVersion }),
  )

  app.get('/health/ready', open, async (_request, reply) => {
    const found = await ready(parts, schema)
    const isReady = Object.values(found).every(Boolean)
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: isReady ? 'ok' : 'unavailable', version: productVersion, ...found })
  })
}
