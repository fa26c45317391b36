import type { PersonId } from '@mettrace/protocol/words/values'
import { openBytes, randomOf, sealBytes, type RandomBytes, type Sealed } from './cipher.ts'

/** A guess of a PIN costs so many rounds of PBKDF2-SHA-256: 0.6 s on the phones that we bought for. */
const rounds = 600_000

const keyBytes = 32

/** The key of a person's outbox, by a PIN. It opens all other keys of theirs. */
export type ByPin = { salt: Uint8Array<ArrayBuffer>; rounds: number; outbox: Sealed }

/** The same key by the value that an authenticator has worked out for a passkey (WebAuthn, extension `prf`). */
export type ByPasskey = {
  id: Uint8Array<ArrayBuffer>
  salt: Uint8Array<ArrayBuffer>
  outbox: Sealed
}

/** A passkey with the value that came for its salt: 32 bytes, in memory alone. */
export type Passkey = Omit<ByPasskey, 'outbox'> & { value: Uint8Array<ArrayBuffer> }

/** What a person can open, as it stands on the disk. The PIN is never missing; a passkey is one more way. */
export type WrappedKeys = ByPin & {
  /** By the key of the outbox. Null once the lease has ended: nobody can read these pages again. */
  pages: Sealed | null
  passkey: ByPasskey | null
}

/** Keys of one person while their phone is unlocked. None can be taken out of the browser. */
export type PersonKeys = {
  person: PersonId
  /** Which keys of theirs: counts up with each PIN in place of one that was forgotten. */
  turn: number
  outbox: CryptoKey
  /** Key of what belongs to one assignment, or to the person; undefined once the lease has ended. */
  pagesOf: (owner: string) => Promise<CryptoKey | undefined>
}

/** The key of the outbox as bytes; held only while it is wrapped or taken into use. */
export type Root = Uint8Array<ArrayBuffer>

const textOf = new TextEncoder()

const derived = (from: CryptoKey, how: Pbkdf2Params | HkdfParams): Promise<CryptoKey> =>
  crypto.subtle.deriveKey(how, from, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])

const keyOfPin = async (pin: string, { salt, rounds: iterations }: Pick<ByPin, 'salt' | 'rounds'>) => {
  const typed = await crypto.subtle.importKey('raw', textOf.encode(pin), 'PBKDF2', false, ['deriveKey'])
  return derived(typed, { name: 'PBKDF2', hash: 'SHA-256', salt, iterations })
}

const keyFor = async (bytes: Root, what: string): Promise<CryptoKey> => {
  const base = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey'])
  return derived(base, { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: textOf.encode(what) })
}

const place = (person: PersonId, part: 'outbox' | 'pages'): string => `key of ${part} of ${person}`

const outboxKey = (root: Root): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', root, 'AES-GCM', false, ['encrypt', 'decrypt'])

export const newRoot = (random: RandomBytes): Root => randomOf(random, keyBytes)

export const wrapByPin = async (
  person: PersonId,
  root: Root,
  pin: string,
  random: RandomBytes,
): Promise<ByPin> => {
  const head = { salt: randomOf(random, 16), rounds }
  return {
    ...head,
    outbox: await sealBytes(await keyOfPin(pin, head), root, place(person, 'outbox'), random),
  }
}

export const wrapByPasskey = async (
  person: PersonId,
  root: Root,
  { id, salt, value }: Passkey,
  random: RandomBytes,
): Promise<ByPasskey> => ({
  id,
  salt,
  outbox: await sealBytes(await keyFor(value, 'passkey'), root, place(person, 'outbox'), random),
})

/** Undefined where the key is another one. */
const opened = async (key: CryptoKey, sealed: Sealed, where: string): Promise<Root | undefined> => {
  try {
    return await openBytes(key, sealed, where)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'OperationError') return undefined
    throw error
  }
}

/** Undefined where it is another PIN. */
export const openByPin = async (person: PersonId, pin: string, by: ByPin): Promise<Root | undefined> =>
  opened(await keyOfPin(pin, by), by.outbox, place(person, 'outbox'))

/** Undefined where another value came than when the passkey was added. */
export const openByPasskey = async (
  person: PersonId,
  value: Passkey['value'],
  { outbox }: ByPasskey,
): Promise<Root | undefined> => opened(await keyFor(value, 'passkey'), outbox, place(person, 'outbox'))

/** A new key of pages, as it stands on the disk. */
export const newPages = async (person: PersonId, root: Root, random: RandomBytes): Promise<Sealed> =>
  sealBytes(await outboxKey(root), randomOf(random, keyBytes), place(person, 'pages'), random)

/** Takes a person's keys into use. */
export const keysOf = async (
  person: PersonId,
  turn: number,
  root: Root,
  pages: Sealed | null,
): Promise<PersonKeys> => {
  const outbox = await outboxKey(root)
  const base = pages && (await openBytes(outbox, pages, place(person, 'pages')))
  const made = new Map<string, Promise<CryptoKey>>()
  return {
    person,
    turn,
    outbox,
    pagesOf: async (owner) => {
      if (!base) return undefined
      const key = made.get(owner) ?? keyFor(base, owner)
      made.set(owner, key)
      return key
    },
  }
}
