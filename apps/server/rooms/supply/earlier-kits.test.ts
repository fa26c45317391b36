import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../../test/database.ts'
import { signIn } from '../../../../test/signed-in.ts'
import { accessStatements } from '../../foundation/access/policies.ts'
import { traceCode } from '../trace/traces/trace-code.ts'
import { sealEarlierCodes } from './kit-codes.ts'

const { database, owner } = await testDatabase({ empty: true })
const folder = join(import.meta.dirname, '../../database/migrations')
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .toSorted()
const ledger = files.findIndex((name) => name.startsWith('0035-'))
const run = async (names: readonly string[]): Promise<void> => {
  for (const name of names) await owner.query(readFileSync(join(folder, name), 'utf8'))
}

test('kits that a database held before the ledger are its beginning, and their codes are encrypted', async () => {
  await run(files.slice(0, ledger))
  const [one, two] = ['00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-0000000000a2']
  for (const [at, id] of [one, two].entries()) {
    await owner.query(
      `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
       values ($1, $2, 'W1', 'North', 'ZX11AA', 'Example Street', $3, 530000, 180000)`,
      [id, at + 1, String(at + 1)],
    )
  }
  const put = (kit: string, day: string, kind: string, holder: string | null, home: string | null = null) =>
    owner.query(
      `insert into engagement.kit_event (id, kit, at, kind, holder, home, ward, bcu, actor)
       values (gen_random_uuid(), $1, $2, $3, $4, $5::uuid, case when $5::uuid is not null then 'W1' end, 'North', 'somebody')`,
      [kit, day, kind, holder, home],
    )
  await put('ZX000001', '2026-01-01', 'received', 'Store of the BCU')
  await put('ZX000001', '2026-02-01', 'issued', 'Ward team')
  await put('ZX000001', '2026-02-03', 'delivered', null, one)
  await put('ZX000001', '2026-02-09', 'registered', null, one)
  await put('ZX000001', '2026-03-01', 'recalled', null)
  // What an unguarded table could hold: no receipt, a home straight after a home, received anew, lost.
  await put('ZX000002', '2026-02-03', 'registered', null, one)
  await put('ZX000002', '2026-02-04', 'registered', null, two)
  await put('ZX000002', '2026-02-05', 'received', null)
  await put('ZX000002', '2026-02-06', 'lost', null)
  await run(files.slice(ledger))
  await owner.query(accessStatements().join(';\n'))

  const { rows } = await owner.query<{ life: string }>(
    `select serial || ': ' || string_agg(kind || ' ' || regexp_replace(holder, 'home:.*(..)$', 'home \\1'), ', ' order by sequence) as life
     from engagement.kit_movement join engagement.kit on kit.id = kit_movement.kit group by serial order by serial`,
  )
  expect(rows.map(({ life }) => life)).toEqual([
    'ZX000001: received bcu:North, issued named:Ward team, delivered home a1, registered home a1, issued named:recalled',
    'ZX000002: earlier home a1, delivered home a2, returned named:not known, lost gone:lost',
  ])
  const { rows: now } = await owner.query(
    'select serial, sequence, holder from engagement.kit_position order by serial',
  )
  expect(now).toEqual([
    { serial: 'ZX000001', sequence: 5, holder: 'named:recalled' },
    { serial: 'ZX000002', sequence: 4, holder: 'gone:lost' },
  ])

  await sealEarlierCodes(database)
  const { rows: left } = await owner.query(
    'select from engagement.kit where earlier_code is not null or code is null',
  )
  expect(left).toEqual([])
  const investigator = await signIn(database, 'investigator')
  const { homes, past } = await database.withActor(investigator.actor, 'trace', (tx) =>
    traceCode(tx, 'zx000001', '2026-02-10', 'test'),
  )
  expect(homes.map(({ address }) => address)).toEqual(['1 Example Street'])
  expect(past).toHaveLength(5)
})
