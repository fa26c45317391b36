import type { FastifyReply } from 'fastify'
import type { Database } from '../../foundation/database.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { renderView } from '../../foundation/layout/views.ts'
import type { Actor } from '../../foundation/with-actor.ts'
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

/** How the pages of Measure ask. */
export type Measuring = {
  database: Database
  planner: Actor
  show: (
    reply: FastifyReply,
    status: number,
    view: string,
    context: { page: string } & Record<string, unknown>,
  ) => Promise<FastifyReply>
  /** A kept version with the protocol that holds for its name. Errors: `not_found`. */
  programmeOf: (params: unknown) => Promise<{ kept: KeptProgramme; protocol: FixedProtocol | undefined }>
  /** Its report on what is loaded now, or why there is none. */
  reportFor: (kept: KeptProgramme) => Promise<MeasureReport | { refused: MetTraceError }>
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const mostRemembered = 8

export const measuringOf = (database: Database, account: string): Measuring => {
  const planner: Actor = { id: account, role: 'planner' }
  const remembered = new Map<string, Promise<MeasureReport>>()
  return {
    database,
    planner,
    show: async (reply, status, view, context) => {
      const demonstration = await database.withActor(planner, 'is the city made up', demonstrationOf)
      return reply
        .code(status)
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(renderView(view, { room: 'Measure', madeUp: demonstration?.state === 'loaded', ...context }))
    },
    programmeOf: async (params) => {
      const { id = '' } = params as { id?: string }
      const found = uuid.test(id)
        ? await database.withActor(planner, 'programme', async (tx) => {
            const kept = await keptProgramme(tx, id)
            return kept && { kept, protocol: await protocolOf(tx, kept.name) }
          })
        : undefined
      if (!found) throw new MetTraceError('not_found', 'There is no such programme.')
      return found
    },
    reportFor: async ({ id, programme }) => {
      const { importedAt } = await whatIsLoaded(database, planner)
      const key = `${id} ${importedAt}`
      let report = remembered.get(key)
      if (!report) {
        remembered.set(key, (report = reportOf(database, planner, programme)))
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
