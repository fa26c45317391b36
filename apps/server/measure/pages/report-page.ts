import type { FastifyInstance } from 'fastify'
import { productVersion } from '../../foundation/version.ts'
import {
  count,
  dayInWords,
  kindInWords,
  monthInWords,
  periodInWords,
  seriesAndSource,
} from '../../target/page-words.ts'
import type { Series, Source } from '../../target/types.ts'
import { plantedChange, plantedTruth, type PlantedTruth } from '../programme/planted-programme.ts'
import { departuresFrom } from '../programme/protocol.ts'
import type { FixedProtocol } from '../programme/kept-programmes.ts'
import type { MeasureReport } from '../report/report-types.ts'
import { readsPlans, type Measuring } from './measuring.ts'
import { publishIfDue, today } from './published.ts'
import { reportParts } from './report-view.ts'
import { intervalInWords, signedPercent } from './tables.ts'

const scopeOf = ({ programme }: MeasureReport, protocol: FixedProtocol | undefined) => {
  const { one, many } = kindInWords(programme.kind)
  const { selection } = programme
  return [
    {
      key: 'Series',
      value: seriesAndSource({ series: programme.series as Series, source: programme.source as Source }),
    },
    { key: 'Months', value: periodInWords(programme.from, programme.until) },
    {
      key: 'Covered',
      value: `${count(programme.covered, one, many)} in ${count(programme.deployments, 'deployment')}, ${count(programme.homes, 'home')}, ${count(programme.kits, 'kit')}${programme.notReached > 0 ? `; ${count(programme.notReached, 'deployment')} never reached the target` : ''}`,
    },
    {
      key: 'Starts',
      value: periodInWords(programme.firstStart, programme.lastStart),
    },
    {
      key: 'Chosen by',
      value: selection
        ? `burglaries of ${periodInWords(selection.from, selection.to)}${selection.assumed ? ', which is assumed: the programme does not say' : ''}`
        : 'lot',
    },
    {
      key: 'Fixed beforehand',
      value: protocol ? `protocol ${protocol.digest.slice(0, 16)}…` : 'nothing: there is no protocol',
    },
  ]
}

const publishedWords = (protocol: FixedProtocol | undefined, day: string): string => {
  if (!protocol) return 'Report without a protocol'
  return protocol.publishOn <= day
    ? `Report, published on ${dayInWords(protocol.publishOn)}`
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

/** One programme's report, its figures as JSON, and the programme as it was kept. */
export const reportPage = (app: FastifyInstance, measuring: Measuring): void => {
  const { database, show, programmeOf, reportFor } = measuring

  app.get('/measure/programmes/:id', readsPlans, async (request, reply) => {
    const { kept, protocol } = await programmeOf(request)
    const report = await reportFor(kept)
    const at = `/measure/programmes/${kept.id}`
    const links = {
      protocolHref: `${at}/protocol`,
      reportHref: `${at}/report.json`,
      programmeHref: `${at}/programme.json`,
      displacementHref: `${at}/displacement`,
    }
    const heading = { page: 'Programmes', name: kept.name, published: publishedWords(protocol, today()) }
    if ('refused' in report) {
      const { message, where } = report.refused
      return show(reply, report.refused.status, 'measure/views/report.njk', {
        ...heading,
        ...links,
        refused: { message, found: where.found, expected: where.expected },
      })
    }
    await publishIfDue(measuring, kept, protocol, report)
    const truth = await database.withActor(request.actor, 'planted programme', plantedTruth)
    return show(reply, 200, 'measure/views/report.njk', {
      ...heading,
      ...links,
      claim: report.claim,
      planted: plantedWords(truth, report),
      scope: scopeOf(report, protocol),
      departures: protocol ? departuresFrom(protocol.content, kept.programme, productVersion) : [],
      warnings: [
        ...report.warnings,
        ...report.breaks.map(({ month, words }) => `${monthInWords(month)}: ${words}`),
      ],
      parts: reportParts(report),
    })
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
