import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { run } from './command.ts'
import { postgresOf } from './embedded-process.ts'
import { freePort } from './free-port.ts'
import { repositoryRoot } from './repository.ts'
import { plainEnvironment } from './settings.ts'
import type { Outcome } from './tally.ts'

const patience = 60_000

/** Waits until something answers at `url`, or `server` has ended; the status, or undefined when nothing ever did. */
const firstAnswer = async (url: string, server: ChildProcess): Promise<number | undefined> => {
  for (const giveUpAt = Date.now() + patience; Date.now() < giveUpAt; await sleep(100)) {
    // As a browser asks, which is led to where people sign in.
    const status = await fetch(url, { headers: { accept: 'text/html' } }).then(
      (response) => response.status,
      () => undefined,
    )
    if (status !== undefined || server.exitCode !== null) return status
  }
  return undefined
}

/** Ends whatever a failed check has left: the processes that npm started, and PostgreSQL. */
const clearAway = (server: ChildProcess, data: string): void => {
  const postgres = postgresOf(data)
  for (const pid of [server.pid === undefined ? undefined : -server.pid, postgres]) {
    try {
      if (pid !== undefined) process.kill(pid, 'SIGTERM')
    } catch {
      // It has ended by itself, as it should.
    }
  }
}

/** What is wrong with `npm start` in `clone`: it must answer on its port and stop cleanly when npm is told to. */
const startAndStop = async (clone: string): Promise<string[]> => {
  const port = await freePort()
  const data = join(clone, '.data')
  const server = spawn('npm', ['start'], {
    cwd: clone,
    env: plainEnvironment({ PORT: String(port), PROVIDER_PORT: String(await freePort()) }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let words = ''
  server.stdout.on('data', (chunk: Buffer) => (words += chunk.toString('utf8')))
  server.stderr.on('data', (chunk: Buffer) => (words += chunk.toString('utf8')))
  const ended = once(server, 'exit')
  const address = `http://127.0.0.1:${port}`
  const problems: string[] = []
  for (const page of ['/', '/health']) {
    const status = await firstAnswer(address + page, server)
    if (status !== 200) problems.push(`${page} answered ${status ?? 'nothing'}`)
  }
  server.kill('SIGTERM')
  const stopped = await Promise.race([ended.then(() => true), sleep(patience, false, { ref: false })])
  if (!stopped) problems.push('npm start did not end when told to')
  if (postgresOf(data)) problems.push('PostgreSQL was left running')
  const answers = await fetch(address).then(
    () => true,
    () => false,
  )
  if (answers) problems.push('the port still answers')
  clearAway(server, data)
  return problems.length === 0 ? [] : [...problems, words]
}

/** What a newcomer does: clone what is committed, `npm ci && npm start`. */
export const checkFreshClone = async (): Promise<Outcome> => {
  const folder = await mkdtemp(join(tmpdir(), 'mettrace-clone-'))
  const clone = join(folder, 'mettrace')
  try {
    for (const [program, ...parameters] of [
      ['git', 'clone', '--quiet', '--no-hardlinks', repositoryRoot, clone],
      ['npm', '--prefix', clone, 'ci', '--no-audit', '--no-fund'],
    ] as [string, ...string[]][]) {
      const { code, output } = await run(program, parameters, { folder: program === 'npm' ? clone : folder })
      if (code !== 0) return { state: 'failed', words: `${program} ${parameters.join(' ')}\n${output}` }
    }
    const problems = await startAndStop(clone)
    return problems.length === 0 ? { state: 'passed' } : { state: 'failed', words: problems.join('\n') }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
