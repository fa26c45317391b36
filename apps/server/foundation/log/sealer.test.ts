import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freshLog, type TestLog } from '../../../../test/log.ts'
import { beginEpoch } from './begin-epoch.ts'
import type { Publication } from './publication.ts'
import { Sealer } from './sealer.ts'

let log: TestLog

beforeEach(async () => {
  log = await freshLog()
})
afterEach(() => log.drop())

const homes = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, at) => `home-${from + at}`)
const sealedIds = async (): Promise<string[]> =>
  (await log.owner.query<{ entry: string }>('select entry from log.sealed order by position')).rows.map(
    ({ entry }) => entry,
  )
const writtenIds = async (): Promise<string[]> =>
  (await log.owner.query<{ id: string }>('select id from log.entry order by epoch, xid, id')).rows.map(
    ({ id }) => id,
  )
const checkpoint = (): Promise<Buffer> => readFile(join(log.directory, 'checkpoint'))

const there = (width: number): boolean => log.parts.publication.read(`tile/0/000.p/${width}`) !== undefined

describe('the sealer', () => {
  test('publishes the head of an empty log, and then every entry once, in the order of their transactions', async () => {
    expect(await log.sealer.pass()).toBe(0)
    expect(await log.verify()).toMatchObject({ head: { size: 0 }, findings: [] })
    await log.consult(...homes(5))
    expect(await log.sealTo(5)).toBe(5)
    await log.consult(...homes(3))
    expect(await log.sealTo(8)).toBe(8)
    expect(await sealedIds()).toEqual(await writtenIds())
    expect(await log.verify()).toMatchObject({ head: { size: 8 }, entries: 8, findings: [] })
  })

  test('seals more than a batch in one pass, and goes on after a restart with the same tree', async () => {
    const small = new Sealer({ ...log.parts, batch: 7 })
    await log.database.withActor({ id: 'command line: x', role: 'planner' }, 'many', async (tx) => {
      for (const home of homes(300))
        await tx.record({ operation: 'consultation', kind: 'home', subjects: [home] })
    })
    expect(await log.sealTo(300, small)).toBe(300)
    const first = await checkpoint()
    await log.consult('later')
    expect(await log.sealTo(301, new Sealer(log.parts))).toBe(301)
    expect(await sealedIds()).toEqual(await writtenIds())
    expect(await log.verify([first])).toMatchObject({ entries: 301, confirmed: 1, findings: [] })
  })

  test('waits for a writer that is still at work, and never skips it', async () => {
    await log.consult('before')
    const gate = Promise.withResolvers<void>()
    const written = Promise.withResolvers<void>()
    const slow = log.database.withActor({ id: 'command line: slow', role: 'planner' }, 'slow', async (tx) => {
      await tx.record({ operation: 'alteration', kind: 'home', subjects: ['slow'] })
      // Its first write gives a transaction the number that the sealer goes by.
      await tx.query('select pg_current_xact_id()')
      written.resolve()
      await gate.promise
    })
    await written.promise
    await log.consult(...homes(4))
    expect(await log.sealTo(1)).toBe(1)
    expect(await log.sealer.pass()).toBe(1)
    gate.resolve()
    await slow
    await log.consult('after')
    expect(await log.sealTo(7)).toBe(7)
    expect(await sealedIds()).toEqual(await writtenIds())
  })

  test('keeps the partial tiles of the last two heads and takes older ones away', async () => {
    for (let pass = 0; pass < 6; pass++) {
      await log.consult(`home-${pass}`)
      await log.sealTo(pass + 1)
    }
    expect([1, 2, 3, 4, 5, 6].filter(there)).toEqual([5, 6])
  })
})

/** A publication that fails at one of its writings, as a disk does that is full or taken away. */
const failingAt = (publication: Publication, failing: number): Publication => {
  let writings = 0
  return Object.assign(Object.create(publication) as Publication, {
    write: (files: Parameters<Publication['write']>[0]) => {
      writings++
      if (writings === failing) throw new Error('the disk is gone')
      return publication.write(files)
    },
    read: (path: string) => publication.read(path),
    remove: (paths: string[]) => publication.remove(paths),
  })
}

const untilItFails = async (sealer: Sealer): Promise<void> => {
  for (let pass = 0; pass < 200; pass++) {
    await sealer.pass()
    await sleep(50)
  }
}

