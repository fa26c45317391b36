import type pg from 'pg'
import { fieldCipherOf } from '../apps/server/foundation/fields/field-cipher.ts'
import { sha256 } from '../apps/server/foundation/files/files.ts'
import { scanFileFields } from '../apps/server/foundation/records/sealed-fields.ts'
import { testSecrets } from './secrets.ts'
import { onePixel } from './sign-things.ts'

/** Puts in a scan with a glow that a phone told, with a picture of the same id; `number` tells those of two BCUs apart. */
export const putScanThings = async (
  owner: pg.Client,
  number: 1 | 2,
  { bcu }: { bcu: string },
): Promise<{ scan: string }> => {
  const id = (last: string): string => `00000000-0000-7000-8000-00000000${number}f0${last}`
  const [place, scan] = [id('1'), id('2')]
  await owner.query(
    `insert into enforcement.scan_place (id, kind, name, bcu, actor)
     values ($1, 'property store', $2, $3, 'command line: example')`,
    [place, `Store of ${bcu}`, bcu],
  )
  await owner.query(
    `insert into enforcement.scan (id, at, on_day, shift, place, place_kind, bcu, subject, description, basis, result, part, entered_at, actor)
     values ($1, '2026-01-02T10:00Z', '2026-01-02', 'early', $2, 'property store', $3, 'item', 'Telephone', 'PACE s.22', 'glow', 'back of the case',
             '2026-01-02T10:05Z', 'command line: example')`,
    [scan, place, bcu],
  )
  const picture = { digest: sha256(onePixel).toString('hex'), bytes: onePixel.length, sensitive: false }
  await owner.query(
    `insert into enforcement.phone_scan (id, phone, sequence, bcu, told_at, at, received_at, content, decision, answer, body, entered_at, actor)
     values ($1::uuid, $1::uuid, 1, $2, '2026-01-02T10:00Z', '2026-01-02T10:00Z', '2026-01-02T10:05Z', $3, 'accepted',
             jsonb_build_object('id', $1::uuid, 'answer', 'accepted'), $4, '2026-01-02T10:05Z', 'command line: example')`,
    [scan, bcu, sha256(onePixel), JSON.stringify({ id: scan, fact: { picture } })],
  )
  const { key, sealBytes } = fieldCipherOf(testSecrets).newRow(scanFileFields, scan)
  await owner.query(
    `insert into enforcement.file (id, use, kind, width, height, digest, sent_digest, content, data_key, key_version, at, actor)
     values ($1, 'scan picture', 'png', 1, 1, $2, $2, $3, $4, $5, '2026-01-02T10:06Z', 'command line: example')`,
    [scan, sha256(onePixel), sealBytes('content', onePixel), key.dataKey, key.keyVersion],
  )
  await owner.query(
    `insert into enforcement.scan_picture (id, bcu, sensitive, at, actor)
     values ($1, $2, false, '2026-01-02T10:06Z', 'command line: example')`,
    [scan, bcu],
  )
  return { scan }
}
