import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Database } from '../../../foundation/database.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { isOfTheTurn, rememberedWork } from '../../../foundation/jobs/memory.ts'
import type { Waiting } from '../../../foundation/jobs/work-pages.ts'
import type { Wanted } from '../../../foundation/jobs/work.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { settingsState } from '../../../foundation/settings.ts'
import type { Actor, Transaction } from '../../../foundation/with-actor.ts'
import { dataState } from '../../../places/data-state.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import {
  keptProgramme,
  protocolOf,
  type FixedProtocol,
  type KeptProgramme,
} from '../programme/kept-programmes.ts'
import { withCoverage } from '../programme/programme-of-deployments.ts'
import { plantedTruth, type PlantedTruth } from '../../../places/made-up-city.ts'
import { publishedReport, type PublishedReport } from '../publishing/published-reports.ts'
import { reportOf } from '../report/programme-data.ts'
import type { MeasureReport } from '../report/report-types.ts'
import { reportActor } from '../report-actor.ts'

/** What the pages of one programme read of it, in their one transaction. */
export type AskedProgramme<More = unknown> = {
  kept: KeptProgramme
  /** The protocol that holds for its name, and the report that was published by it. */
  protocol: FixedProtocol | undefined
  published: PublishedReport | undefined
  /** What a made-up city knows of itself. */
  truth: PlantedTruth | undefined
  /** The work of a report on what is loaded now: one for all who look at it, on whichever page. */
  reportWork: Wanted & Waiting
  /** What the page read besides. */
  more: More
}

/** What pages say of a report that is in the making, and most that it may take. */
export const ofReports = { words: 'The report', seconds: 900, room: 'Measure', page: 'Programmes' } as const

export const show = (
  reply: FastifyReply,
  status: number,
  view: string,
  context: { page: string } & Record<string, unknown>,
): FastifyReply => sendPage(reply, status, view, { room: 'Measure', ...context })

const nothingMore = async (): Promise<undefined> => undefined

/** The programme that an address names, as pages ask for it. Errors: `not_found`. */
export const programmeOf = async <More = undefined>(
  database: Database,
  request: FastifyRequest,
  readMore: (tx: Transaction, kept: KeptProgramme) => Promise<More> = nothingMore as never,
): Promise<AskedProgramme<More>> => {
  const id = idIn(request)
  const found = await readPage(database, request, 'programme', async (tx) => {
    const kept = id && (await keptProgramme(tx, id))
    if (!kept) return undefined
    const protocol = await protocolOf(tx, kept.firstVersion)
    const restsOn = [await dataState(tx), await settingsState(tx), await withCoverage(tx, kept.programme)]
    return {
      kept,
      protocol,
      published: protocol && (await publishedReport(tx, protocol.id)),
      truth: await plantedTruth(tx),
      reportWork: { ...ofReports, name: 'report', restsOn },
      more: await readMore(tx, kept),
    }
  })
  if (!found) throw new MetTraceError('not_found', 'There is no such programme.')
  return found
}

/** The report on a programme, made by the product, or why there is none. */
export const reportFor = async (
  database: Database,
  actor: Actor,
  { kept, reportWork }: AskedProgramme,
): Promise<MeasureReport | { refused: MetTraceError }> => {
  try {
    const declared = { name: 'report', restsOn: reportWork.restsOn }
    return await rememberedWork(database, actor.id, declared, () =>
      reportOf(database, reportActor, kept.programme),
    )
  } catch (error) {
    if (error instanceof MetTraceError && error.status < 500 && !isOfTheTurn(error)) return { refused: error }
    throw error
  }
}
