import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openEmbeddedPostgres } from '../apps/server/foundation/embedded-postgres.ts'
import { nodeProgram, repositoryRoot } from './repository.ts'
import { plainEnvironment } from './settings.ts'

export type CommandEnding = { code: number | null; output: string; errors: string }

export type RunningCommand = {
  ended: Promise<CommandEnding>
  hasEnded: () => boolean
  signal: (name: NodeJS.Signals) => void
}

/** The real command line on a data folder, running. */
export const startCommand = (data: string, parameters: readonly string[]): RunningCommand => {
  const child = spawn(nodeProgram, ['apps/server/main.ts', ...parameters, '--data', data, '--json'], {
    cwd: repositoryRoot,
    env: plainEnvironment({}),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [output, errors, over] = ['', '', false]
  child.stdout.on('data', (piece: Buffer) => (output += piece.toString('utf8')))
  child.stderr.on('data', (piece: Buffer) => (errors += piece.toString('utf8')))
  const ended = new Promise<CommandEnding>((resolve) => {
    child.on('close', (code) => {
      over = true
      resolve({ code, output, errors })
    })
  })
  return { ended, hasEnded: () => over, signal: (name) => void child.kill(name) }
}

const importersAtWork = async (owner: pg.Client): Promise<number[]> => {
  const { rows } = await owner.query<{ pid: number }>(
    `select pid from pg_stat_activity
     where application_name = 'mettrace' and backend_xid is not null and datname = current_database()`,
  )
  return rows.map(({ pid }) => pid)
}

/** Waits until a command has begun to write; the server process that works for it. Undefined when it ended before. */
export const begun = async (owner: pg.Client, command: RunningCommand): Promise<number | undefined> => {
  for (;;) {
    const [pid] = await importersAtWork(owner)
    if (pid !== undefined || command.hasEnded()) return pid
    await sleep(2)
  }
}

/** Waits until nothing that was begun is still being undone. */
export const quiet = async (owner: pg.Client): Promise<void> => {
  while ((await importersAtWork(owner)).length > 0) await sleep(5)
}

/** Looks at a data folder's database as its owner, while commands work on it. */
export const watching = async <T>(folder: string, look: (owner: pg.Client) => Promise<T>): Promise<T> => {
  const embedded = await openEmbeddedPostgres(folder)
  const owner = new pg.Client({ connectionString: embedded.ownerUrl })
  owner.on('error', () => undefined)
  await owner.connect()
  try {
    return await look(owner)
  } finally {
    await owner.end().catch(() => undefined)
    await embedded.release()
  }
}
