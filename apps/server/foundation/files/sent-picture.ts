import type { ErrorAtField } from '../page/kept-names.ts'
import { fileOf } from '../page/sent-files.ts'
import { sha256 } from './files.ts'
import { pictureFaultWords, type Picture } from './picture.ts'
import { readPicture } from './read-picture.ts'

export type SentPicture = { picture: Picture; sentDigest: Buffer }

/** The picture that a field of a form was sent with, or none; or what is wrong with it, beside the field. */
export const sentPicture = (body: unknown, field: string): { sent?: SentPicture; errors: ErrorAtField[] } => {
  const bytes = fileOf(body, field)
  if (!bytes) return { errors: [] }
  const read = readPicture(bytes)
  if ('fault' in read) return { errors: [{ text: pictureFaultWords[read.fault], href: `#${field}` }] }
  return { sent: { picture: read, sentDigest: sha256(bytes) }, errors: [] }
}
