import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto'

/** What a signature says: 1 signs a note as its log, 4 cosigns it as a witness (C2SP signed-note, signature types). */
export const signatureType = { log: 0x01, witness: 0x04 } as const
export type SignatureType = (typeof signatureType)[keyof typeof signatureType]

/** Names a key: its holder, four bytes of a digest, and what it signs. */
export type KeyIdentity = {
  name: string
  /** Eight hexadecimal digits. */
  id: string
  type: SignatureType
}
export type VerifyingKey = KeyIdentity & {
  publicKey: Uint8Array
  verify: (message: Uint8Array, signature: Uint8Array) => boolean
}
export type SigningKey = VerifyingKey & { sign: (message: Uint8Array) => Uint8Array }

const publicKeyLength = 32
const seedLength = 32
/** What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410). */
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Key names hold no Unicode space and no plus (C2SP signed-note, format). */
export const isKeyName = (name: string): boolean => /^[^\p{White_Space}\p{Cc}+]+$/u.test(name)

const identity = (name: string, type: SignatureType, publicKey: Uint8Array): KeyIdentity => {
  if (!isKeyName(name)) throw new RangeError('A key name is not empty and holds neither spaces nor plus.')
  const named = Buffer.concat([Buffer.from(`${name}\n`), Uint8Array.of(type), publicKey])
  return { name, type, id: hash('sha256', named, 'hex').slice(0, 8) }
}

const verifyingKey = (name: string, type: SignatureType, publicKey: Uint8Array): VerifyingKey => {
  const key = createPublicKey({
    key: Buffer.concat([publicPrefix, publicKey]),
    format: 'der',
    type: 'spki',
  })
  return {
    ...identity(name, type, publicKey),
    publicKey,
    verify: (message, signature) => signature.length === 64 && verify(null, message, key, signature),
  }
}

const rawPublicKey = (key: KeyObject): Uint8Array =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-publicKeyLength)

/** Ed25519 key of a 32-byte seed (RFC 8032). Errors: RangeError for another length or a name that is none. */
export const signingKey = (name: string, type: SignatureType, seed: Uint8Array): SigningKey => {
  if (seed.length !== seedLength) throw new RangeError('An Ed25519 seed has 32 bytes.')
  const key = createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' })
  return { ...verifyingKey(name, type, rawPublicKey(key)), sign: (message) => sign(null, message, key) }
}

/** The line that a key is handed on as: name, plus, id, plus, base64 of type and public key. */
export const verifyingKeyText = ({ name, id, type, publicKey }: VerifyingKey): string =>
  `${name}+${id}+${Buffer.concat([Uint8Array.of(type), publicKey]).toString('base64')}`

/** Reads such a line. Errors: RangeError saying what is wrong with it. */
export const parseVerifyingKey = (text: string): VerifyingKey => {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? []
  const bytes = Buffer.from(encoded, 'base64')
  if (name === '' || bytes.toString('base64') !== encoded)
    throw new RangeError('A verifier key reads name+id+base64.')
  const [type] = bytes
  if (bytes.length !== 1 + publicKeyLength || (type !== signatureType.log && type !== signatureType.witness))
    throw new RangeError('This verifier key is of a kind other than Ed25519.')
  const key = verifyingKey(name, type, bytes.subarray(1))
  if (key.id !== id) throw new RangeError(`The id of this verifier key is ${key.id}, not ${id}.`)
  return key
}
