import type pg from 'pg'
import { fieldCipherOf } from '../apps/server/foundation/fields/field-cipher.ts'
import { sha256 } from '../apps/server/foundation/files/files.ts'
import { fileFields } from '../apps/server/foundation/records/sealed-fields.ts'
import { testSecrets } from './secrets.ts'

/** The smallest picture there is: one pixel. */
export const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==',
  'base64',
)

/** Puts in a sign that was found good, with a picture, and a poster; `number` tells those of two wards apart. */
export const putSignThings = async (
  owner: pg.Client,
  number: 1 | 2,
  { ward, bcu, area = `E0100000${number}` }: { ward: string; bcu: string; area?: string },
): Promise<{ sign: string; picture: string; notice: string }> => {
  const id = (last: string): string => `00000000-0000-7000-8000-00000000${number}e0${last}`
  const [sign, check, notice, picture] = [id('a'), id('b'), id('c'), id('d')]
  await owner.query(
    `insert into engagement.sign (id, easting, northing, place, area, ward, bcu, placed_on, at, actor)
     values ($1, 540050, 190010, 'Lamp post 14, Linden Road', $2, $3, $4, '2026-01-02', '2026-01-02T10:00Z', 'command line: example')`,
    [sign, area, ward, bcu],
  )
  await owner.query(
    `insert into engagement.sign_check (id, sign, ward, bcu, found, on_day, next_check, at, actor)
     values ($1, $2, $3, $4, 'good', '2026-01-02', '2026-07-02', '2026-01-02T10:00Z', 'command line: example')`,
    [check, sign, ward, bcu],
  )
  await owner.query(
    `insert into engagement.notice (id, item, kind, area, ward, bcu, on_day, number, words, at, actor)
     values ($1, $1, 'poster', $2, $3, $4, '2026-01-02', 3, 'Library', '2026-01-02T10:00Z', 'command line: example')`,
    [notice, area, ward, bcu],
  )
  const { key, sealBytes } = fieldCipherOf(testSecrets).newRow(fileFields, picture)
  await owner.query(
    `insert into engagement.file (id, use, kind, width, height, keep_until, digest, sent_digest, content, data_key, key_version, at, actor)
     values ($1, 'sign picture', 'png', 1, 1, '2126-01-02', $2, $2, $3, $4, $5, '2026-01-02T10:00Z', 'command line: example')`,
    [picture, sha256(onePixel), sealBytes('content', onePixel), key.dataKey, key.keyVersion],
  )
  await owner.query(
    `insert into engagement.sign_picture (id, sign, at_check, ward, bcu, at, actor)
     values ($1, $2, $3, $4, $5, '2026-01-02T10:00Z', 'command line: example')`,
    [picture, sign, check, ward, bcu],
  )
  return { sign, picture, notice }
}
