import type { FastifyInstance } from 'fastify'
import { dayInWords, timeInWords } from '../../foundation/days.ts'
import { productVersion } from '../../foundation/version.ts'
import { oneDecimal, periodInWords, wholeNumber } from '../../target/page-words.ts'
import { versionsOf, type FixedProtocol } from '../programme/kept-programmes.ts'
import { departuresFrom } from '../programme/protocol.ts'
import type { WeightedDifference, WeightedPlace } from '../report/report-types.ts'
import { readsPlans, type Measuring } from './measuring.ts'
import { publishedReport } from '../publishing/published-reports.ts'
import { pageTable, signedDecimal } from './tables.ts'

const roleWords: Record<WeightedPlace['role'], string> = {
  treated: 'Covered areas',
  control: 'Their control, beyond 750\u00a0m',
  displacement: 'Within 750\u00a0m of them',
  'displacement-control': 'Its control, beyond 750\u00a0m',
}

const fixed = (value: number): string => `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(2)}`

const stepsOf = (found: Extract<WeightedDifference, { why: null }>): string[] => {
  const [treated, control, near, nearControl] = found.places
  if (!treated || !control || !near || !nearControl) return []
  const difference = ({ before, after, weight }: WeightedPlace): string =>
    `(${wholeNumber(after)}${found.longer === 1 ? '' : ` ÷ ${fixed(found.longer)}`} − ${wholeNumber(before)})${weight === 1 ? '' : ` ÷ ${fixed(weight)}`}`
  const [local, displaced, total] = ['local', 'displacement', 'total'].map((term) =>
    found.rows.find((row) => row.term === term),
  )
  return [
    `Local: ${difference(treated)} − ${difference(control)} = ${local ? fixed(local.estimate) : '–'}.`,
    `Displacement: ${difference(near)} − ${difference(nearControl)} = ${displaced ? fixed(displaced.estimate) : '–'}.`,
    `Total: the two together = ${total ? fixed(total.estimate) : '–'}.`,
    'The error of each is the root of the sum of its counts, each divided by the square of what it was divided by.',
    'Its 95% interval is the figure less and plus 1.96 times its error.',
  ]
}

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
    value: `areas more than ${content.controls.metres} metres away by ${content.controls.by}`,
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

/** Displacement by hand, and the protocol, of one programme. */
export const besidePages = (app: FastifyInstance, measuring: Measuring): void => {
  const { database, show, programmeOf, reportFor } = measuring

  app.get('/measure/programmes/:id/displacement', readsPlans, async (request, reply) => {
    const { kept } = await programmeOf(request)
    const report = await reportFor(kept)
    if ('refused' in report) throw report.refused
    const { weighted } = report.displacement
    const heading = { page: 'Programmes', name: kept.name, reportHref: `/measure/programmes/${kept.id}` }
    if (weighted.why !== null)
      return show(reply, 200, 'measure/views/displacement.njk', {
        ...heading,
        words: [weighted.why],
        tables: [],
        steps: [],
      })
    return show(reply, 200, 'measure/views/displacement.njk', {
      ...heading,
      words: [
        'The weighted displacement difference (Wheeler and Ratcliffe 2018) from counts alone, to be redone with a pencil. It is a plain comparison: where areas were chosen for a bad year it shows the fall that follows by itself as well.',
        `Before: ${periodInWords(weighted.before.from, weighted.before.to)}. After: ${periodInWords(weighted.after.from, weighted.after.to)}.`,
      ],
      tables: [
        pageTable(
          'places-table',
          'Burglaries in the four places',
          'Counts of a control are divided by how many times as many homes it has.',
          ['Place', '#Areas', '#Homes', '#Before', '#After', '#Divided by'],
          weighted.places.map((place) => [
            roleWords[place.role],
            wholeNumber(place.areas),
            wholeNumber(place.homes),
            wholeNumber(place.before),
            wholeNumber(place.after),
            fixed(place.weight),
          ]),
        ),
        pageTable(
          'weighted-table',
          'Differences',
          'Burglaries; below zero is fewer.',
          ['Difference', '#Burglaries', '#Error', '#95% interval'],
          weighted.rows.map((row) => [
            row.term,
            signedDecimal(row.estimate),
            row.se === null ? '–' : oneDecimal(row.se),
            row.low === null || row.high === null
              ? '–'
              : `${signedDecimal(row.low)} to ${signedDecimal(row.high)}`,
          ]),
        ),
      ],
      steps: stepsOf(weighted),
    })
  })

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
