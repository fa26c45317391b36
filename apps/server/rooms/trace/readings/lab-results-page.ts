import { actorNames } from '../../../foundation/actor-names.ts'
import { dayInWords, timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import { pageIn } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { tracePaths as paths } from '../paths.ts'
import { positionRows } from './codes.ts'
import { listResults, resultById, unknownsOfResult } from './lab-results.ts'
import { readingsOfMark } from './mark-readings.ts'
import { disagreementInWords, extentInWords, kindInWords, outcomeInWords } from './reading-words.ts'
import { methodOf, restsOn } from './result-words.ts'

/** Laboratories' results, the latest report first, and one of them with all that it rests on. */
export const answers: Answers = ({ database }) => ({
  labResults: async (request, reply) => {
    const page = pageIn(request)
    const results = await readPage(database, request, 'laboratory results', (tx) => listResults(tx, page))
    return sendPage(reply, 200, 'rooms/trace/readings/lab-results.njk', {
      room: 'Trace',
      page: 'Lab results',
      results: results.map((result) => ({
        href: paths.labResult({ id: result.id }),
        exhibitHref: paths.exhibit({ id: result.exhibit }),
        exhibit: result.reference,
        laboratory: result.laboratory,
        sample: result.sample,
        reportedOn: dayInWords(result.reportedOn),
        outcome: outcomeInWords(result.outcome),
        extent: result.codeKind && extentInWords({ ...result, codeKind: result.codeKind }),
        method: methodOf(result),
        isConforming: result.nonConformance === null,
        unknowns: unknownsOfResult(result).join(', '),
      })),
      pages: pagesOf(
        { page, rows: results.length, total: results[0]?.total ?? 0 },
        'Pages of lab results',
        (to) => paths.labResults({ page: String(to) }),
      ),
    })
  },
  labResult: async (request, reply) => {
    const id = idIn(request)
    if (id === undefined) throw new MetTraceError('not_found', 'There is no such result here.')
    const { result, mark, nameOf } = await readPage(database, request, 'a laboratory result', async (tx) => {
      const one = await resultById(tx, id)
      return {
        result: one,
        mark: await readingsOfMark(tx, { scan: null, exhibit: one.exhibit }),
        nameOf: await actorNames(tx, [one.actor]),
      }
    })
    return sendPage(reply, 200, 'rooms/trace/readings/lab-result.njk', {
      room: 'Trace',
      page: 'Lab results',
      exhibit: { reference: result.reference, href: paths.exhibit({ id: result.exhibit }) },
      outcome: outcomeInWords(result.outcome),
      reportedOn: dayInWords(result.reportedOn),
      code: result.found?.text,
      kind: result.codeKind && kindInWords(result.codeKind),
      extent: result.codeKind && extentInWords({ ...result, codeKind: result.codeKind }),
      rows: result.found ? positionRows(result.found) : [],
      restsOn: restsOn(result),
      unknowns: unknownsOfResult(result),
      recordedBy: nameOf(result.actor),
      enteredAt: timeInWords(result.enteredAt),
      isOfFile: result.source === 'file',
      isCorrected: result.isCorrected,
      isCorrection: result.corrects !== null,
      correctHref: paths.recordResult({ corrects: result.id }),
      disagreements: mark.disagreements
        .filter((each) => each.result.id === result.id)
        .map(disagreementInWords),
      readings: mark.readings.map((reading) => ({
        href: paths.fieldReading({ id: reading.id }),
        words: timeInWords(reading.at),
      })),
    })
  },
})
