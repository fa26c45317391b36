import { contentsFile, parseContents } from '@mettrace/court-bundle/contents/contents'
import { digestOf } from '@mettrace/court-bundle/verify/bytes'
import { parseLogKey } from '@mettrace/court-bundle/verify/signed-note'
import { verifyBundle } from '@mettrace/court-bundle/verify/verify-bundle'
import { verifyingKeyText } from '@mettrace/ledger/note/key'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../../../../test/database.ts'
import { testLogKey } from '../../../../../test/log.ts'
import { putScanThings } from '../../../../../test/scan-things.ts'
import { onePixel } from '../../../../../test/sign-things.ts'
import { neverOver, signIn, type TestPerson } from '../../../../../test/signed-in.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { bookIn } from '../exhibits/book-in.ts'
import { bytesOfPictures } from './case-pictures.ts'
import { factsOfCase } from './case-facts.ts'
import { makeBundle } from './make-bundle.ts'

const { database, owner, drop } = await freshDatabase()
afterAll(drop)

const of = '2326/40112/26'
let investigator: TestPerson
const scans: string[] = []

const putExhibit = async (number: 1 | 2, bcu: string): Promise<void> => {
  const custody = await signIn(database, 'custody', { place: bcu })
  await neverOver(owner, custody)
  const { scan } = await putScanThings(owner, number, { bcu })
  scans.push(scan)
  const { actor } = custody
  await database.withActor(actor, 'book in', (tx) =>
    bookIn(
      tx,
      actor.id,
      {
        id: uuidv7(),
        seizedAt: new Date(Date.now() - 40 * 60_000),
        seizedBy: 'officer:PC 4471 Stone',
        power: 'PACE s.22',
        crime: of,
        custody: null,
        scan,
        broughtAt: new Date(Date.now() - 30 * 60_000),
        bcu,
        paper: 'Property book 12',
        items: [
          { reference: `JS/${number}`, description: 'telephone', kind: 'item', seal: `A73011${number}` },
        ],
      },
      new Date(),
    ),
  )
}

beforeAll(async () => {
  investigator = await signIn(database, 'investigator')
  await neverOver(owner, investigator)
  await putExhibit(1, 'North')
  await putExhibit(2, 'South')
})

const bundle = async (): Promise<Map<string, Uint8Array>> => {
  const { facts, pictures } = await database.withActor(investigator.actor, 'bundle of a test', async (tx) => {
    const known = await factsOfCase(tx, of, '2026-12-01')
    return { facts: known, pictures: await bytesOfPictures(tx, known.pictures) }
  })
  return (await makeBundle(facts, { proofs: new Map(), unproved: 0 }, testLogKey, pictures)).files
}
const wordsOf = (files: Map<string, Uint8Array>): string => {
  const file = [...files.keys()].find((path) => path.endsWith('-pictures.html'))
  return Buffer.from(files.get(file ?? '') ?? []).toString()
}
const inFours = digestOf(onePixel).match(/.{4}/g)!.join(' ')

test('a picture is in the bundle with both checksums and in its signed list; a sensitive one by its checksums alone', async () => {
  const files = await bundle()
  expect([...files.keys()].filter((path) => path.startsWith('pictures/'))).toEqual([
    'pictures/01-js-1.png',
    'pictures/02-js-2.png',
  ])
  expect(Buffer.from(files.get('pictures/01-js-1.png')!)).toEqual(onePixel)
  const { files: listed } = parseContents(files.get(contentsFile)!)
  expect(listed).toContainEqual({
    path: 'pictures/01-js-1.png',
    sha256: digestOf(onePixel),
    bytes: onePixel.length,
  })
  await owner.query('alter table enforcement.scan_picture disable trigger refuse_change')
  await owner.query('update enforcement.scan_picture set sensitive = true where id = $1', [scans[1]])
  const without = await bundle()
  expect([...without.keys()].filter((path) => path.startsWith('pictures/'))).toEqual(['pictures/01-js-1.png'])
  const text = wordsOf(without)
  expect(text.split(inFours).length - 1).toBe(4)
  expect(text).toContain('none: it is marked sensitive')
  expect(text).toContain('pictures/01-js-1.png')
})

test('a byte of a picture that is altered is told as that file, and all others are whole', async () => {
  const files = await bundle()
  const altered = Buffer.from(files.get('pictures/01-js-1.png')!)
  altered[40]! ^= 1
  files.set('pictures/01-js-1.png', altered)
  const found = verifyBundle(files, [parseLogKey(verifyingKeyText(testLogKey))])
  expect(found.isWhole).toBe(false)
  expect(found.files.filter(({ state }) => state !== 'whole')).toMatchObject([
    { path: 'pictures/01-js-1.png', state: 'altered' },
  ])
})

test('each picture that went into a bundle was opened in the log', async () => {
  const { rows } = await owner.query<{ opened: number }>(
    `select count(*)::int4 as opened from log.entry where actor = $1 and kind = 'scan' and operation = 'consultation'`,
    [investigator.actor.id],
  )
  expect(rows[0]!.opened).toBeGreaterThan(0)
})
