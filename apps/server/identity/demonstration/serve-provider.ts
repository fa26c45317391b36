import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import formbody from '@fastify/formbody'
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import helmet from 'helmet'
import { personRoles } from '../../foundation/access/roles.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { answerError } from '../../foundation/layout/errors.ts'
import { addMarking } from '../../foundation/layout/marking.ts'
import { addViews, sendPage } from '../../foundation/layout/views.ts'
import type { ProviderSettings } from '../relying-party.ts'
import { signInAnswerPath } from '../paths.ts'
import { demonstrationIssuer, demonstrationPeople } from './people.ts'
import { demonstrationProvider } from './provider.ts'

export type DemonstrationDirectory = {
  /** What the product needs to know to send people here. */
  settings: ProviderSettings
  close: () => Promise<void>
}

const people = demonstrationPeople.map(({ subject, name, note, postings }) => ({
  subject,
  name,
  note,
  roles: postings.map(({ role }) => personRoles[role].title).join(' · ') || 'Nobody yet',
}))

const isPrevention = ({ subject }: { subject: string }): boolean => subject.startsWith('pcso-')
const prevention = people.filter(isPrevention)

/** Everybody by themselves, but for the ten Prevention PCSOs, who show the same: they are one line, opened at will. */
const peopleToChoose = people.flatMap((person) =>
  !isPrevention(person) ? [person] : person === prevention[0] ? [{ ...person, others: prevention }] : [],
)

type Provider = ReturnType<typeof demonstrationProvider>

/**
 * Forgets whom this browser chose before. Otherwise the provider wants that session ended first, by a page with an inline
 * script and an address that it does not offer here.
 */
const forgetEarlierChoice = async (
  provider: Provider,
  interaction: Awaited<ReturnType<Provider['interactionDetails']>>,
): Promise<void> => {
  const uid = interaction.session?.uid
  if (uid === undefined) return
  const before = await provider.Session.findByUid(uid)
  await before?.destroy()
  delete interaction.session
  await interaction.save(interaction.exp - Math.floor(Date.now() / 1000))
}

const choosePages = (app: FastifyInstance, provider: () => Provider): void => {
  app.get('/choose/:uid', async (request, reply) => {
    const { uid } = await provider().interactionDetails(request.raw, reply.raw)
    return sendPage(reply, 200, 'identity/demonstration/choose.njk', { uid, people: peopleToChoose })
  })
  app.post('/choose/:uid', async (request, reply) => {
    const { who } = (request.body ?? {}) as Record<string, unknown>
    const person = demonstrationPeople.find(({ subject }) => subject === who)
    if (!person) throw new MetTraceError('usage', 'Choose one of the people on the page.')
    await forgetEarlierChoice(provider(), await provider().interactionDetails(request.raw, reply.raw))
    const result = { login: { accountId: person.subject, remember: false } }
    const goOn = await provider().interactionResult(request.raw, reply.raw, result)
    return reply.redirect(goOn, 303)
  })
}

/** Everything else is the provider's own: it reads and writes the connection itself. */
const protocolAddresses = (app: FastifyInstance, provider: () => Provider): void => {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.all('/*', (request, reply) => {
      reply.hijack()
      void provider().callback()(request.raw, reply.raw)
    })
  })
}

const build = async (
  logger: FastifyBaseLogger,
  provider: () => Provider,
  publicOrigin: string,
): Promise<FastifyInstance> => {
  const app: FastifyInstance = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 16 * 1024,
    requestTimeout: 30_000,
  })
  const setHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        // Choosing somebody leads back to the product.
        formAction: ["'self'", publicOrigin],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
  })
  app.addHook('onRequest', (request, reply, done) => setHeaders(request.raw, reply.raw, () => done()))
  await app.register(formbody)
  addMarking(app, '')
  addViews(app, [])
  app.setErrorHandler(answerError)
  choosePages(app, provider)
  protocolAddresses(app, provider)
  return app
}

/**
 * Serves the demonstration's directory at `host` and `port` (0: any) for the product at `publicUrl`.
 * Errors: those of listening, such as EADDRINUSE.
 */
export const serveDemonstrationDirectory = async (parts: {
  logger: FastifyBaseLogger
  host: string
  port: number
  publicUrl: string
}): Promise<DemonstrationDirectory> => {
  let provider: Provider | undefined
  const app = await build(
    parts.logger,
    () => {
      if (!provider) throw new TypeError('The provider does not know its own address yet.')
      return provider
    },
    parts.publicUrl,
  )
  await app.listen({ host: parts.host, port: parts.port, listenTextResolver: () => 'listening' })
  const issuer = new URL(parts.publicUrl)
  issuer.protocol = 'http:'
  issuer.port = String((app.server.address() as AddressInfo).port)
  const client = {
    id: 'mettrace',
    secret: randomBytes(32).toString('base64url'),
    redirectUri: new URL(signInAnswerPath, parts.publicUrl).href,
  }
  provider = demonstrationProvider(issuer.origin, client)
  return {
    settings: {
      issuer: issuer.origin,
      knownAs: demonstrationIssuer,
      clientId: client.id,
      clientSecret: client.secret,
      rolesClaim: 'roles',
      inTheClear: true,
      alwaysAsk: true,
    },
    close: async () => app.close(),
  }
}
