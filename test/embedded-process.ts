import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { nodeProgram } from './repository.ts'

export type EmbeddedAnswer = {
  ownerUrl: string
  urls: Readonly<Record<string, string>>
  code?: string
  message?: string
}

export type EmbeddedProcess = {
  /** What it got: connection strings, or why not. */
  answer: EmbeddedAnswer
  /** Tells it to leave and waits until it has; its exit code. */
  leave: () => Promise<number>
  /** kill -9. */
  kill: () => Promise<void>
}

const start = (folder: string, kind: 'command' | 'server'): ChildProcessByStdio<Writable, Readable, null> =>
  spawn(nodeProgram, [join(import.meta.dirname, 'embedded-child.ts'), folder, kind], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })

/** A process on the embedded database of `folder` that is killed (-9) in the middle of what it does. */
export const killedProcess = async (folder: string, afterMilliseconds: number): Promise<void> => {
  const child = start(folder, 'command')
  const ended = once(child, 'exit')
  await sleep(afterMilliseconds)
  child.kill('SIGKILL')
  await ended
}

/** Another process on the embedded database of `folder`. */
export const embeddedProcess = async (
  folder: string,
  kind: 'command' | 'server' = 'command',
): Promise<EmbeddedProcess> => {
  const child = start(folder, kind)
  const ended = once(child, 'exit') as Promise<[number | null]>
  const lines = createInterface(child.stdout)
  const [line] = (await Promise.race([once(lines, 'line'), once(lines, 'close')])) as [string?]
  if (line === undefined) throw new Error(`The process on ${folder} ended without a word.`)
  return {
    answer: JSON.parse(line) as EmbeddedAnswer,
    leave: async () => {
      child.stdin.end()
      const [code] = await ended
      return code ?? -1
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** The owner of the embedded database that runs in `folder`, past what the product may do. */
export const embeddedOwner = async (folder: string): Promise<pg.Client> => {
  const password = (await readFile(join(folder, 'owner-password'), 'utf8')).trim()
  const port = Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[3])
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'mettrace' })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Process id of the PostgreSQL that runs in `folder`; undefined when none does. */
export const postgresOf = (folder: string): number | undefined => {
  try {
    const pid = Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 0)
    return pid
  } catch {
    return undefined
  }
}
