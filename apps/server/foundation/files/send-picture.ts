import type { FastifyReply } from 'fastify'
import type { PictureKind } from './picture.ts'

const endings: Readonly<Record<PictureKind, string>> = { jpeg: 'jpg', png: 'png', webp: 'webp' }

/**
 * Answers with a picture that somebody sent. It is shown as what it is and as nothing else: whatever its bytes might be taken for,
 * nothing of it runs, and no cache keeps it. `name`: what it is called once saved, without its ending.
 */
export const sendPicture = (
  reply: FastifyReply,
  name: string,
  { kind, bytes }: { kind: PictureKind; bytes: Buffer },
): FastifyReply =>
  reply
    .header('cache-control', 'private, no-store')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-disposition', `inline; filename="${name}.${endings[kind]}"`)
    .type(`image/${kind}`)
    .send(bytes)
