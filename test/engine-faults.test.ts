import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { answerOf, refusalOf, runCommand, runCommandHere, startCommand } from './command-line.ts'
import { embeddedOwner, embeddedProcess, postgresOf } from './embedded-process.ts'

const folder = await mkdtemp(join(tmpdir(), 'mettrace-engine-'))
// Open to the account that PostgreSQL runs as.
await chmod(folder, 0o711)
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Waits for as long as the test may take. */
const until = async <Found>(look: () => Promise<Found | undefined>): Promise<Found> => {
  for (;;) {
    const found = await look().catch(() => undefined)
    if (found !== undefined) return found
    await sleep(50)
  }
}

const serving = (data: string) =>
  startCommand(['serve', '--port', '0', '--data', data, '--json'], {
    INIT_CWD: folder,
    LOG_LEVEL: 'silent',
    PROVIDER_PORT: '0',
  })

const said = z.object({ results: z.object({ address: z.url() }) })

test('an engine that is killed while pages are served is started again, and pages work', async () => {
  answerOf(await runCommand(['demo', '--empty', '--data', 'killed', '--json'], { INIT_CWD: folder }))
  const { child, ended } = serving('killed')
  try {
    const [line] = (await Promise.race([once(child.stdout, 'data'), ended.then(() => ['{}'])])) as [unknown]
    const { address } = said.parse(JSON.parse(String(line))).results
    for (let turn = 0; turn < 2; turn++) {
      const killed = postgresOf(join(folder, 'killed'))
      expect(killed).toBeTypeOf('number')
      process.kill(killed!, 'SIGKILL')
      await until(async () => (postgresOf(join(folder, 'killed')) === killed ? undefined : true))
      await until(async () => ((await fetch(`${address}/health`)).status === 200 ? true : undefined))
      // A page that asks the database who is there.
      const page = await fetch(`${address}/`, {
        headers: { accept: 'text/html', cookie: 'mettrace_session=none' },
        redirect: 'manual',
      })
      expect(page.status).toBe(303)
      expect(postgresOf(join(folder, 'killed'))).not.toBe(killed)
    }
  } finally {
    child.kill('SIGTERM')
  }
  await ended
  expect(postgresOf(join(folder, 'killed'))).toBeUndefined()
})

/** Every migration now takes as long as this says. */
const slowMigrations = `
  create function slow() returns event_trigger language plpgsql as $$ begin perform pg_sleep(600); end $$;
  create event trigger slow on ddl_command_start execute function slow()`

test.each(['serve', 'risk'])(
  '%s that is ended within a migration leaves no engine running',
  async (command) => {
    const data = join(folder, `slow-${command}`)
    const first = await embeddedProcess(data)
    const owner = await embeddedOwner(data)
    await owner.query(slowMigrations)
    await owner.end()
    await first.leave()

    const { child, ended } = startCommand([command, '--data', data, '--json'], {
      INIT_CWD: folder,
      PORT: '0',
      PROVIDER_PORT: '0',
      LOG_LEVEL: 'silent',
    })
    const looking = await until(() => embeddedOwner(data))
    await until(async () => {
      const { rowCount } = await looking.query(
        `select from pg_stat_activity where application_name = 'mettrace migrate' and wait_event = 'PgSleep'`,
      )
      return rowCount === 1 ? true : undefined
    })
    await looking.end()
    child.kill('SIGTERM')
    await ended
    expect(postgresOf(data)).toBeUndefined()
  },
)

test.each([
  ['risk', '--data', '/proc/mettrace/data'],
  ['serve', '--data', '/proc/mettrace'],
  ['risk', '--data', '/dev/null/data'],
])('a folder that cannot be made is refused at once: %s %s %s', async (...parameters) => {
  const { code, message } = refusalOf(
    3,
    await runCommandHere([...parameters, '--json'], { INIT_CWD: folder }),
  )
  expect(code).toBe('file_unreadable')
  expect(message).toMatch(/^(No folder can be made there|A file is there)/)
})
