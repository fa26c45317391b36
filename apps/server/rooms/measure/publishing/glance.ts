import { dayInWords, timeInWords } from '../../../foundation/days.ts'
import type { GlanceFigure } from '../../../foundation/room/glance.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { latestProgrammes, protocolOf } from '../programme/kept-programmes.ts'
import { publishedReport } from './published-reports.ts'

/** What the report of the programme saved last came to, once it is published; before that nothing is told of an effect. */
export const glance = async (tx: Transaction): Promise<GlanceFigure> => {
  const [programme] = await latestProgrammes(tx)
  const of = 'Did burglary fall?'
  if (!programme)
    return {
      of,
      figure: 'No programme',
      unit: '',
      words: 'No programme is saved to be measured.',
      age: 'now',
    }
  const protocol = await protocolOf(tx, programme.firstVersion)
  const published = protocol && (await publishedReport(tx, protocol.id))
  if (published)
    return {
      of,
      figure: published.report.shown.claim.headline,
      unit: '',
      words: `Report of “${programme.name}”.`,
      age: `published ${timeInWords(published.publishedAt)}`,
    }
  return {
    of,
    figure: 'Not reported yet',
    unit: '',
    words: protocol
      ? `The report of “${programme.name}” is to be published on ${dayInWords(protocol.publishOn)}.`
      : `“${programme.name}” has no protocol agreed in advance.`,
    age: `programme saved ${timeInWords(programme.keptAt)}`,
  }
}
