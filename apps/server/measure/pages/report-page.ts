import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { dayInWords } from '../../foundation/days.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { productVersion } from '../../foundation/version.ts'
import type { FixedProtocol, KeptProgramme } from '../programme/kept-programmes.ts'
import { plantedChange, plantedTruth, type PlantedTruth } from '../programme/planted-programme.ts'
import { departuresFrom } from '../programme/protocol.ts'
import { dayInLondon, publishDue } from '../publishing/publish-due.ts'
import { publishedReport, type PublishedReport } from '../publishing/published-reports.ts'
import type { MeasureReport } from '../report/report-types.ts'
import { readsPlans, type Measuring } from './measuring.ts'
import { shownReport } from './shown-report.ts'
import { intervalInWords, signedPercent } from './tables.ts'

const workingWords = (
  protocol: FixedProtocol | undefined,
  published: PublishedReport | undefined,
): string => {
  if (published) return 'What today’s data says; the published report stands'
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
  return `Planted over these months: ${signedPercent(planted)}. The interval of the primary estimate, ${intervalInWords(primary)}, ${held ? 'covers it' : 'does not cover it'}.`
}

const headingOf = ({ id, name }: KeptProgramme) => {
  const at = `/measure/programmes/${id}`
  return {
    page: 'Programmes',
    name,
    publishedHref: at,
    todayHref: `${at}/today`,
    protocolHref: `${at}/protocol`,
    programmeHref: `${at}/programme.json`,
    displacementHref: `${at}/displacement`,
  }
}

/** One programme's report, its figures as JSON, and the programme as it was kept. */
export const reportPage = (app: FastifyInstance, measuring: Measuring): void => {
  const { database, show, programmeOf, reportFor } = measuring

  /** What was published of a programme; published now where its day has come since the last round. */
  const publishedOf = async (
    { actor }: FastifyRequest,
    protocol: FixedProtocol | undefined,
  ): Promise<PublishedReport | undefined> => {
    if (!protocol) return undefined
    const now = new Date()
    const read = () => database.withActor(actor, 'published report', (tx) => publishedReport(tx, protocol.id))
    const found = await read()
    if (found || protocol.publishOn > dayInLondon(now)) return found
    await publishDue(database, now, { only: protocol.name })
    return read()
  }

  const showWorking = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { kept, protocol } = await programmeOf(request)
    const published = await publishedOf(request, protocol)
    const report = await reportFor(kept)
    const heading = {
      ...headingOf(kept),
      published: workingWords(protocol, published),
      standing: published !== undefined,
    }
    if ('refused' in report) {
      const { message, where } = report.refused
      return show(reply, report.refused.status, 'measure/views/report.njk', {
        ...heading,
        refused: { message, found: where.found, expected: where.expected },
      })
    }
    const truth = await database.withActor(request.actor, 'planted programme', plantedTruth)
    const departures = protocol ? departuresFrom(protocol.content, kept.programme, productVersion) : []
    return show(reply, 200, 'measure/views/report.njk', {
      ...heading,
      ...shownReport(report, protocol, departures),
      planted: plantedWords(truth, report),
      figuresHref: `/measure/programmes/${kept.id}/report.json`,
    })
  }

  app.get('/measure/programmes/:id', readsPlans, async (request, reply) => {
    const { kept, protocol } = await programmeOf(request)
    const published = await publishedOf(request, protocol)
    if (!protocol || !published) return showWorking(request, reply)
    const truth = await database.withActor(request.actor, 'planted programme', plantedTruth)
    const { figures, shown } = published.report
    return show(reply, 200, 'measure/views/report.njk', {
      ...headingOf(kept),
      ...shown,
      published: `Report, published on ${dayInWords(dayInLondon(new Date(published.publishedAt)))}`,
      frozen: [
        `It was agreed for ${dayInWords(protocol.publishOn)} and stands as it was made then, by version ${published.codeVersion} of the product.`,
        published.programme === kept.id ? '' : 'It was made from another version of the programme.',
      ].join(' '),
      planted: plantedWords(truth, figures),
      figuresHref: `/measure/programmes/${kept.id}/published.json`,
    })
  })

  app.get('/measure/programmes/:id/today', readsPlans, showWorking)

  app.get('/measure/programmes/:id/published.json', readsPlans, async (request, reply) => {
    const { protocol } = await programmeOf(request)
    const published = await publishedOf(request, protocol)
    if (!published) throw new MetTraceError('not_found', 'No report of this programme is published yet.')
    return reply.header('cache-control', 'no-store').send(published)
  })

  app.get('/measure/programmes/:id/report.json', readsPlans, async (request, reply) => {
    const { kept } = await programmeOf(request)
    const report = await reportFor(kept)
    if ('refused' in report) throw report.refused
    return reply.header('cache-control', 'no-store').send(report)
  })

  app.get('/measure/programmes/:id/programme.json', readsPlans, async (request, reply) => {
    const { kept } = await programmeOf(request)
    return reply.header('cache-control', 'no-store').send(kept.programme)
  })
}
