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
    const status = await fetch(url).then(
      (response) => response.status,
      () => undefined,
    )
    if (status !== undefined || server.exitCode !== null) return status
  }
  return undefined
}

/** What is wrong with `npm start` in `clone`: it must answer on its port and stop cleanly when told to. */
const startAndStop = async (clone: string): Promise<string[]> => {
  const port = await freePort()
  const server = spawn('npm', ['start'], {
    cwd: clone,
    env: plainEnvironment({ PORT: String(port) }),
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ended = once(server, 'exit')
  const address = `http://127.0.0.1:${port}`
  const problems: string[] = []
  for (const page of ['/', '/health']) {
    const status = await firstAnswer(address + page, server)
    if (status !== 200) problems.push(`${page} answered ${status ?? 'nothing'}`)
  }
  server.kill('SIGTERM')
  const stopped = await Promise.race([ended.then(() => true), sleep(patience, false, { ref: false })])
  if (!stopped) {
    problems.push('npm start did not end when told to')
    server.kill('SIGKILL')
  }
  // npm may end before the server it started has.
  for (const giveUpAt = Date.now() + 10_000; postgresOf(join(clone, '.data')) && Date.now() < giveUpAt;)
    await sleep(50)
  if (postgresOf(join(clone, '.data'))) problems.push('PostgreSQL was left running')
  if (
    await fetch(address).then(
      () => true,
      () => false,
    )
  )
    problems.push('the port still answers')
  return problems
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
