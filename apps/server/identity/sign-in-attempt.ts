import { createHash, createHmac, randomBytes } from 'node:crypto'

/**
 * One attempt to sign in. Everything that ties the provider's answer to the browser that asked follows from one secret
 * that only this browser holds, in a cookie that scripts cannot read: state against answers brought in from outside,
 * nonce against tokens of another attempt, verifier against a stolen code (PKCE, RFC 7636).
 */
export type Attempt = { state: string; nonce: string; verifier: string; challenge: string }

export const newAttemptSecret = (): string => randomBytes(32).toString('base64url')

export const attemptOf = (secret: string): Attempt => {
  const derived = (what: string): string => createHmac('sha256', secret).update(what).digest('base64url')
  const verifier = derived('PKCE verifier')
  return {
    state: derived('state'),
    nonce: derived('nonce'),
    verifier,
    challenge: createHash('sha256').update(verifier).digest('base64url'),
  }
}
