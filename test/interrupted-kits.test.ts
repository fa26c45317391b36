import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { plainSerial } from '@mettrace/kit-codes/serial/serial'
import { run } from './command.ts'
import { databaseContent } from './database-content.ts'
import { postgresOf } from './embedded-process.ts'
import { boundaryText, squareFeature } from './importers.ts'
import { begun, quiet, startCommand, watching } from './importing-command.ts'
import { testCounts } from './counts.ts'

/** Kits of each file: an import that takes long enough to be interrupted. */
const kits = testCounts.full ? 20_000 : 6000
const areas = ['E01000001', 'E01000002', 'E01000003', 'E01000004']
const schemas = ['foundation', 'places', 'target', 'engagement', 'enforcement']
const contentOf = (owner: pg.Client): Promise<Record<string, string>> => databaseContent(owner, schemas)

let files = ''
/** A data folder with boundaries and a contract, as it was left, and what is in it. */
let begunWith = ''
let old: Record<string, string> = {}
let data = ''

const batchText = (): string => {
  // A number whose check character would be I or O is passed over.
  const rows = Array.from({ length: 2 * kits }, (_, at) => plainSerial(`K7${String(at).padStart(7, '0')}`))
    .filter((serial) => serial !== undefined)
    .slice(0, kits)
  const each = rows.map(
    (serial, at) => `${serial},ZX${String(at).padStart(6, '0')},${Math.floor(at / 50)},B1`,
  )
  return ['serial,code,box,batch', ...each, ''].join('\n')
}

/** Kits one by one, and one row of a range. */
const earlierText = (): string => {
  const each = Array.from(
    { length: kits - 50 },
    (_, at) =>
      `${areas[at % 4]},2016-05-${String(1 + (at % 28)).padStart(2, '0')},ZY${String(at).padStart(6, '0')},`,
  )
  return ['area,from,code,code_to', ...each, 'E01000001,2016-06,ZX900001,ZX900050', ''].join('\n')
}

const commands = {
  kits: ['kits', 'kits.csv', '--contract', 'C-1'],
  earlier: ['earlier', 'Phase 1.csv'],
} as const

const start = (kind: keyof typeof commands) => {
  const [name, file, ...rest] = commands[kind]
  return startCommand(data, ['import', name, join(files, file), ...rest])
}

/** What a whole import leaves, apart from ids, keys and times, which are new each time. */
const taken = async (owner: pg.Client): Promise<unknown> => {
  const { rows } = await owner.query(
    `select (select count(*)::int from engagement.kit) as kits,
            (select count(code_digest)::int from engagement.kit) as codes,
            (select count(distinct kit)::int from engagement.kit_movement) as moved,
            (select count(*)::int from engagement.kit_movement) as movements,
            (select count(*)::int from engagement.kit_position) as positions,
            (select sum(kits)::int from engagement.kit_act) as acted,
            (select count(*)::int from engagement.kit_box) as boxes,
            (select count(*)::int from engagement.earlier_kit) as earlier,
            (select sum(kits)::int from engagement.earlier_area) as earlier_kits,
            (select sum(kits)::int from target.deployment) as deployed`,
  )
  return rows[0]
}
const all = { kits, codes: kits, moved: kits, movements: kits, positions: kits, acted: kits }
const whole = {
  kits: { ...all, boxes: Math.ceil(kits / 50), earlier: 0, earlier_kits: null, deployed: null },
  earlier: { ...all, boxes: 0, earlier: kits, earlier_kits: kits, deployed: kits },
}
/** Rows of a file: a range of codes is one. */
const rowsOf = { kits, earlier: kits - 49 }

beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), 'mettrace-kits-'))
  begunWith = await mkdtemp(join(tmpdir(), 'mettrace-begun-'))
  await chmod(begunWith, 0o711)
  const boundaries = areas.map((code, at) => squareFeature(code, 530_000 + 1000 * at, 180_000))
  await writeFile(join(files, 'areas.geojson'), boundaryText(boundaries))
  await writeFile(join(files, 'kits.csv'), batchText())
  await writeFile(join(files, 'Phase 1.csv'), earlierText())
  const made = startCommand(begunWith, [
    'import',
    'areas',
    join(files, 'areas.geojson'),
    '--kind',
    'lsoa',
    '--valid-from',
    '2011-03-27',
  ])
  expect(await made.ended).toMatchObject({ code: 0 })
  old = await watching(begunWith, async (owner) => {
    await owner.query(`set mettrace.change_by = 'test'`)
    await owner.query(
      `with supplier as (insert into engagement.supplier (id, name, actor) values (gen_random_uuid(), 'Example', 'test') returning id)
       insert into engagement.supply_contract (id, reference, supplier, starts_on, ends_on, actor)
       select gen_random_uuid(), 'C-1', id, '2026-01-01', '2030-12-31', 'test' from supplier`,
    )
    return contentOf(owner)
  })
})
afterAll(async () => {
  await rm(begunWith, { recursive: true, force: true })
  await rm(files, { recursive: true, force: true })
})

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'mettrace-interrupted-'))
  // As a copy by `cp`, which keeps whose the files are: the folder of the engine belongs to another user.
  expect(await run('cp', ['-a', `${begunWith}/.`, data])).toMatchObject({ code: 0 })
})
afterEach(async () => {
  expect(postgresOf(data)).toBeUndefined()
  await rm(data, { recursive: true, force: true })
})

test.each(['kits', 'earlier'] as const)(
  'kill -9 of import %s at any moment changes nothing, running it again completes it, and once more changes nothing',
  async (kind) => {
    await watching(data, async (owner) => {
      let undone = 0
      for (const wait of testCounts.interruptions) {
        const command = start(kind)
        await begun(owner, command)
        await sleep(wait)
        command.signal('SIGKILL')
        await command.ended
        await quiet(owner)
        // A fast machine may have committed before the later moments: then all of it is there.
        const content = await contentOf(owner)
        if (content['engagement.kit'] !== old['engagement.kit']) {
          expect(await taken(owner)).toEqual(whole[kind])
          break
        }
        undone++
        expect(content).toEqual(old)
      }
      expect(undone).toBeGreaterThan(1)
      const again = await start(kind).ended
      expect(again).toMatchObject({ code: 0 })
      expect(JSON.parse(again.output)).toMatchObject({ results: [{ rows: rowsOf[kind] }] })
      expect(await taken(owner)).toEqual(whole[kind])
      const done = await contentOf(owner)
      const { code, output } = await start(kind).ended
      expect(code).toBe(0)
      expect(JSON.parse(output)).toMatchObject({ results: [{ taken: 0, alreadyPresent: rowsOf[kind] }] })
      expect((await contentOf(owner))['engagement.kit_movement']).toEqual(done['engagement.kit_movement'])
    })
  },
)

test.each(['kits', 'earlier'] as const)(
  'kill -9 of PostgreSQL in the middle of import %s ends it in words, changes nothing, and running it again completes it',
  async (kind) => {
    const command = start(kind)
    await watching(data, async (owner) => {
      await begun(owner, command)
      await sleep(100)
      const pid = postgresOf(data)
      if (pid === undefined) throw new Error('There is no process to kill.')
      process.kill(pid, 'SIGKILL')
      const { code, output, errors } = await command.ended
      expect({ code, output }).toEqual({ code: 70, output: '' })
      expect(JSON.parse(errors.split('\n')[0] ?? '')).toMatchObject({
        code: 'database_silent',
        message: expect.stringMatching(/Nothing was changed/) as string,
      })
    })
    expect(await watching(data, contentOf)).toEqual(old)
    expect((await start(kind).ended).code).toBe(0)
    expect(await watching(data, taken)).toEqual(whole[kind])
  },
)
