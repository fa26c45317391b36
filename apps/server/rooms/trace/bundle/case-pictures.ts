import { openScanFile, scanFileWords } from '../../../foundation/files/scan-files.ts'
import type { PictureKind } from '../../../foundation/files/picture.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { picturesOfScan } from '../phone-scans/scan-pictures.ts'
import type { Exhibit } from '../exhibits/positions.ts'

/**
 * A picture of the scan that exhibits came from. Digests are those of the bytes as the phone sent them and as they are kept, null where
 * there is nothing: `why` says so.
 */
export type CasePicture = {
  id: string
  /** References of the exhibits. */
  exhibits: string[]
  /** When it was taken. */
  at: Date
  sensitive: boolean
} & ({ why: 'not sent' | 'erased' } | { why: null; kind: PictureKind; sentSha256: string; sha256: string })

const endings: Readonly<Record<PictureKind, string>> = { jpeg: 'jpg', png: 'png', webp: 'webp' }

/** The file of a picture in a bundle, by its place among them from 1; undefined where its bytes are not in it. */
export const pictureFile = (picture: CasePicture, place: number): string | undefined => {
  if (picture.why !== null || picture.sensitive) return undefined
  const of = (picture.exhibits[0] ?? '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return `pictures/${String(place).padStart(2, '0')}-${of}.${endings[picture.kind]}`
}

/** Pictures of the scans that exhibits came from, each once, in the order of the exhibits. Logs each. */
export const casePictures = async (tx: Transaction, exhibits: readonly Exhibit[]): Promise<CasePicture[]> => {
  const found = new Map<string, CasePicture>()
  for (const { scan, reference } of exhibits) {
    if (scan === null) continue
    const told = await picturesOfScan(tx, scan)
    const fresh = told.filter(({ id }) => !found.has(id))
    const files =
      fresh.length > 0
        ? await scanFileWords(
            tx,
            fresh.map(({ id }) => id),
          )
        : new Map()
    for (const { id, hasCome, sensitive, at } of fresh) {
      const file = files.get(id)
      const of = { id, exhibits: [], at, sensitive }
      found.set(
        id,
        file?.digest && file.sentDigest
          ? {
              ...of,
              why: null,
              kind: file.kind,
              sentSha256: file.sentDigest.toString('hex'),
              sha256: file.digest.toString('hex'),
            }
          : { ...of, why: hasCome ? 'erased' : 'not sent' },
      )
    }
    for (const { id } of told) found.get(id)?.exhibits.push(reference)
  }
  return [...found.values()]
}

/** The bytes of those that lie in a bundle, by their files. Logs that each was opened. */
export const bytesOfPictures = async (
  tx: Transaction,
  pictures: readonly CasePicture[],
): Promise<Map<string, Uint8Array>> => {
  const files = new Map<string, Uint8Array>()
  for (const [at, picture] of pictures.entries()) {
    const file = pictureFile(picture, at + 1)
    if (file !== undefined) files.set(file, (await openScanFile(tx, picture.id)).bytes)
  }
  return files
}
