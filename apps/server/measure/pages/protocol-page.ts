import type { FastifyInstance } from 'fastify'
import { dayInWords, timeInWords } from '../../foundation/days.ts'
import { productVersion } from '../../foundation/version.ts'
import { periodInWords, wholeNumber } from '../../target/page-words.ts'
import { versionsOf, type FixedProtocol } from '../programme/kept-programmes.ts'
import { departuresFrom } from '../programme/protocol.ts'
import { publishedReport } from '../publishing/published-reports.ts'
import { awayWords } from '../report/away-words.ts'
import { readsPlans, type Measuring } from './measuring.ts'
import { pageTable } from './tables.ts'

const protocolLines = ({ digest, publishOn, fixedAt, actor, content }: FixedProtocol) => [
  { key: 'Digest', value: digest },
  { key: 'Fixed', value: `${timeInWords(fixedAt)} by ${actor}` },
  { key: 'Published', value: `on ${dayInWords(publishOn)}, whatever it says` },
  {
    key: 'Outcome',
    value: `${content.outcome} (series ${content.series}${content.source ? `, ${content.source}` : ''})`,
  },
  { key: 'Method', value: content.method },
  {
    key: 'Compared with',
    value: `areas more than ${content.controls.metres} metres away ${awayWords[content.controls.by]}`,
  },
  {
    key: 'Chosen by',
    value: content.selection
      ? `${content.selection.rule}, ${periodInWords(content.selection.from, content.selection.to)}`
      : 'not said',
  },
  {
    key: 'Months after',
    value: content.after ? periodInWords(content.after.from, content.after.to) : 'as usual',
  },
  { key: 'Areas', value: wholeNumber(content.areas.length) },
  { key: 'Version', value: content.codeVersion },
  ...(content.notes ? [{ key: 'Notes', value: content.notes }] : []),
]

/** What was fixed beforehand of one programme, and its versions. */
export const protocolPage = (app: FastifyInstance, { database, show, programmeOf }: Measuring): void => {
  app.get('/measure/programmes/:id/protocol', readsPlans, async (request, reply) => {
    const { kept, protocol } = await programmeOf(request)
    const { versions, published } = await database.withActor(request.actor, 'protocol', async (tx) => ({
      versions: await versionsOf(tx, kept.name),
      published: protocol ? await publishedReport(tx, protocol.id) : undefined,
    }))
    return show(reply, 200, 'measure/views/protocol.njk', {
      page: 'Programmes',
      name: kept.name,
      reportHref: `/measure/programmes/${kept.id}`,
      protocol: protocol ? protocolLines(protocol) : undefined,
      departures: protocol ? departuresFrom(protocol.content, kept.programme, productVersion) : [],
      report: published
        ? {
            at: timeInWords(published.publishedAt),
            version: published.codeVersion,
            digest: published.digest,
            headline: published.report.figures.claim.headline,
          }
        : undefined,
      versions: pageTable(
        'versions-table',
        'Versions of this programme',
        'Appended, never changed.',
        ['Kept', 'By', 'Digest'],
        versions.map(({ keptAt, actor, digest }) => [timeInWords(keptAt), actor, `${digest.slice(0, 16)}…`]),
      ),
    })
  })
}
