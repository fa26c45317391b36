import type { Database } from '../../foundation/database.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { latestVersion, protocolOf, unpublishedBy } from '../programme/kept-programmes.ts'
import { reportOf } from '../report/programme-data.ts'
import { theProduct } from '../the-product.ts'
import { keepReport } from './published-reports.ts'

const london = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' })

/** The day in London, 2027-04-01. */
export const dayInLondon = (now: Date): string => london.format(now)

/** A report that was due and could not be made, and why: it is tried again. */
export type NotPublished = { name: string; why: string }

/**
 * Publishes every report whose agreed day has come and that is not published, whatever it says, from the version of its
 * programme that was kept last. One that is published already stays as it is. `only` names one programme.
 */
export const publishDue = async (
  database: Database,
  now: Date,
  { only, signal }: { only?: string; signal?: AbortSignal } = {},
): Promise<NotPublished[]> => {
  const due = await database.withActor(theProduct, 'which reports are due', (tx) =>
    unpublishedBy(tx, dayInLondon(now)),
  )
  const failed: NotPublished[] = []
  for (const name of due) {
    if (signal?.aborted) break
    if (only !== undefined && name !== only) continue
    try {
      await publishReport(database, name)
    } catch (error) {
      if (!(error instanceof MetTraceError) || error.status >= 500) throw error
      failed.push({ name, why: error.message })
    }
  }
  return failed
}

/** Makes and publishes the report of one programme. Errors: those of its data. */
const publishReport = async (database: Database, name: string): Promise<void> => {
  const { kept, protocol } = await database.withActor(theProduct, 'programme', async (tx) => ({
    kept: await latestVersion(tx, name),
    protocol: await protocolOf(tx, name),
  }))
  if (!kept || !protocol) return
  const figures = await reportOf(database, theProduct, kept.programme)
  await database.withActor(theProduct, 'publish a report on its day', (tx) =>
    keepReport(tx, theProduct.id, { kept, protocol, figures }),
  )
}
