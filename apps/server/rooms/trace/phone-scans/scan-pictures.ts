import { readEventAs } from '@mettrace/protocol/events/formats'
import { scanEvent, type ScanFact } from '@mettrace/protocol/scans/scan-fact'
import { keepScanFile } from '../../../foundation/files/scan-files.ts'
import { enforcementPieces } from '../../../foundation/phones/pieces.ts'
import type { PicturesOf } from '../../../foundation/phones/take-piece.ts'
import { countRecords, keepRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

const pictureIn = (body: string): ScanFact['picture'] => {
  const read = readEventAs(scanEvent, JSON.parse(body) as Record<string, unknown>)
  return 'event' in read ? read.event.fact.picture : undefined
}

/** Pictures of scans that the sender's phone told, accepted or set aside. */
export const scanPicturesOf = (sender: string): PicturesOf => ({
  pieces: enforcementPieces,
  toldBy: async (tx, event) => {
    const { rows } = await keepRecords<{ body: string }>(
      tx,
      'the sender’s own scan, held against the picture that they send; nobody is shown it',
      'select body from enforcement.phone_scan where id = $1 and actor = $2 and same_id is null',
      [event, sender],
    )
    return rows[0] && pictureIn(rows[0].body)
  },
  isKept: async (tx, event) => {
    const [found] = await countRecords<{ kept: boolean }>(
      tx,
      'select exists (select from enforcement.scan_picture where id = $1) as kept',
      [event],
    )
    return found?.kept === true
  },
  keep: async (tx, actor, event, sent) => {
    await keepScanFile(tx, actor, { id: event, ...sent })
    await keepRecords(
      tx,
      'its file, which was just kept, is written down as the picture of this scan',
      `insert into enforcement.scan_picture (id, bcu, sensitive, actor)
       select id, bcu, (body::jsonb #>> '{fact,picture,sensitive}')::boolean, $2 from enforcement.phone_scan where id = $1`,
      [event, actor],
    )
    return true
  },
})

/** A picture that a phone told of. `id`: of what the phone told, and of the file; `hasCome`: whether all of it is here. */
export type ScanPicture = { id: string; hasCome: boolean; sensitive: boolean; at: Date }

/**
 * Pictures that were told of a scan, as far as the actor may see them: its own, that of what was set aside and recorded in its
 * place, and those of the scans whose place it took, the latest first.
 */
export const picturesOfScan = async (tx: Transaction, scan: string): Promise<ScanPicture[]> => {
  const { rows } = await keepRecords<ScanPicture>(
    tx,
    'that a scan which is written down has pictures; each is written down where it is read',
    `with recursive taken (id) as (
       select $1::uuid
       union
       select s.corrects from taken join enforcement.scan s on s.id = taken.id where s.corrects is not null
     )
     select told.id, p.id is not null as "hasCome", told.at,
            coalesce(p.sensitive, (told.body::jsonb #>> '{fact,picture,sensitive}')::boolean, true) as sensitive
     from enforcement.phone_scan told left join enforcement.scan_picture p on p.id = told.id
     where told.body::jsonb #> '{fact,picture}' is not null
       and (told.id in (select id from taken)
            or told.id in (select d.event from enforcement.phone_scan_decision d join taken on taken.id = d.scan))
     order by told.at desc, told.id desc`,
    [scan],
  )
  return rows
}
