import { measurePaths } from '../paths.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { dayInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { answerInTime, answerOrWait, type Waiting } from '../../../foundation/jobs/work-pages.ts'
import type { Wanted } from '../../../foundation/jobs/work.ts'
import { productVersion } from '../../../foundation/version.ts'
import { exposureOfProgramme, type ExposedMonth } from '../programme/exposure-of-deployments.ts'
import type { FixedProtocol, KeptProgramme } from '../programme/kept-programmes.ts'
import type { PlantedTruth } from '../../../places/made-up-city.ts'
import { plantedChange } from '../programme/planted-programme.ts'
import { departuresFrom } from '../programme/protocol.ts'
import { dayInLondon, publishDue } from '../publishing/publish-due.ts'
import { publishedReport, type PublishedReport } from '../publishing/published-reports.ts'
import type { MeasureReport } from '../report/report-types.ts'
import { exposureParts } from './parts/exposure-part.ts'
import { ofReports, programmeOf, reportFor, show, type AskedProgramme } from './measuring.ts'
import { shownReport } from './shown-report.ts'
import { intervalInWords, signedPercent } from './tables.ts'

const workingWords = (
  protocol: FixedProtocol | undefined,
  published: PublishedReport | undefined,
): string => {
  if (published) return 'What today’s data says; the published report stays as it was'
  if (!protocol) return 'Report without a protocol'
  return protocol.publishOn <= dayInLondon(new Date())
    ? `Working report: due on ${dayInWords(protocol.publishOn)}, and it could not be made of what is loaded`
    : `Working report: it publishes itself on ${dayInWords(protocol.publishOn)}, whatever it says`
}

/** Whether what was planted is in the interval; only a made-up city knows. */
const plantedWords = (truth: PlantedTruth | undefined, { primary }: MeasureReport): string | undefined => {
  if (!truth || primary.why !== null) return undefined
  const planted = plantedChange(truth, primary.after.to)
  const { low, high } = primary
  const held = low !== null && high !== null && planted >= low && planted <= high
  return `Planted over these months: ${signedPercent(planted)}. The likely range of the main result, ${intervalInWords(primary)}, ${held ? 'covers it' : 'does not cover it'}.`
}

/** The work of a report that publishes itself, on a day. */
const publication = (protocol: FixedProtocol | undefined): Wanted & Waiting => ({
  ...ofReports,
  name: 'publication',
  restsOn: [protocol?.id ?? null, dayInLondon(new Date())],
})

const headingOf = ({ id, name }: KeptProgramme) => ({
  page: 'Programmes',
  name,
  publishedHref: measurePaths.report({ id }),
  todayHref: measurePaths.reportToday({ id }),
  protocolHref: measurePaths.protocol({ id }),
  programmeHref: measurePaths.programmeJson({ id }),
  displacementHref: measurePaths.displacement({ id }),
})

/** A programme with what could be seen of it. */
type ExposedProgramme = AskedProgramme<ExposedMonth[]>

/** One programme's report, its figures as JSON, and the programme as it was kept. */
export const answers: Answers = ({ database }) => {
  /** What was published of a programme; published now where its day has come since the last round. */
  const publishedOf = async (
    { actor }: FastifyRequest,
    { protocol, published }: AskedProgramme,
  ): Promise<PublishedReport | undefined> => {
    const now = new Date()
    if (!protocol || published || protocol.publishOn > dayInLondon(now)) return published
    await publishDue(database, now, { only: protocol.firstVersion })
    return database.withActor(actor, 'published report', (tx) => publishedReport(tx, protocol.id))
  }

  /** As `publishedOf`, for a page: to publish takes as long as a report. */
  const publishedOrWait = (request: FastifyRequest, reply: FastifyReply, asked: AskedProgramme) =>
    answerOrWait(request, reply, publication(asked.protocol), () => publishedOf(request, asked))

  const exposedProgramme = (request: FastifyRequest): Promise<ExposedProgramme> =>
    programmeOf(database, request, (tx, { programme }) =>
      exposureOfProgramme(tx, programme, dayInLondon(new Date())),
    )

  const showWorking = async (
    request: FastifyRequest,
    reply: FastifyReply,
    asked: ExposedProgramme,
  ): Promise<FastifyReply> => {
    const { kept, protocol, truth } = asked
    const publishing = await publishedOrWait(request, reply, asked)
    if (!publishing) return reply
    const published = publishing.answer
    const found = await answerOrWait(request, reply, asked.reportWork, () =>
      reportFor(database, request.actor, asked),
    )
    if (!found) return reply
    const report = found.answer
    const heading = {
      ...headingOf(kept),
      published: workingWords(protocol, published),
      standing: published !== undefined,
    }
    if ('refused' in report) {
      const { message, where } = report.refused
      return show(reply, report.refused.status, 'rooms/measure/views/report.njk', {
        ...heading,
        ahead: protocol !== undefined && protocol.publishOn > dayInLondon(new Date()),
        refused: { message, found: where.found, expected: where.expected },
      })
    }
    const shown = shownReport(
      report,
      protocol,
      protocol ? departuresFrom(protocol.content, kept.programme, productVersion) : [],
    )
    return show(reply, 200, 'rooms/measure/views/report.njk', {
      ...heading,
      ...shown,
      parts: [...shown.parts, ...exposureParts(asked.more)],
      planted: plantedWords(truth, report),
      figuresHref: measurePaths.reportJson({ id: kept.id }),
    })
  }

  return {
    report: async (request, reply) => {
      const asked = await exposedProgramme(request)
      const { kept, protocol, truth } = asked
      const publishing = await publishedOrWait(request, reply, asked)
      if (!publishing) return reply
      const published = publishing.answer
      if (!protocol || !published) return showWorking(request, reply, asked)
      const { figures, shown } = published.report
      return show(reply, 200, 'rooms/measure/views/report.njk', {
        ...headingOf(kept),
        ...shown,
        published: `Report, published on ${dayInWords(dayInLondon(new Date(published.publishedAt)))}`,
        frozen: [
          `It was agreed for ${dayInWords(protocol.publishOn)} and stays as it was then, by version ${published.codeVersion} of the product.`,
          published.programme === kept.id ? '' : 'It was made from another version of the programme.',
        ].join(' '),
        planted: plantedWords(truth, figures),
        figuresHref: measurePaths.publishedJson({ id: kept.id }),
      })
    },
    reportToday: async (request, reply) => showWorking(request, reply, await exposedProgramme(request)),
    publishedJson: async (request, reply) => {
      const asked = await programmeOf(database, request)
      const published = await answerInTime(request, reply, publication(asked.protocol), () =>
        publishedOf(request, asked),
      )
      if (!published) throw new MetTraceError('not_found', 'No report of this programme is published yet.')
      return reply.header('cache-control', 'no-store').send(published)
    },
    reportJson: async (request, reply) => {
      const asked = await programmeOf(database, request)
      const report = await answerInTime(request, reply, asked.reportWork, () =>
        reportFor(database, request.actor, asked),
      )
      if ('refused' in report) throw report.refused
      return reply.header('cache-control', 'no-store').send(report)
    },
    programmeJson: async (request, reply) => {
      const { kept } = await programmeOf(database, request)
      return reply.header('cache-control', 'no-store').send(kept.programme)
    },
  }
}
