import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  randomBytes,
  type KeyObject,
} from 'node:crypto'
import { someRandomBytes } from '../random-bytes.ts'
import type { Secrets } from '../secrets.ts'

/** The key of one row, wrapped by a master key, as the database stores it. */
export type RowKey = { dataKey: Buffer; keyVersion: number }

/** Encrypts and reads the fields of one row. */
export type RowFields = {
  /** 12 bytes of nonce, the text in UTF-8 encrypted, 16 bytes of tag (AES-256-GCM, NIST SP 800-38D). */
  seal: (column: string, text: string) => Buffer
  /** Errors: throws when the bytes are not what was sealed for this column of this row. */
  open: (column: string, sealed: Buffer) => string
  /** The same of bytes that are no text. */
  sealBytes: (column: string, bytes: Buffer) => Buffer
  openBytes: (column: string, sealed: Buffer) => Buffer
}

export type FieldCipher = {
  /** A new row: its fields, and the key to keep beside them. */
  newRow: (table: string, row: string) => RowFields & { key: RowKey }
  /** Errors: throws when the key is not this row's, or its master key is gone. */
  row: (table: string, row: string, key: RowKey) => RowFields
  /** The same key, wrapped by the newest master key. */
  rewrap: (table: string, row: string, key: RowKey) => RowKey
  /** Version of the newest master key. */
  newest: number
  /** Keyed digest for exact look-up: the same for texts that differ in case, spaces and form of letters only. */
  digest: (column: string, text: string) => Buffer
}

const algorithm = 'aes-256-gcm'
const [nonceLength, tagLength, keyLength] = [12, 16, 32]

/** Binds what is encrypted to where it stands: moved to another row, column or table it cannot be read. */
const bound = (...place: readonly (string | number)[]): Buffer => Buffer.from(place.join('\n'))

const encrypt = (key: KeyObject, place: Buffer, content: Buffer): Buffer => {
  const nonce = someRandomBytes(nonceLength)
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(place)
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

const decrypt = (key: KeyObject, place: Buffer, sealed: Buffer): Buffer => {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceLength), {
    authTagLength: tagLength,
  })
  decipher.setAAD(place).setAuthTag(sealed.subarray(-tagLength))
  return Buffer.concat([decipher.update(sealed.subarray(nonceLength, -tagLength)), decipher.final()])
}

/** What is looked up by: letters in one form (Unicode NFKC), without case and without spaces at the ends or doubled. */
const looselyWritten = (text: string): string =>
  text.normalize('NFKC').toLowerCase().trim().replaceAll(/\s+/g, ' ')

const fieldsBy = (table: string, row: string, bytes: Buffer): RowFields => {
  const key = createSecretKey(bytes)
  const sealBytes: RowFields['sealBytes'] = (column, content) =>
    encrypt(key, bound(table, column, row), content)
  const openBytes: RowFields['openBytes'] = (column, sealed) =>
    decrypt(key, bound(table, column, row), sealed)
  return {
    seal: (column, text) => sealBytes(column, Buffer.from(text)),
    open: (column, sealed) => openBytes(column, sealed).toString(),
    sealBytes,
    openBytes,
  }
}

/** The keys that wrap those of rows, by version of the master key, as objects that show no bytes: for a thread of this process. */
export const wrappingKeysOf = (secrets: Secrets): ReadonlyMap<number, KeyObject> =>
  new Map(
    Array.from({ length: secrets.versions }, (_, at) => [
      at + 1,
      createSecretKey(secrets.deriveOf(at + 1, 'field encryption')),
    ]),
  )

/** Reads the fields of a row by keys that a thread was given. Errors: as those of a cipher. */
export const openedInThread = (
  keys: ReadonlyMap<number, KeyObject>,
  table: string,
  row: string,
  { dataKey, keyVersion }: RowKey,
): Pick<RowFields, 'open'> => {
  const key = keys.get(keyVersion)
  if (!key) throw new RangeError(`There is no version ${keyVersion} of the master key.`)
  return fieldsBy(table, row, decrypt(key, bound(table, row, keyVersion), dataKey))
}

/** Encrypts fields row by row: each row has a key of its own, so that deleting it erases the row everywhere. */
export const fieldCipherOf = (secrets: Secrets): FieldCipher => {
  const newest = secrets.versions
  const lookUp = createSecretKey(secrets.deriveOf(newest, 'field look-up'))
  const wrappingKeys = new Map<number, KeyObject>()
  /** Derived once, and made ready once: as bytes a key would be made ready anew for each field, which takes longer than the field. */
  const wrapping = (version: number): KeyObject => {
    const known = wrappingKeys.get(version)
    const key = known ?? createSecretKey(secrets.deriveOf(version, 'field encryption'))
    if (!known) wrappingKeys.set(version, key)
    return key
  }
  const wrap = (table: string, row: string, key: Buffer): RowKey => ({
    dataKey: encrypt(wrapping(newest), bound(table, row, newest), key),
    keyVersion: newest,
  })
  const unwrap = (table: string, row: string, { dataKey, keyVersion }: RowKey): Buffer =>
    decrypt(wrapping(keyVersion), bound(table, row, keyVersion), dataKey)
  return {
    newRow: (table, row) => {
      const bytes = randomBytes(keyLength)
      return { key: wrap(table, row, bytes), ...fieldsBy(table, row, bytes) }
    },
    row: (table, row, key) => fieldsBy(table, row, unwrap(table, row, key)),
    rewrap: (table, row, rowKey) => wrap(table, row, unwrap(table, row, rowKey)),
    newest,
    digest: (column, text) =>
      createHmac('sha256', lookUp)
        .update(`${column}\n${looselyWritten(text)}`)
        .digest(),
  }
}
