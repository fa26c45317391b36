import type { Database } from '../../../foundation/database.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { takeTurn } from '../../../foundation/jobs/pool.ts'
import { unpublishedBy } from '../programme/kept-programmes.ts'
import { reportActor } from '../report-actor.ts'

const london = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' })

/** The day in London, 2027-04-01. */
export const dayInLondon = (now: Date): string => london.format(now)

/** A report that was due and could not be made, and why: it is tried again. */
export type NotPublished = { name: string; why: string }

/**
 * Publishes every report whose agreed day has come and that is not published, whatever it says, from the version of its
 * programme that was kept last. One that is published already stays as it is. `only` is one programme, by its first version.
 */
export const publishDue = async (
  database: Database,
  now: Date,
  { only, signal }: { only?: string; signal?: AbortSignal } = {},
): Promise<NotPublished[]> => {
  const due = await database.withActor(reportActor, 'which reports are due', (tx) =>
    unpublishedBy(tx, dayInLondon(now)),
  )
  if (due.length === 0) return []
  // Loaded when a report is due: every server asks at its start, and reports bring their methods and charts along.
  const { publishReport } = await import('./publish-report.ts')
  const failed: NotPublished[] = []
  for (const { firstVersion, name } of due) {
    if (signal?.aborted) break
    if (only !== undefined && firstVersion !== only) continue
    try {
      await takeTurn(reportActor.id, () => publishReport(database, firstVersion))
    } catch (error) {
      if (!(error instanceof MetTraceError) || error.status >= 500) throw error
      failed.push({ name, why: error.message })
    }
  }
  return failed
}
