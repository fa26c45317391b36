/**
 * The log: what an entry costs an action, how fast entries are sealed, how fast a log is verified, and a proof made. One
 * command:
 *
 *   node bench/log-append.ts [--short]
 *
 * Goals, on two cores: 16 clients side by side lose at most 15% of their actions to the entry; 2,000 entries sealed a
 * second; 1,000,000 entries verified within 15 s; an inclusion proof within 1 ms.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tilePath } from '../packages/ledger/tiles/paths.ts'
import { type SubtreeRoots } from '../packages/ledger/tree/root.ts'
import { subtreesOfTiles } from '../packages/ledger/tiles/subtrees-of-tiles.ts'
import { TileWriter } from '../packages/ledger/tiles/tile-writer.ts'
import { proveInclusion } from '../packages/ledger/tree/proofs.ts'
import { verifyPath } from '../packages/ledger/verify/verify-path.ts'
import { logKeyOf } from '../apps/server/foundation/log/log-key.ts'
import { signHead } from '../apps/server/foundation/log/open-log.ts'
import { Publication } from '../apps/server/foundation/log/publication.ts'
import { Sealer } from '../apps/server/foundation/log/sealer.ts'
import { uuidv7 } from '../apps/server/foundation/uuid.ts'
import type { Actor } from '../apps/server/foundation/with-actor.ts'
import { emptyDatabase } from './support/empty-database.ts'

const short = process.argv.includes('--short')
const clients = 16
const seconds = short ? 2 : 10
const rounds = short ? 2 : 5
const sealed = short ? 4000 : 40_000
const verified = short ? 100_000 : 1_000_000
const planner: Actor = { id: 'benchmark', role: 'planner' }

const directory = await mkdtemp(join(tmpdir(), 'mettrace-bench-log-'))
const { database, close } = await emptyDatabase()
const key = logKeyOf(database.secrets)

/**
 * Actions a second: 16 clients that each put a version of a setting, leaving nothing, an entry that somebody acted, or an
 * entry with the record.
 */
const actionsASecond = async (leaving: 'nothing' | 'act' | 'record'): Promise<number> => {
  const act = leaving === 'nothing' ? database.keepHouse : database.withActor
  const until = performance.now() + seconds * 1000
  let actions = 0
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const name = uuidv7()
      await act(planner, 'benchmark', async (tx) => {
        await tx.query(
          `insert into foundation.setting (name, version, value, unit, source, from_day, actor)
           values ($1, 1, 1, 'x', 'x', '2026-01-01', $2)`,
          [name, planner.id],
        )
        if (leaving === 'record')
          await tx.record({ operation: 'alteration', kind: 'setting', subjects: [name] })
      })
      actions++
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return actions / seconds
}

/** As long as a real entry. */
const leaf = (at: number): Buffer => Buffer.from(`{"at":${at},"filler":"${'x'.repeat(420)}"}`)

const middle = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

const lost = (rate: number, of: number): string => `${((1 - rate / of) * 100).toFixed(1)}%`

try {
  await actionsASecond('record')
  const [plain, acted, logged]: [number[], number[], number[]] = [[], [], []]
  // In turns, so that what else the machine does falls on both.
  for (let round = 0; round < rounds; round++) {
    plain.push(await actionsASecond('nothing'))
    acted.push(await actionsASecond('act'))
    logged.push(await actionsASecond('record'))
  }
  const [nothing, act, record] = [middle(plain), middle(acted), middle(logged)]
  console.log(
    `actions a second, ${clients} clients: ${whole.format(nothing)} leave nothing, ${whole.format(act)} that somebody acted, ${whole.format(record)} their entry: ${lost(record, act)} lost to the record (goal: 15%), ${lost(record, nothing)} to all that is left`,
  )

  const publication = new Publication(join(directory, 'sealed'))
  const sealer = new Sealer({ database, publication, key, witnesses: [] })
  const before = await sealer.pass()
  await database.withActor(planner, 'benchmark', async (tx) => {
    for (let at = 0; at < sealed; at++)
      await tx.record({ operation: 'consultation', kind: 'home', subjects: [`home-${at}`] })
  })
  const sealBegun = performance.now()
  const size = await sealer.pass()
  const rate = (size - before) / ((performance.now() - sealBegun) / 1000)
  console.log(`sealed and published: ${whole.format(rate)} entries a second (goal: 2,000)`)

  const large = new Publication(join(directory, 'large'))
  const writer = new TileWriter()
  while (writer.size < verified) {
    const from = writer.size
    await large.write(writer.append(Array.from({ length: 25_600 }, (_, at) => leaf(from + at))))
  }
  await large.write([{ path: 'checkpoint', bytes: Buffer.from(signHead(key, writer.size, writer.root())) }])
  const verifyBegun = performance.now()
  const report = await verifyPath(large.directory, { keys: [key], earlier: [] })
  const taken = (performance.now() - verifyBegun) / 1000
  console.log(
    `verified: ${whole.format(report.entries)} entries in ${taken.toFixed(1)} s, ${report.findings.length} findings (goal: 1,000,000 in 15 s)`,
  )

  const proofs = 1000
  // Each by a reader of its own, as a page asks for one.
  const subtrees = (): SubtreeRoots => subtreesOfTiles((place) => large.read(tilePath(place)), writer.size)
  const proofBegun = performance.now()
  for (let at = 0; at < proofs; at++) proveInclusion((at * 997) % writer.size, writer.size, subtrees())
  console.log(
    `inclusion proof, from the files: ${((performance.now() - proofBegun) / proofs).toFixed(3)} ms (goal: 1 ms)`,
  )
} finally {
  await close()
  await rm(directory, { recursive: true, force: true })
}
