import type { Database } from '../../../foundation/database.ts'
import { latestVersion, protocolOf } from '../programme/kept-programmes.ts'
import { reportOf } from '../report/programme-data.ts'
import { reportActor } from '../report-actor.ts'
import { keepReport } from './published-reports.ts'

/** Makes and publishes the report of one programme. Errors: those of its data. */
export const publishReport = async (database: Database, firstVersion: string): Promise<void> => {
  const { kept, protocol } = await database.withActor(reportActor, 'programme', async (tx) => ({
    kept: await latestVersion(tx, firstVersion),
    protocol: await protocolOf(tx, firstVersion),
  }))
  if (!kept || !protocol) return
  const figures = await reportOf(database, reportActor, kept.programme)
  await database.withActor(reportActor, 'publish a report on its day', (tx) =>
    keepReport(tx, reportActor.id, { kept, protocol, figures }),
  )
}
