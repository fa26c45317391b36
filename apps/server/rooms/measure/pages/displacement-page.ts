import { measurePaths } from '../paths.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { answerOrWait } from '../../../foundation/jobs/work-pages.ts'
import { oneDecimal, periodInWords, wholeNumber } from '../../../foundation/words/figures.ts'
import type { WeightedDifference, WeightedPlace } from '../report/report-types.ts'
import { programmeOf, reportFor, show } from './measuring.ts'
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

/** Displacement of one programme, to be checked by hand. */
export const answers: Answers = ({ database }) => {
  return {
    displacement: async (request, reply) => {
      const asked = await programmeOf(database, request)
      const { kept } = asked
      const found = await answerOrWait(request, reply, asked.reportWork, () =>
        reportFor(database, request.actor, asked),
      )
      if (!found) return reply
      const report = found.answer
      if ('refused' in report) throw report.refused
      const { weighted } = report.displacement
      const heading = {
        page: 'Programmes',
        name: kept.name,
        reportHref: measurePaths.report({ id: kept.id }),
      }
      if (weighted.why !== null)
        return show(reply, 200, 'rooms/measure/views/displacement.njk', {
          ...heading,
          words: [weighted.why],
          tables: [],
          steps: [],
        })
      return show(reply, 200, 'rooms/measure/views/displacement.njk', {
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
    },
  }
}
