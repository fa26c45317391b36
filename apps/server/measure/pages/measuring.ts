import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '../../foundation/database.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { sendPage } from '../../foundation/layout/views.ts'
import { demonstrationOf } from '../../places/made-up-city.ts'
import { whatIsLoaded } from '../../target/loaded.ts'
import {
  keptProgramme,
  protocolOf,
  type FixedProtocol,
  type KeptProgramme,
} from '../programme/kept-programmes.ts'
import { reportOf } from '../report/programme-data.ts'
import type { MeasureReport } from '../report/report-types.ts'
import { theProduct } from '../the-product.ts'

/** How the pages of Measure ask. */
export type Measuring = {
  database: Database
  show: (
    reply: FastifyReply,
    status: number,
    view: string,
    context: { page: string } & Record<string, unknown>,
  ) => Promise<FastifyReply>
  /** A kept version with the protocol that holds for its name. Errors: `not_found`. */
  programmeOf: (
    request: FastifyRequest,
  ) => Promise<{ kept: KeptProgramme; protocol: FixedProtocol | undefined }>
  /** Its report on what is loaded now, or why there is none. */
  reportFor: (kept: KeptProgramme) => Promise<MeasureReport | { refused: MetTraceError }>
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const mostRemembered = 8

/** What a route of this room needs, by the access table. */
export const readsPlans = { config: { needs: { verb: 'read', kind: 'plan' } } } as const
export const addsPlans = { config: { needs: { verb: 'add', kind: 'plan' } } } as const

export const measuringOf = (database: Database): Measuring => {
  const remembered = new Map<string, Promise<MeasureReport>>()
  return {
    database,
    show: async (reply, status, view, context) => {
      const demonstration = await database.withActor(
        reply.request.actor,
        'is the city made up',
        demonstrationOf,
      )
      return sendPage(reply, status, view, {
        room: 'Measure',
        madeUp: demonstration?.state === 'loaded',
        ...context,
      })
    },
    programmeOf: async (request) => {
      const { id = '' } = request.params as { id?: string }
      const found = uuid.test(id)
        ? await database.withActor(request.actor, 'programme', async (tx) => {
            const kept = await keptProgramme(tx, id)
            return kept && { kept, protocol: await protocolOf(tx, kept.name) }
          })
        : undefined
      if (!found) throw new MetTraceError('not_found', 'There is no such programme.')
      return found
    },
    reportFor: async ({ id, programme }) => {
      const { importedAt } = await whatIsLoaded(database, theProduct)
      const key = `${id} ${importedAt}`
      let report = remembered.get(key)
      if (!report) {
        remembered.set(key, (report = reportOf(database, theProduct, programme)))
        report.catch(() => remembered.delete(key))
        const oldest = remembered.keys().next().value
        if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest)
      }
      try {
        return await report
      } catch (error) {
        if (error instanceof MetTraceError && error.status < 500) return { refused: error }
        throw error
      }
    },
  }
}
