import { createECDH, createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { StationKey } from '@mettrace/protocol/copy/saved-copy'
import { nameOfKey, type WebKey } from '@mettrace/protocol/copy/seal-copy'
import type { PersonRole } from '../../../../foundation/access/roles.ts'
import type { Secrets } from '../../../../foundation/secrets.ts'

/** Who walks with a phone, and in which role. */
export type CopyOf = { person: string; phone: string; role: PersonRole }

/** Roles in which somebody walks with a phone. */
const walking = ['ward_officer', 'prevention_pcso', 'sergeant'] as const satisfies readonly PersonRole[]

type Pair = { key: string; scalar: Buffer }

/** The station's pair of a version of the master key. One label in 2³² gives no number of the curve: then the next one. */
const pairOf = (secrets: Secrets, version: number): Pair => {
  for (let turn = 1; ; turn++) {
    const scalar = secrets.deriveOf(version, `saved copies ${turn}`)
    const pair = createECDH('prime256v1')
    try {
      pair.setPrivateKey(scalar)
    } catch {
      continue
    }
    return { key: pair.getPublicKey().toString('base64url'), scalar }
  }
}

/** Shows that a copy is of this officer and phone: who has it had it from a session of theirs, and it follows from the master key. */
export const proofOfCopy = (secrets: Secrets, { person, phone, role }: CopyOf): string =>
  createHmac('sha256', secrets.derive('proofs of saved copies'))
    .update([person, phone, role].join('\n'))
    .digest('base64url')

/** What the database keeps of a proof. */
export const proofDigest = (proof: string): Buffer => createHash('sha256').update(proof).digest()

export const stationKeyOf = (secrets: Secrets, of: CopyOf): StationKey => ({
  key: pairOf(secrets, secrets.versions).key,
  proof: proofOfCopy(secrets, of),
})

/** The private key of a file, whichever version of the master key it was made under; undefined where it is none of ours. */
export const privateKeyOf =
  (secrets: Secrets) =>
  async (name: string): Promise<WebKey | undefined> => {
    for (let version = secrets.versions; version > 0; version--) {
      const { key, scalar } = pairOf(secrets, version)
      if (nameOfKey(key) !== name) continue
      const point = Buffer.from(key, 'base64url')
      const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
      const jwk = { kty: 'EC', crv: 'P-256', d: scalar.toString('base64url'), x: x!, y: y! }
      return crypto.subtle.importKey('jwk', jwk, { name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits'])
    }
    return undefined
  }

/** In which role a copy was given its proof; undefined where it is no proof of this officer and phone. */
export const roleOfCopy = (
  secrets: Secrets,
  { person, device, proof }: { person: string; device: string; proof: string },
): (typeof walking)[number] | undefined =>
  walking.find((role) =>
    timingSafeEqual(proofDigest(proofOfCopy(secrets, { person, phone: device, role })), proofDigest(proof)),
  )
