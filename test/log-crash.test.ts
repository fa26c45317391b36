import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { verifyPath } from '@mettrace/ledger/verify/verify-path'
import pg from 'pg'
import { afterAll, expect, test, vi } from 'vitest'
import { readConfig } from '../apps/server/config.ts'
import { openDatabase } from '../apps/server/foundation/database.ts'
import { openEmbeddedPostgres } from '../apps/server/foundation/embedded-postgres.ts'
import { compareWithDatabase } from '../apps/server/foundation/log/compare-database.ts'
import { subjectDigestOf } from '../apps/server/foundation/log/digests.ts'
import { logKeyOf } from '../apps/server/foundation/log/log-key.ts'
import { Publication } from '../apps/server/foundation/log/publication.ts'
import { Sealer } from '../apps/server/foundation/log/sealer.ts'
import { postgresOf } from './embedded-process.ts'
import { nodeProgram } from './repository.ts'
import { testCounts } from './counts.ts'

const folder = await mkdtemp(join(tmpdir(), 'mettrace-crash-'))
await chmod(folder, 0o711)
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Acts in another process and kills that, or its database, after so many answers; gives the names answered for. */
const crash = async (seed: string, victim: 'server' | 'database', after: number): Promise<string[]> => {
  const child = spawn(nodeProgram, [join(import.meta.dirname, 'log-crash-child.ts'), folder, seed], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(child, 'exit')
  const answered: string[] = []
  for await (const line of createInterface(child.stdout)) {
    if (line === 'all') continue
    answered.push(line)
    if (answered.length !== after) continue
    const pid = victim === 'server' ? child.pid : postgresOf(folder)
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
    // Whoever lost its database has nothing more to say.
    if (victim === 'database') await sleep(500).then(() => child.kill('SIGKILL'))
  }
  await ended
  return answered
}

const namesOf = async (client: pg.Client, seed: string): Promise<string[]> =>
  (
    await client.query<{ name: string }>('select name from foundation.setting where name like $1', [
      `${seed} %`,
    ])
  ).rows.map(({ name }) => name)

const rounds = Array.from({ length: testCounts.raceRounds }, (_, at) => at)

test.each(rounds.flatMap((round) => [['server', round] as const, ['database', round] as const]))(
  'kill -9 of the %s in the middle of 200 actions leaves no write without its entry, and no entry without its write (%i)',
  { timeout: 300_000 },
  async (victim, round) => {
    const seed = `${victim}-${round}`
    const answered = await crash(seed, victim, 40 + round * 30)
    expect(answered.length).toBeGreaterThan(0)
    const config = readConfig({ data: folder })
    const database = await openDatabase(config)
    const embedded = await openEmbeddedPostgres(folder)
    const owner = new pg.Client({ connectionString: embedded.ownerUrl })
    await owner.connect()
    try {
      const names = await namesOf(owner, seed)
      const digestOf = subjectDigestOf(database.secrets)
      const { rows } = await owner.query<{ subject: string }>(
        `select encode(subject, 'hex') as subject from log.entry where operation = 'alteration'`,
      )
      const entries = new Set(rows.map(({ subject }) => subject))
      const all = (await owner.query(`select from foundation.setting where unit = 'crash'`)).rowCount
      expect(names.filter((name) => !entries.has(digestOf('setting', name).toString('hex')))).toEqual([])
      expect(entries.size).toBe(all)
      expect(answered.filter((name) => !names.includes(name))).toEqual([])

      // The next process seals what is left, from whatever the last one had published.
      const key = logKeyOf(database.secrets)
      const publication = new Publication(config.logDirectory)
      const earlier = await readFile(join(config.logDirectory, 'checkpoint')).catch(() => undefined)
      const sealer = new Sealer({ database, publication, key, witnesses: [] })
      // What the killed one had open is rolled back when its server notices.
      // Transactions that deal with no record leave entries as well.
      const size = (await owner.query('select from log.entry')).rowCount ?? 0
      await vi.waitUntil(async () => (await sealer.pass()) === size, { timeout: 240_000 })
      expect(
        await verifyPath(config.logDirectory, { keys: [key], earlier: earlier ? [earlier] : [] }),
      ).toMatchObject({ entries: size, findings: [] })
      const { findings } = await database.keepHouse({ id: 'x', role: 'sealer' }, 'verify', (tx) =>
        compareWithDatabase(tx, publication, size, digestOf),
      )
      expect(findings).toEqual([])
    } finally {
      await owner.end()
      await database.close()
      await embedded.release()
    }
  },
)
