import { hash } from 'node:crypto'
import { signatureType, signingKey, type SigningKey } from '@mettrace/ledger/note/key'
import type { Secrets } from '../secrets.ts'

/**
 * The key that heads are signed with, derived from the master key. Its name, which is the origin of the log, holds a
 * digest of the public key, so that no two installations share one.
 */
export const logKeyOf = (secrets: Secrets): SigningKey => {
  const seed = secrets.derive('log signing key')
  const { publicKey } = signingKey('any', signatureType.log, seed)
  return signingKey(`mettrace.log/${hash('sha256', publicKey, 'hex').slice(0, 16)}`, signatureType.log, seed)
}
