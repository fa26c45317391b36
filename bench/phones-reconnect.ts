/**
 * Phones that come back into signal, each with 50 events. One command:
 *
 *   node bench/phones-reconnect.ts [--short]
 *
 * 1,000 phones on a server of their own, over real HTTP/1.1 connections of the loopback that are kept alive, without TLS; each
 * sends its events and asks what changed. Goals, on two cores: where they come back within one minute, half of them have their
 * last answer within a second of their first byte; and all at the same instant, which takes as long as it takes, events are
 * taken at least half as fast as PostgreSQL takes the same rows of every table in the same transactions, one statement a row as
 * `pgbench` would, into tables with the same keys and no policy, trigger or reference, in the same run. Every event has to be answered accepted. The phones are a thread of this program, so
 * the two cores are theirs too. With --short 100 phones, printed and not judged.
 */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { batchAnswer } from '../packages/protocol/batch/batch.ts'
import { changesAnswer, manifest, type Manifest } from '../packages/protocol/pages/pages.ts'
import { momentOf } from '../packages/protocol/words/values.ts'
import { buildApp } from '../apps/server/app.ts'
import { usualLogins } from '../apps/server/foundation/access/logins.ts'
import { databaseOn } from '../apps/server/foundation/database.ts'
import { serverLimits } from '../apps/server/foundation/database-limits.ts'
import { openEmbeddedPostgres } from '../apps/server/foundation/embedded-postgres.ts'
import { createLogger } from '../apps/server/foundation/layout/log.ts'
import { migrate } from '../apps/server/foundation/migrate.ts'
import { secretsOf } from '../apps/server/foundation/secrets.ts'
import { withoutProvider } from '../test/signed-in.ts'
import { unlimited } from '../test/unlimited.ts'
import { benchPhones, fiftyOf, putPhones, type BenchPhone } from './support/phones.ts'
import { insertPlainly, makePlainTables, rowsWrittenFrom } from './support/same-rows.ts'
import type { Returned, Returning } from './support/phones-worker.ts'

const short = process.argv.includes('--short')
const [count, minute] = short ? [100, 6_000] : [1000, 60_000]

