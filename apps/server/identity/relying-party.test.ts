import { createServer, type IncomingMessage } from 'node:http'
import { createSign, generateKeyPairSync } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { relyingParty } from './relying-party.ts'
import { attemptOf } from './sign-in-attempt.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const attempt = attemptOf('a secret of this test')
/** Claims that differ from what a provider usually says. */
let said: Record<string, unknown> = {}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const idToken = (issuer: string): string => {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: issuer,
    sub: 'a1',
    aud: 'mettrace',
    nonce: attempt.nonce,
    iat: now,
    exp: now + 7200,
    ...said,
  }
  const text = `${encoded({ alg: 'RS256', kid: 'one' })}.${encoded(claims)}`
  return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey).toString('base64url')}`
}

const answerTo = ({ url }: IncomingMessage, issuer: string): unknown => {
  if (url === '/token') return { access_token: 'x', token_type: 'bearer', id_token: idToken(issuer) }
  if (url === '/keys') return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256' }] }
  return {
    issuer,
    authorization_endpoint: `${issuer}/begin`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
  }
}

/** A provider that says of everybody what the test wants, under a right signature. */
const provider = createServer((request, response) => {
  const { port } = provider.address() as AddressInfo
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(answerTo(request, `http://127.0.0.1:${port}`)))
})
await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
afterAll(() => provider.close())

const party = relyingParty(() => ({
  issuer: `http://127.0.0.1:${(provider.address() as AddressInfo).port}`,
  clientId: 'mettrace',
  clientSecret: undefined,
  rolesClaim: undefined,
  inTheClear: true,
  alwaysAsk: false,
}))

const finish = (claims: Record<string, unknown>): Promise<unknown> => {
  said = claims
  return party.finish(attempt, new URL(`http://127.0.0.1/sign-in/answer?code=c&state=${attempt.state}`))
}
const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds

describe('an ID token', () => {
  test('of now, and of a clock that is a little ahead, is taken', async () => {
    await expect(finish({ name: 'Ann Other' })).resolves.toMatchObject({ subject: 'a1', name: 'Ann Other' })
    await expect(finish({ iat: inSeconds(20) })).resolves.toMatchObject({ subject: 'a1' })
  })

  test.each([
    ['issued in the future', { iat: inSeconds(3600) }],
    ['that has expired', { iat: inSeconds(-7200), exp: inSeconds(-3600) }],
    ['of another attempt', { nonce: 'another' }],
    ['for another client', { aud: 'another' }],
  ])('%s is refused', async (_, claims) => {
    await expect(finish(claims)).rejects.toThrow()
  })
})
