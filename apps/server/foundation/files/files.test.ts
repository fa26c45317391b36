import { describe, expect, test } from 'vitest'
import { testDatabase } from '../../../../test/database.ts'
import { putHomes } from '../../../../test/homes.ts'
import { onePixel, putSignThings } from '../../../../test/sign-things.ts'
import { signIn, type TestPerson } from '../../../../test/signed-in.ts'
import { databaseOn } from '../database.ts'
import { secretsOf } from '../secrets.ts'
import { actingAs } from '../access/acting-as.ts'
import { uuidv7 } from '../uuid.ts'
import type { Transaction } from '../with-actor.ts'
import {
  eraseFile,
  eraseFilesBefore,
  fileWords,
  keepFile,
  openFile,
  rewrapSomeFiles,
  sha256,
} from './files.ts'
import { readPicture } from './read-picture.ts'

const { database, owner, urls } = await testDatabase()
await putHomes(database, {
  W1: { bcu: 'North', homes: 1, postcode: 'ZX11AA' },
  W2: { bcu: 'South', homes: 1, postcode: 'ZX22BB' },
})
const here = await putSignThings(owner, 1, { ward: 'W1', bcu: 'North' })
const elsewhere = await putSignThings(owner, 2, { ward: 'W2', bcu: 'South' })
const officer = await signIn(database, 'ward_officer', { place: 'W1' })
const sergeant = await signIn(database, 'sergeant', { place: 'North' })
const planner = await signIn(database, 'planner')
const protector = await signIn(database, 'data_protection')
const use = 'sign picture'