/** Where the rows of a batch go, events and visits first; positions of kits are changed, not added. */
const everyTable = [
  'engagement.phone_event',
  'engagement.visit',
  'engagement.left_card',
  'engagement.safety_note',
  'engagement.phone_contact',
  'engagement.kit_act',
  'engagement.kit_movement',
  'engagement.page_change',
  'log.entry',
  'log.entry_subject',
  'log.entry_text',
  'log.entry_content',
]

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ??
  Number.NaN
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`

const directory = await mkdtemp(join(tmpdir(), 'mettrace-bench-'))
const embedded = await openEmbeddedPostgres(directory)
const secrets = secretsOf(new Uint8Array(32).fill(7))
const database = databaseOn(embedded.urls, secrets, undefined, serverLimits)
const owner = new pg.Client({ connectionString: embedded.ownerUrl, options: '-c mettrace.change_by=bench' })
const app = await buildApp({
  database,
  logger: createLogger('silent'),
  signIn: withoutProvider(),
  limits: unlimited,
})
let failed = false
const judge = (words: string, held: boolean): void => {
  console.log(`${held ? 'held' : 'MISSED'}: ${words}`)
  failed ||= !held && !short
}

const cookieOf = ({ token }: BenchPhone): string => `mettrace_session=${token}`
const heartbeat = { unsent: 50, setAside: 0, storage: 'works' } as const
const asking = ({ device, person }: BenchPhone) => ({ device, person, heartbeat })

let worker: Worker | undefined
try {
  await migrate(embedded.ownerUrl, usualLogins)
  await owner.connect()
  const phones = benchPhones(count)
  await putPhones(owner, phones)
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  worker = new Worker(new URL('support/phones-worker.ts', import.meta.url), { workerData: { address } })
  const returned = async (all: Returning[]): Promise<Returned[]> => {
    worker!.postMessage(all)
    const [came] = (await once(worker!, 'message')) as [Returned[]]
    return came
  }

  // Each has its round and a cursor from the morning.
  const morning = new Map<BenchPhone, Manifest>()
  for (const phone of phones) {
    const [came] = await returned([
      {
        cookie: cookieOf(phone),
        after: 0,
        questions: [{ path: '/deliver/sync/manifest', body: JSON.stringify(asking(phone)) }],
      },
    ])
    morning.set(phone, manifest.parse(JSON.parse(came!.answers[0]!.body)))
  }
  console.log(`${count} phones with 50 events each, HTTP/1.1 on the loopback, no TLS`)

  const comeBack = async (turn: 0 | 1, within: number): Promise<{ took: number[]; whole: number }> => {
    const now = Date.now()
    const all = phones.map((phone, at): Returning => {
      const { epoch, cursor, scope } = morning.get(phone)!
      const batch = {
        ...asking(phone),
        epoch,
        app: '0.1.0',
        run: 1,
        monotonic: 7_200_000,
        sentAt: momentOf(now),
        events: fiftyOf(phone, turn, now),
      }
      return {
        cookie: cookieOf(phone),
        // Evenly, in an order that no ward has a part in.
        after: (within * ((at * 617) % count)) / count,
        questions: [
          { path: '/deliver/sync/events', body: JSON.stringify(batch) },
          { path: '/deliver/sync/changes', body: JSON.stringify({ ...asking(phone), epoch, cursor, scope }) },
        ],
      }
    })
    const began = performance.now()
    const came = await returned(all)
    const whole = performance.now() - began
    for (const { answers } of came) {
      const told = batchAnswer.parse(JSON.parse(answers[0]!.body)).answers
      const odd = told.find(({ answer }) => answer !== 'accepted')
      if (told.length !== 50 || odd) throw new Error(`Not all was accepted: ${JSON.stringify(odd)}`)
      if (changesAnswer.parse(JSON.parse(answers[1]!.body)).kind !== 'changes')
        throw new Error('A phone had to start again.')
    }
    return { took: came.map(({ took }) => took), whole }
  }

  const spread = await comeBack(0, minute)
  const half = quantile(spread.took, 0.5)
  judge(
    `coming back within ${seconds(minute)}: median ${seconds(half)} from first byte to last answer, under 1 s; 95 of 100 within ${seconds(quantile(spread.took, 0.95))}`,
    half < 1000,
  )
  const { rows: began } = await owner.query<{ xid: string }>('select pg_current_xact_id()::text as xid')
  const from = began[0]!.xid
  const atOnce = await comeBack(1, 0)
  const taken = (count * 50) / (atOnce.whole / 1000)
  console.log(
    `all at the same instant: ${seconds(atOnce.whole)} until the last has its last answer, median ${seconds(quantile(atOnce.took, 0.5))}, ${taken.toFixed(0)} events a second`,
  )

  // The same rows in the same transactions, by as many connections as the server has.
  const rowsOf = async (tables: readonly string[]): Promise<number> => {
    const written = await rowsWrittenFrom(owner, tables, from)
    return (count * 50) / ((await insertPlainly(embedded.ownerUrl, written, 10)) / 1000)
  }
  await makePlainTables(owner, everyTable)
  const plain = await rowsOf(everyTable)
  await owner.query('truncate plain.engagement_phone_event, plain.engagement_visit')
  const bare = await rowsOf(everyTable.slice(0, 2))
  judge(
    `${taken.toFixed(0)} events a second beside ${plain.toFixed(0)} of plain inserts of the same rows: ${(taken / plain).toFixed(2)}, at least 0.5; beside ${bare.toFixed(0)} of events and visits alone: ${(taken / bare).toFixed(2)}`,
    taken / plain >= 0.5,
  )
} finally {
  await worker?.terminate()
  await app.close()
  await database.close()
  await owner.end()
  await embedded.release()
  await rm(directory, { recursive: true, force: true })
}
process.exitCode = failed ? 1 : 0
