/** What stands on the disk of something that was sealed: AES-GCM of its JSON in UTF-8. */
export type Sealed = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer }

export type RandomBytes = (count: number) => Uint8Array

const ivBytes = 12

export const randomOf = (random: RandomBytes, count: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(random(count))

const text = new TextEncoder()

/** What was sealed for one place opens in no other: pages cannot be exchanged on the disk. */
const bound = (iv: Uint8Array<ArrayBuffer>, place: string): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: text.encode(place),
})

export const sealBytes = async (
  key: CryptoKey,
  plain: Uint8Array<ArrayBuffer>,
  place: string,
  random: RandomBytes,
): Promise<Sealed> => {
  const iv = randomOf(random, ivBytes)
  return { iv, data: await crypto.subtle.encrypt(bound(iv, place), key, plain) }
}

/** Errors: `OperationError`, where the key or the place is another one, or a bit was changed. */
export const openBytes = async (
  key: CryptoKey,
  { iv, data }: Sealed,
  place: string,
): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await crypto.subtle.decrypt(bound(iv, place), key, data))

export const seal = (key: CryptoKey, value: unknown, place: string, random: RandomBytes): Promise<Sealed> =>
  sealBytes(key, text.encode(JSON.stringify(value)), place, random)

export const open = async (key: CryptoKey, sealed: Sealed, place: string): Promise<unknown> =>
  JSON.parse(new TextDecoder().decode(await openBytes(key, sealed, place)))
