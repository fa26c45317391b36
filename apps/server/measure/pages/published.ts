import { uuidv7 } from '../../foundation/uuid.ts'
import { productVersion } from '../../foundation/version.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { digestOf, type FixedProtocol, type KeptProgramme } from '../programme/kept-programmes.ts'
import { departuresFrom } from '../programme/protocol.ts'
import type { MeasureReport } from '../report/report-types.ts'
import { theProduct, type Measuring } from './measuring.ts'

const london = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' })

/** The day in London, 2027-04-01. */
export const today = (): string => london.format(new Date())

export type PublishedReport = {
  publishedAt: string
  codeVersion: string
  report: MeasureReport
  digest: string
}

export const publishedReport = async (
  tx: Transaction,
  protocol: string,
): Promise<PublishedReport | undefined> => {
  const { rows } = await tx.query<PublishedReport>(
    `select to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "publishedAt",
            code_version as "codeVersion", report, digest
     from measure.published_report where protocol = $1`,
    [protocol],
  )
  return rows[0]
}

/**
 * From the agreed day on the report stands as it was first made then, whatever it says: it is kept for good beside its
 * protocol, once.
 */
export const publishIfDue = async (
  { database }: Pick<Measuring, 'database'>,
  kept: KeptProgramme,
  protocol: FixedProtocol | undefined,
  report: MeasureReport,
): Promise<void> => {
  if (!protocol || protocol.publishOn > today()) return
  const departures = departuresFrom(protocol.content, kept.programme, productVersion)
  await database.withActor(theProduct, 'publish a report on its day', (tx) =>
    tx.query(
      `insert into measure.published_report (id, protocol, programme, actor, code_version, report, departures, digest)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (protocol) do nothing`,
      [
        uuidv7(),
        protocol.id,
        kept.id,
        theProduct.id,
        productVersion,
        JSON.stringify(report),
        JSON.stringify(departures),
        digestOf(report, departures),
      ],
    ),
  )
}
