import { MetTraceError } from '../../../foundation/errors.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import { productVersion } from '../../../foundation/version.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { shownReport, type ShownReport } from '../pages/shown-report.ts'
import { canonicalDigest } from '../programme/canonical-digest.ts'
import type { FixedProtocol, KeptProgramme } from '../programme/kept-programmes.ts'
import { departuresFrom } from '../programme/protocol.ts'
import type { MeasureReport } from '../report/report-types.ts'

/** A report as it was published: its figures, and the page that was made of them, which no later version draws anew. */
export type PublishedReport = {
  publishedAt: string
  codeVersion: string
  programme: string
  report: { figures: MeasureReport; shown: ShownReport }
  departures: string[]
  digest: string
}

/** What a protocol's report was published as. Errors: `fault` when it no longer agrees with its digest. */
export const publishedReport = async (
  tx: Transaction,
  protocol: string,
): Promise<PublishedReport | undefined> => {
  const { rows } = await tx.query<PublishedReport>(
    `select to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "publishedAt",
            code_version as "codeVersion", programme, report, departures, digest
     from measure.published_report where protocol = $1`,
    [protocol],
  )
  const [found] = rows
  if (found && canonicalDigest(found.report, found.departures) !== found.digest)
    throw new MetTraceError('fault', 'The published report does not agree with its checksum.', {
      found: canonicalDigest(found.report, found.departures),
      expected: found.digest,
    })
  return found
}

/** Keeps a report for good beside its protocol, and seals its digest in the log; nothing where one is kept already. */
export const keepReport = async (
  tx: Transaction,
  actor: string,
  { kept, protocol, figures }: { kept: KeptProgramme; protocol: FixedProtocol; figures: MeasureReport },
): Promise<void> => {
  const departures = departuresFrom(protocol.content, kept.programme, productVersion)
  const report = { figures, shown: shownReport(figures, protocol, departures) }
  const digest = canonicalDigest(report, departures)
  const { rowCount } = await tx.query(
    `insert into measure.published_report (id, protocol, programme, actor, code_version, report, departures, digest)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (protocol) do nothing`,
    [
      uuidv7(),
      protocol.id,
      kept.id,
      actor,
      productVersion,
      JSON.stringify(report),
      JSON.stringify(departures),
      digest,
    ],
  )
  if (rowCount === 1)
    await tx.record({ operation: 'collection', kind: 'published report', subjects: [digest] })
}
