import { bytesOf } from '../copy/base64url.ts'
import { adds, type Span } from './gaps.ts'
import { pieceBytes, type PieceRequest } from './pieces.ts'
import { digestOfBytes, type ToldPicture } from './told-picture.ts'

export type Part = { offset: number; content: Uint8Array }

/** The bytes of a piece; undefined where they are not as it says. */
const contentOf = ({ content, digest }: NonNullable<PieceRequest['piece']>): Uint8Array | undefined => {
  try {
    const bytes = bytesOf(content)
    return digestOfBytes(bytes) === digest ? bytes : undefined
  } catch {
    return undefined
  }
}

/**
 * The part that a piece adds to what is held of a picture; undefined where it adds nothing, is not as it says, or has no place in the
 * picture that its event told of.
 */
export const partOf = (
  { bytes }: Pick<ToldPicture, 'bytes'>,
  held: readonly Span[],
  piece: PieceRequest['piece'],
): Part | undefined => {
  const content = piece ? contentOf(piece) : undefined
  if (!piece || !content) return undefined
  const { offset } = piece
  const { length } = content
  const end = offset + length
  const isLong = length >= pieceBytes.least || end === bytes
  if (length > pieceBytes.most || end > bytes || !isLong || !adds(held, { offset, length })) return undefined
  return { offset, content }
}