const as = <T>({ actor }: TestPerson, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  database.withActor(actor, 'pictures of a test', work)

/** A picture on a sign of the officer's ward, as of a day; unless `alone`, with the check that refers to it. */
const keep = (day: string, alone = false): Promise<string> =>
  as(officer, async (tx) => {
    const picture = readPicture(onePixel)
    if ('fault' in picture) throw new Error(picture.fault)
    const [id, check] = [uuidv7(), uuidv7()]
    await keepFile(tx, officer.actor.id, { id, use, day, picture, sentDigest: sha256(onePixel) })
    if (alone) return id
    await tx.query(
      `insert into engagement.sign_check (id, sign, ward, bcu, found, on_day, actor) values ($1, $2, 'W1', 'North', 'good', $3, $4)`,
      [check, here.sign, day, officer.actor.id],
    )
    await tx.query(
      `insert into engagement.sign_picture (id, sign, at_check, ward, bcu, actor) values ($1, $2, $3, 'W1', 'North', $4)`,
      [id, here.sign, check, officer.actor.id],
    )
    return id
  })

const notFound = { code: 'not_found' }

describe('a picture', () => {
  test('is shown to whoever sees the row that refers to it, and stands in the database encrypted', async () => {
    const id = await keep('2026-03-01')
    for (const person of [officer, sergeant, protector])
      expect(await as(person, (tx) => openFile(tx, id, use))).toEqual({ kind: 'png', bytes: onePixel })
    const { rows } = await owner.query<{ content: Buffer; digest: Buffer; until: string }>(
      'select content, digest, keep_until::text as until from engagement.file where id = $1',
      [id],
    )
    expect(rows[0]?.content.includes(onePixel.subarray(0, 8))).toBe(false)
    expect(rows[0]?.digest.equals(sha256(onePixel))).toBe(true)
    expect(rows[0]?.until).toBe('2028-03-01')
  })

  test('of another ward is not there, and its size neither', async () => {
    for (const person of [officer, sergeant]) {
      await expect(as(person, (tx) => openFile(tx, elsewhere.picture, use))).rejects.toMatchObject(notFound)
      expect((await as(person, (tx) => fileWords(tx, [elsewhere.picture, here.picture]))).size).toBe(1)
    }
  })

  test('is refused to roles that do not work with it', async () => {
    await expect(as(planner, (tx) => openFile(tx, here.picture, use))).rejects.toMatchObject({
      code: '42501',
    })
  })

  test('that no row refers to yet is seen by nobody but data protection, not even by who sent it', async () => {
    const id = await keep('2026-03-01', true)
    await expect(as(officer, (tx) => openFile(tx, id, use))).rejects.toMatchObject(notFound)
  })

  test('of another ward is not reached by a row of one’s own that refers to it too', async () => {
    await as(officer, (tx) =>
      tx.query(
        `insert into engagement.sign_check (id, sign, ward, bcu, found, on_day, actor) values ($1, $2, 'W1', 'North', 'good', '2026-03-02', $3)`,
        [uuidv7(), here.sign, officer.actor.id],
      ),
    )
    const again = as(officer, (tx) =>
      tx.query(
        `insert into engagement.sign_picture (id, sign, at_check, ward, bcu, actor)
         select $1, c.sign, c.id, c.ward, c.bcu, $2 from engagement.sign_check c
         where not exists (select from engagement.sign_picture p where p.at_check = c.id) limit 1`,
        [elsewhere.picture, officer.actor.id],
      ),
    )
    await expect(again).rejects.toMatchObject({ code: '23505' })
  })

  test('cannot be put in the name of another', async () => {
    const picture = readPicture(onePixel)
    if ('fault' in picture) throw new Error(picture.fault)
    const file = { id: uuidv7(), use, day: '2026-03-01', picture, sentDigest: sha256(onePixel) } as const
    await expect(as(officer, (tx) => keepFile(tx, sergeant.actor.id, file))).rejects.toMatchObject({
      code: '42501',
    })
  })

  test('leaves a word in the log when it comes, is looked at and goes', async () => {
    const id = await keep('2026-03-01')
    await as(officer, (tx) => openFile(tx, id, use))
    expect(await as(protector, (tx) => eraseFile(tx, id, use, 'shows somebody'))).toBe(true)
    expect(await as(protector, (tx) => eraseFile(tx, id, use, 'shows somebody'))).toBe(false)
    const { rows } = await owner.query<{ operation: string }>(
      `select operation from log.entry where kind = 'file' and actor = any ($1) order by id desc limit 3`,
      [[officer.actor.id, protector.actor.id]],
    )
    expect(rows.map(({ operation }) => operation)).toEqual(['erasure', 'consultation', 'collection'])
  })
})

describe('an erased picture', () => {
  test('is gone with its key, and nobody but data protection may erase it', async () => {
    const id = await keep('2026-03-01')
    await expect(as(sergeant, (tx) => eraseFile(tx, id, use, 'why'))).rejects.toMatchObject({ code: '42501' })
    await as(protector, (tx) => eraseFile(tx, id, use, 'shows somebody'))
    await expect(as(protector, (tx) => openFile(tx, id, use))).rejects.toMatchObject(notFound)
    const { rows } = await owner.query(
      'select num_nonnulls(content, data_key, digest, sent_digest) as left from engagement.file where id = $1',
      [id],
    )
    expect(rows).toEqual([{ left: 0 }])
    expect((await as(officer, (tx) => fileWords(tx, [id]))).get(id)).toMatchObject({ erased: true })
  })

  test('went by itself on the day after its last, and no other went', async () => {
    const [old, young] = [await keep('2020-02-29'), await keep('2020-03-01')]
    const actor = actingAs('fileRetention', 'retention of a test')
    const erase = (day: string): Promise<number> =>
      database.withActor(actor, 'retention of a test', (tx) => eraseFilesBefore(tx, day))
    expect(await erase('2022-02-28')).toBe(0)
    expect(await erase('2022-03-01')).toBe(1)
    const words = await as(officer, (tx) => fileWords(tx, [old, young]))
    expect([words.get(old)?.erased, words.get(young)?.erased]).toEqual([true, false])
    const { rows } = await owner.query<{ operation: string }>(
      `select operation from log.entry where purpose = 'retention of a test' and operation is not null`,
    )
    expect(rows).toEqual([{ operation: 'erasure' }])
  })
})

test('a new master key wraps the keys of pictures that are left, and they are read as before', async () => {
  const gone = await keep('2026-03-01')
  await as(protector, (tx) => eraseFile(tx, gone, use, 'shows somebody'))
  const rotated = databaseOn(urls, secretsOf(new Uint8Array(32).fill(7), new Uint8Array(32).fill(8)))
  try {
    const turn = (): Promise<number> =>
      rotated.withActor(actingAs('keysCommand', 'keys of a test'), 'new master key', rewrapSomeFiles)
    expect(await turn()).toBeGreaterThan(0)
    expect(await turn()).toBe(0)
    const opened = rotated.withActor(officer.actor, 'pictures of a test', (tx) =>
      openFile(tx, here.picture, use),
    )
    expect((await opened).bytes).toEqual(onePixel)
  } finally {
    await rotated.close()
  }
})

test('pictures of a made-up city leave with its homes', async () => {
  const left = async (): Promise<number> =>
    (await owner.query<{ left: number }>('select count(*)::int4 as left from engagement.file')).rows[0]!.left
  await owner.query('begin')
  await owner.query(`set local mettrace.actor = 'a test'`)
  await owner.query(`insert into foundation.demonstration (state, seed, homes) values ('loaded', 1, 1)`)
  expect(await left()).toBeGreaterThan(0)
  await owner.query('set local role mettrace_importer')
  await owner.query('select engagement.leave_with_the_city()')
  await owner.query('reset role')
  expect(await left()).toBe(0)
  await owner.query('rollback')
})
