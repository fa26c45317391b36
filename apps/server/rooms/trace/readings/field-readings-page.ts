import { actorNames } from '../../../foundation/actor-names.ts'
import { timeInWords } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import { sendPage } from '../../../foundation/layout/views.ts'
import { idIn } from '../../../foundation/page/ids.ts'
import { pageIn } from '../../../foundation/page/lists.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { pagesOf } from '../../../foundation/page/pages.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { tracePaths as paths } from '../paths.ts'
import { positionRows } from './codes.ts'
import { fieldReadingById, listFieldReadings, unknownsOfReading } from './field-readings.ts'
import { readingsOfMark } from './mark-readings.ts'
import { disagreementInWords, extentInWords, kindInWords, readFrom } from './reading-words.ts'

/** Field readings, the latest first, and one of them with what was read position by position. */
export const answers: Answers = ({ database }) => ({
  fieldReadings: async (request, reply) => {
    const page = pageIn(request)
    const { readings, nameOf } = await readPage(database, request, 'field readings', async (tx) => {
      const listed = await listFieldReadings(tx, page)
      return {
        readings: listed,
        nameOf: await actorNames(
          tx,
          listed.map(({ actor }) => actor),
        ),
      }
    })
    return sendPage(reply, 200, 'rooms/trace/readings/field-readings.njk', {
      room: 'Trace',
      page: 'Field readings',
      readings: readings.map((reading) => ({
        href: paths.fieldReading({ id: reading.id }),
        at: timeInWords(reading.at),
        from: readFrom(reading),
        kind: kindInWords(reading.codeKind),
        extent: extentInWords(reading),
        by: reading.officer ?? nameOf(reading.actor),
        lamp: reading.lampName ?? 'not known',
        unknowns: unknownsOfReading(reading).join(', '),
      })),
      pages: pagesOf(
        { page, rows: readings.length, total: readings[0]?.total ?? 0 },
        'Pages of field readings',
        (to) => paths.fieldReadings({ page: String(to) }),
      ),
    })
  },
  fieldReading: async (request, reply) => {
    const id = idIn(request)
    if (id === undefined) throw new MetTraceError('not_found', 'There is no such reading here.')
    const { reading, mark, nameOf } = await readPage(database, request, 'a field reading', async (tx) => {
      const one = await fieldReadingById(tx, id)
      return {
        reading: one,
        mark: await readingsOfMark(tx, one),
        nameOf: await actorNames(tx, [one.actor]),
      }
    })
    return sendPage(reply, 200, 'rooms/trace/readings/field-reading.njk', {
      room: 'Trace',
      page: 'Field readings',
      at: timeInWords(reading.at),
      enteredAt: timeInWords(reading.enteredAt),
      from: readFrom(reading),
      code: reading.read.text,
      kind: kindInWords(reading.codeKind),
      extent: extentInWords(reading),
      rows: positionRows(reading.read),
      by: reading.officer ?? nameOf(reading.actor),
      recordedBy: nameOf(reading.actor),
      lamp: reading.lampName,
      reader: reading.reader,
      note: reading.note,
      isCorrected: reading.isCorrected,
      isCorrection: reading.corrects !== null,
      correctHref: paths.recordReading({ corrects: reading.id }),
      disagreements: mark.disagreements
        .filter((each) => each.reading.id === reading.id)
        .map(disagreementInWords),
      results: mark.results.map((result) => ({
        href: paths.labResult({ id: result.id }),
        words: `${result.laboratory}, sample ${result.sample}`,
      })),
    })
  },
})
