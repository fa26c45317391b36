import { buildApp } from '../apps/server/app.ts'
import type { Database } from '../apps/server/foundation/database.ts'
import type { Limits } from '../apps/server/foundation/rate-limits.ts'
import { createLogger } from '../apps/server/foundation/layout/log.ts'
import { serveDemonstrationDirectory } from '../apps/server/identity/demonstration/serve-provider.ts'
import { relyingParty, type ProviderSettings } from '../apps/server/identity/relying-party.ts'

/** Serves the product and its built-in OpenID provider on ports of their own. */
export const serveSite = async (
  database: Database,
  options: {
    clock?: () => Date
    logger?: ReturnType<typeof createLogger>
    logDirectory?: string
    limits?: Limits
  } = {},
): Promise<{ address: string; close: () => Promise<void> }> => {
  const logger = options.logger ?? createLogger('silent')
  let [publicUrl, settings]: [string, ProviderSettings | undefined] = ['', undefined]
  const app = await buildApp({
    database,
    logger,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.logDirectory === undefined ? {} : { logDirectory: options.logDirectory }),
    signIn: {
      relyingParty: relyingParty(() => {
        if (!settings) throw new Error('The provider is not open yet.')
        return settings
      }),
      publicUrl: () => publicUrl,
      clock: options.clock ?? (() => new Date()),
    },
  })
  publicUrl = await app.listen({ host: '127.0.0.1', port: 0 })
  const directory = await serveDemonstrationDirectory({ logger, host: '127.0.0.1', port: 0, publicUrl })
  settings = directory.settings
  return {
    address: publicUrl,
    close: async () => {
      await app.close()
      await directory.close()
    },
  }
}

type Arrived = { url: string; status: number; text: string; refresh: number }

/** A browser without a window or a page: follows redirects and keeps cookies. */
export class PlainBrowser {
  #cookies = new Map<string, string>()

  /** Goes to an address; answers with where it arrived, and after how many seconds the page wants to come back. */
  async go(url: string, body?: Record<string, string>): Promise<Arrived> {
    const answer = await fetch(url, {
      method: body ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(body ? { body: new URLSearchParams(body) } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    const next = answer.headers.get('location')
    const text = await answer.text()
    const refresh = Number(answer.headers.get('refresh') ?? 0)
    return next === null ? { url, status: answer.status, text, refresh } : this.go(new URL(next, url).href)
  }

  /** Signs in as one of the made-up people, at the provider itself. */
  async signIn(address: string, who: string): Promise<Arrived> {
    const choice = await this.go(`${address}/sign-in/begin?to=/you`)
    return this.go(choice.url, { who })
  }
}
