import { count, kindInWords, monthInWords, periodInWords } from '../../../foundation/words/figures.ts'
import { seriesAndSource } from '../../../crime/words.ts'
import type { Series, Source } from '../../../crime/types.ts'
import type { FixedProtocol } from '../programme/kept-programmes.ts'
import type { Claim, MeasureReport } from '../report/report-types.ts'
import type { ReportPart } from './parts/report-part.ts'
import { reportParts } from './parts/report-parts.ts'

/** A report as a page shows it, from the claim down to the last table. */
export type ShownReport = {
  claim: Claim
  scope: { key: string; value: string }[]
  departures: string[]
  warnings: string[]
  parts: ReportPart[]
}

const scopeOf = ({ programme }: MeasureReport, protocol: FixedProtocol | undefined): ShownReport['scope'] => {
  const { one, many } = kindInWords(programme.kind)
  const { selection } = programme
  return [
    {
      key: 'Series',
      value: seriesAndSource({ series: programme.series as Series, source: programme.source as Source }),
    },
    { key: 'Months', value: periodInWords(programme.from, programme.until) },
    {
      key: 'Areas with kits',
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
        : 'at random',
    },
    {
      key: 'Protocol',
      value: protocol ? `agreed in advance, checksum ${protocol.digest.slice(0, 16)}…` : 'none',
    },
  ]
}

/** A protocol that was fixed when something could already be seen says so. */
const fixedLate = ({ programme }: MeasureReport, protocol: FixedProtocol | undefined): string[] =>
  protocol && protocol.fixedAt.slice(0, 7) >= programme.firstStart
    ? [
        `The protocol was agreed in ${monthInWords(protocol.fixedAt.slice(0, 7))}, after the programme had begun: its authors could have seen figures first.`,
      ]
    : []

export const shownReport = (
  report: MeasureReport,
  protocol: FixedProtocol | undefined,
  departures: string[],
): ShownReport => ({
  claim: report.claim,
  scope: scopeOf(report, protocol),
  departures,
  warnings: [
    ...fixedLate(report, protocol),
    ...report.warnings,
    ...report.breaks.map(({ month, words }) => `${monthInWords(month)}: ${words}`),
  ],
  parts: reportParts(report),
})
