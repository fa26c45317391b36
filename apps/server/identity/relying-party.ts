import * as oidc from 'openid-client'
import { clockLeeway, refuseFromTheFuture, vouchedBy, type Vouched } from './claims.ts'
import type { Attempt } from './sign-in-attempt.ts'

export type ProviderSettings = {
  issuer: string
  /** Name to keep its people under, where not the issuer. */
  knownAs?: string
  clientId: string
  clientSecret: string | undefined
  /** Claim that holds the directory's app roles; undefined where it has none. */
  rolesClaim: string | undefined
  /** Whether the provider may be spoken to in the clear: the demonstration's, on this machine. */
  inTheClear: boolean
  /** Whether everybody is asked who they are, each time. */
  alwaysAsk: boolean
}

/** Our side of OpenID Connect: authorisation code flow with PKCE. Tokens are read and thrown away. */
export type RelyingParty = {
  /** Where to send the browser. */
  begin: (attempt: Attempt, redirectUri: string, options: { askAgain: boolean }) => Promise<URL>
  /** Who the provider says it was; `answered` is the address that the browser came back to, with its query. */
  finish: (attempt: Attempt, answered: URL) => Promise<Vouched>
}

const attempts = 3
const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })

const discover = async (settings: ProviderSettings): Promise<oidc.Configuration> => {
  const { issuer, clientId, clientSecret, inTheClear } = settings
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await oidc.discovery(
        new URL(issuer),
        clientId,
        { [oidc.clockTolerance]: clockLeeway },
        clientSecret === undefined ? oidc.None() : oidc.ClientSecretPost(clientSecret),
        {
          timeout: 10,
          // The signature of the ID token is checked besides TLS, which the standard would let stand for it.
          execute: [oidc.enableNonRepudiationChecks, ...(inTheClear ? [oidc.allowInsecureRequests] : [])],
        },
      )
    } catch (error) {
      if (attempt === attempts) throw error
      await pause(200 * 2 ** attempt)
    }
  }
}

/**
 * A relying party of the provider that `settings` names when it is first needed. What the provider says of itself is
 * asked for once; a failure is not remembered, so a provider that comes back is found by the next who signs in.
 */
export const relyingParty = (settings: () => ProviderSettings): RelyingParty => {
  let known: Promise<oidc.Configuration> | undefined
  const configuration = (): Promise<oidc.Configuration> => {
    known ??= discover(settings()).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
  return {
    begin: async (attempt, redirectUri, { askAgain }) =>
      oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: attempt.challenge,
        code_challenge_method: 'S256',
        ...(askAgain || settings().alwaysAsk ? { prompt: 'login' } : {}),
      }),
    finish: async (attempt, answered) => {
      const provider = await configuration()
      const tokens = await oidc.authorizationCodeGrant(provider, answered, {
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        pkceCodeVerifier: attempt.verifier,
      })
      const claims = tokens.claims()
      if (!claims) throw new TypeError('The provider sent no ID token.')
      refuseFromTheFuture(claims, new Date())
      // Where an access token goes with it, a standard provider may leave the profile to the user info (OIDC Core, 5.4).
      const more =
        claims['name'] === undefined && provider.serverMetadata().userinfo_endpoint !== undefined
          ? await oidc.fetchUserInfo(provider, tokens.access_token, claims.sub)
          : {}
      const { rolesClaim, knownAs } = settings()
      const vouched = vouchedBy({ ...more, ...claims }, rolesClaim)
      return knownAs === undefined ? vouched : { ...vouched, issuer: knownAs }
    },
  }
}