describe('a sealer that ends halfway', () => {
  test.each([1, 2])('at writing %i leaves nothing that the next one cannot publish', async (failing) => {
    await log.consult(...homes(3))
    await log.sealTo(3)
    const earlier = await checkpoint()
    await log.consult(...homes(300))
    const broken = new Sealer({ ...log.parts, publication: failingAt(log.parts.publication, failing) })
    await expect(untilItFails(broken)).rejects.toThrow('the disk is gone')
    expect(await log.verify()).toMatchObject({ head: { size: 3 } })
    await log.consult('one more')
    expect(await log.sealTo(304, new Sealer(log.parts))).toBe(304)
    expect(await log.verify([earlier])).toMatchObject({ entries: 304, confirmed: 1, findings: [] })
    expect(await sealedIds()).toEqual(await writtenIds())
  })

  test('does not publish an entry that was changed in between', async () => {
    await log.sealer.pass()
    const before = await checkpoint()
    await log.consult(...homes(3))
    const broken = new Sealer({ ...log.parts, publication: failingAt(log.parts.publication, 1) })
    await expect(untilItFails(broken)).rejects.toThrow('the disk is gone')
    await log.tamper(`update log.entry set purpose = 'something harmless'`)
    await expect(new Sealer(log.parts).pass()).rejects.toMatchObject({
      code: 'log_differs',
      message: expect.stringContaining('changed after it was sealed') as string,
    })
    expect(await checkpoint()).toEqual(before)
  })

  test('and a folder that was lost are made good from the database', async () => {
    await log.consult(...homes(3))
    await log.sealTo(3)
    const earlier = await checkpoint()
    await log.parts.publication.remove(['checkpoint', 'tile/0/000.p/3', 'tile/entries/000.p/3'])
    expect(await log.sealTo(3, new Sealer(log.parts))).toBe(3)
    expect(await checkpoint()).toEqual(earlier)
    expect(await log.verify()).toMatchObject({ entries: 3, findings: [] })
  })
})

/** Takes the database back to where it had sealed so many entries, as an older backup would. */
const restoreTo = async (size: number, entries: number): Promise<void> => {
  await log.tamper(`delete from log.head where size > ${size}; delete from log.sealed where position >= ${size};
    delete from log.entry where id not in (select id from log.entry order by xid, id limit ${entries})`)
}

describe('a database that was restored', () => {
  test('is refused in plain words, and goes on in a new epoch by command, with nothing sealed twice', async () => {
    await log.consult(...homes(3))
    await log.sealTo(3)
    await log.consult(...homes(4, 3))
    await log.sealTo(7)
    const newest = await checkpoint()
    // The backup had five entries, three of them sealed.
    await restoreTo(3, 5)
    const again = new Sealer(log.parts)
    await expect(again.pass()).rejects.toMatchObject({
      code: 'log_differs',
      message: expect.stringMatching(/published log has 7 entries, the database 3.*begin-epoch/) as string,
    })
    const { epoch, ...begun } = await beginEpoch(log.parts, 'restored from the backup of Monday')
    expect(epoch).toBeGreaterThan(1)
    expect(begun).toEqual({
      size: 7,
      adopted: 2,
      lost: 2,
    })
    await log.consult('after')
    // Its beginning is an entry too.
    expect(await log.sealTo(9, again)).toBe(9)
    expect(await log.verify([newest])).toMatchObject({ entries: 9, confirmed: 1, findings: [] })
    expect(await sealedIds()).toEqual(await writtenIds())
    expect((await log.owner.query('select epoch from log.entry order by id desc limit 1')).rows).toEqual([
      { epoch },
    ])
    await expect(beginEpoch(log.parts, 'again')).rejects.toMatchObject({ code: 'usage' })
  })

  test('to another cluster or timeline begins a new epoch by itself, and seals what the old one had left', async () => {
    await log.consult(...homes(2))
    await log.sealTo(2)
    await log.consult('left')
    await log.tamper(`update log.epoch set timeline = 7`)
    const again = new Sealer(log.parts)
    await again.open()
    await log.consult('new')
    expect(await log.sealTo(4, again)).toBe(4)
    expect(await sealedIds()).toEqual(await writtenIds())
    expect((await log.owner.query('select distinct epoch from log.entry order by 1')).rows).toEqual([
      { epoch: 1 },
      { epoch: expect.toSatisfy((number: number) => number > 1) as number },
    ])
  })

  test('with another history is refused', async () => {
    await log.consult(...homes(3))
    await log.sealTo(3)
    await log.tamper(`update log.head set root = decode(repeat('ab', 32), 'hex') where size = 3`)
    await expect(new Sealer(log.parts).pass()).rejects.toMatchObject({
      code: 'log_differs',
      message: expect.stringContaining('different histories') as string,
    })
  })

  test('and a folder of another installation are not mixed', async () => {
    const other = await freshLog()
    try {
      await other.sealer.pass()
      const foreign = other.parts.publication.read('checkpoint') ?? new Uint8Array()
      const text = Buffer.from(foreign).toString().replaceAll('mettrace.log/', 'mettrace.log/x')
      await log.parts.publication.write([{ path: 'checkpoint', bytes: Buffer.from(text) }])
      await expect(log.sealer.pass()).rejects.toMatchObject({
        code: 'log_differs',
        message: expect.stringContaining('master key') as string,
      })
    } finally {
      await other.drop()
    }
  })
})

test('entries are gathered by an index, under row security', async () => {
  await log.consult(...homes(50))
  await log.owner.query('analyze log.entry')
  const plan = await log.database.withActor({ id: 'the sealer', role: 'sealer' }, 'explain', async (tx) => {
    await tx.query('set local enable_seqscan = off')
    const { rows } = await tx.query<{ 'QUERY PLAN': string }>(
      `explain select id from log.entry where epoch = 1 and xid >= '5'::xid8 and xid < pg_snapshot_xmin(pg_current_snapshot())`,
    )
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
  expect(plan).toMatch(/Index Cond: .*xid >= '5'::xid8/)
})
