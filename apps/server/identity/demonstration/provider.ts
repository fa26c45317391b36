import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { Provider } from 'oidc-provider'
import { demonstrationPeople } from './people.ts'
import { memoryAdapter } from './memory-adapter.ts'

const minutes = (count: number): number => count * 60

/** Client of the demonstration: this product, which comes back to `redirectUri`. */
export type DemonstrationClient = { id: string; secret: string; redirectUri: string }

/**
 * A real OpenID provider of made-up people. Keys and secrets are made at each start and never leave the process; nothing
 * is fetched from elsewhere. `fail` hands on an error that is ours to show.
 */
export const demonstrationProvider = (issuer: string, client: DemonstrationClient): Provider => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = { ...privateKey.export({ format: 'jwk' }), kid: 'demonstration', use: 'sig', alg: 'ES256' }
  return new Provider(issuer, {
    adapter: memoryAdapter(),
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [client.redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_post',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    responseTypes: ['code'],
    scopes: ['openid', 'profile'],
    // As Entra ID has it: app roles come in the ID token; names, as the standard has it, from the user info.
    claims: { openid: ['sub', 'roles'], profile: ['name'] },
    findAccount: (_context, id) => {
      const person = demonstrationPeople.find(({ subject }) => subject === id)
      if (!person) return undefined
      const roles = [...new Set(person.postings.map(({ role }) => role))]
      return { accountId: id, claims: () => ({ sub: id, name: person.name, roles }) }
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: true },
      rpInitiatedLogout: { enabled: false },
    },
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `/choose/${uid}` },
    // Whoever is chosen agrees to be recognised by this one client: there is nobody else to ask.
    loadExistingGrant: async ({ oidc }) => {
      const { client: asking, session } = oidc
      if (!asking || !session?.accountId) return undefined
      const grant = new oidc.provider.Grant({ clientId: asking.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
    renderError: (context, out) => {
      context.type = 'text/plain'
      context.body = `The demonstration's provider could not go on: ${out.error}. Go back to MetTrace and sign in again.`
    },
    ttl: {
      AccessToken: minutes(5),
      AuthorizationCode: minutes(1),
      Grant: minutes(10),
      IdToken: minutes(5),
      Interaction: minutes(30),
      Session: minutes(30),
    },
  })
}
