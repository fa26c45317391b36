import type { FastifyBaseLogger } from 'fastify'
import type { ServerConfig } from '../config.ts'
import type { DemonstrationDirectory } from './demonstration/serve-provider.ts'
import { relyingParty, type ProviderSettings } from './relying-party.ts'
import type { SignInParts } from './sign-in-parts.ts'

/** How people sign in to a running server. */
export type SignInService = Omit<SignInParts, 'database'> & {
  /** Begins once the server listens at `publicUrl`. Errors: those of listening. */
  open: (publicUrl: string) => Promise<void>
  close: () => Promise<void>
}

const configured = ({ signIn }: ServerConfig): ProviderSettings | undefined =>
  signIn.kind === 'demonstration'
    ? undefined
    : {
        issuer: signIn.issuer,
        clientId: signIn.clientId,
        clientSecret: signIn.clientSecret,
        rolesClaim: signIn.rolesClaim === 'none' ? undefined : signIn.rolesClaim,
        inTheClear: signIn.issuer.startsWith('http:'),
        alwaysAsk: false,
      }

/** The configured identity provider, or the demonstration's own, which is loaded only where it is wanted. */
export const signInServiceOf = (config: ServerConfig, logger: FastifyBaseLogger): SignInService => {
  let settings = configured(config)
  let reachedAt = config.publicUrl
  let directory: DemonstrationDirectory | undefined
  return {
    relyingParty: relyingParty(() => {
      if (!settings) throw new TypeError('The identity provider is not open yet.')
      return settings
    }),
    publicUrl: () => {
      if (reachedAt === undefined) throw new TypeError('The server does not listen yet.')
      return reachedAt
    },
    clock: () => new Date(),
    open: async (publicUrl) => {
      reachedAt = publicUrl
      if (config.signIn.kind !== 'demonstration') return
      const { serveDemonstrationDirectory } = await import('./demonstration/serve-provider.ts')
      directory = await serveDemonstrationDirectory({
        logger,
        host: config.host,
        port: config.signIn.port,
        publicUrl,
      })
      settings = directory.settings
    },
    close: async () => directory?.close(),
  }
}
