/**
 * A page of 50 homes of one's own ward or BCU under row security against the very same query on the same connection as
 * the superuser, whom no policy holds. In turns, so that what else the machine does falls on both. One command:
 *
 *   node bench/row-security.ts [--short]
 *
 * Goal: at most 1.5 times the median.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { PersonRole } from '../apps/server/foundation/access/roles.ts'
import { databaseOn } from '../apps/server/foundation/database.ts'
import { usualLogins } from '../apps/server/foundation/access/logins.ts'
import { openEmbeddedPostgres } from '../apps/server/foundation/embedded-postgres.ts'
import { migrate } from '../apps/server/foundation/migrate.ts'
import { secretsOf } from '../apps/server/foundation/secrets.ts'
import { signIn } from '../test/signed-in.ts'

const short = process.argv.includes('--short')
const homes = short ? 40_000 : 440_000
const turns = short ? 500 : 5000
const goal = 1.5

const page = (where: string): string =>
  `select id, ward, bcu, postcode, street, number, core, floor, flat from engagement.home
   where ${where} order by postcode, street, number limit 50`

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

const directory = await mkdtemp(join(tmpdir(), 'mettrace-bench-'))
const embedded = await openEmbeddedPostgres(directory)
const database = databaseOn(embedded.urls, secretsOf(new Uint8Array(32).fill(7)))
const owner = new pg.Client({ connectionString: embedded.ownerUrl })
try {
  await migrate(embedded.ownerUrl, usualLogins)
  await owner.connect()
  const rows = await readFile(join(import.meta.dirname, '../test/many-rows.sql'), 'utf8')
  await owner.query(rows.replaceAll('$homes', String(homes)))
  const asked: [PersonRole, string, string][] = [
    ['ward_officer', 'W004', `ward = 'W004'`],
    ['prevention_pcso', 'B03', `bcu = 'B03'`],
  ]
  for (const [role, place, own] of asked) {
    const { actor } = await signIn(database, role, { place })
    await owner.query(`select set_config('mettrace.proof', $1, false)`, [actor.proof])
    const took = async (asRole: boolean): Promise<number> => {
      await owner.query(asRole ? `set role mettrace_${role}` : 'reset role')
      const begun = performance.now()
      const { rowCount } = await owner.query(page(own))
      const taken = performance.now() - begun
      if (rowCount !== 50) throw new Error(`${role} was shown ${rowCount} homes`)
      return taken
    }
    const [plain, guarded]: [number[], number[]] = [[], []]
    for (let turn = 0; turn < turns; turn++) {
      const first = turn % 2 === 0
      const one = await took(first)
      const two = await took(!first)
      guarded.push(first ? one : two)
      plain.push(first ? two : one)
    }
    await owner.query('reset role')
    const ratio = median(guarded) / median(plain)
    console.log(
      `${role}, 50 of ${homes} homes: ${median(guarded).toFixed(3)} ms under row security, ${median(plain).toFixed(3)} ms without: ${ratio.toFixed(2)} × (goal: ${goal})`,
    )
    if (!short && ratio > goal) process.exitCode = 1
  }
} finally {
  await owner.end()
  await database.close()
  await embedded.release()
  await rm(directory, { recursive: true, force: true })
}
