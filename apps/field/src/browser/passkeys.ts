import type { ByPasskey, Passkey } from '../rest/keys.ts'
import { randomOf, type RandomBytes } from '../rest/cipher.ts'

export type Passkeys = {
  /** Makes one for this app. Undefined where it was refused, or where no value, or not the same twice, came of it. */
  make: (name: string) => Promise<Passkey | undefined>
  /** Asks for the value of one that is here. Undefined where it was refused or none came. */
  ask: (held: Pick<ByPasskey, 'id' | 'salt'>) => Promise<Passkey['value'] | undefined>
}

const valueBytes = 32

/** Some answer that they can and give nothing; some gave a value that was still encrypted (WebKit, pull request 53734). */
const valueIn = (credential: Credential | null): Passkey['value'] | undefined => {
  if (!(credential instanceof PublicKeyCredential)) return undefined
  const first = credential.getClientExtensionResults().prf?.results?.first
  if (!first) return undefined
  const bytes = new Uint8Array(first instanceof ArrayBuffer ? first : first.buffer.slice(0))
  return bytes.length === valueBytes ? bytes : undefined
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean => one.every((byte, at) => byte === other[at])

/** Whoever refuses, waits too long, or has no authenticator goes on by PIN. */
const orNone = async <T>(asking: () => Promise<T | undefined>): Promise<T | undefined> => {
  try {
    return await asking()
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

/** Passkeys of this browser with the extension `prf` (WebAuthn Level 3). Nothing is sent: what counts is the value alone. */
export const browserPasskeys = (
  credentials: CredentialsContainer | undefined,
  random: RandomBytes,
): Passkeys => {
  const ask: Passkeys['ask'] = ({ id, salt }) =>
    orNone(async () =>
      valueIn(
        (await credentials?.get({
          publicKey: {
            challenge: randomOf(random, 32),
            allowCredentials: [{ type: 'public-key', id }],
            userVerification: 'required',
            extensions: { prf: { eval: { first: salt } } },
          },
        })) ?? null,
      ),
    )
  return {
    ask,
    make: (name) =>
      orNone(async () => {
        const salt = randomOf(random, 32)
        const made = await credentials?.create({
          publicKey: {
            rp: { name: 'MetTrace' },
            user: { id: randomOf(random, 16), name, displayName: name },
            challenge: randomOf(random, 32),
            pubKeyCredParams: [
              { type: 'public-key', alg: -7 },
              { type: 'public-key', alg: -257 },
            ],
            authenticatorSelection: { residentKey: 'discouraged', userVerification: 'required' },
            extensions: { prf: { eval: { first: salt } } },
          },
        })
        if (!(made instanceof PublicKeyCredential)) return undefined
        const held = { id: new Uint8Array(made.rawId), salt }
        const first = valueIn(made) ?? (await ask(held))
        const again = first && (await ask(held))
        return first && again && isSame(first, again) ? { ...held, value: first } : undefined
      }),
  }
}
