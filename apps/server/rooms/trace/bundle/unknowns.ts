import { exhibitRules, uncheckedOn } from '@mettrace/court-bundle/statement/rules'
import { faultsOf } from '@mettrace/continuity/facts/faults'
import { count } from '../../../foundation/words/figures.ts'
import { isOpenQuestion } from '../exhibits/history.ts'
import type { CaseFacts } from './case-facts.ts'

const isAfterItsLastDay = (
  { destroyBy, keptFor }: CaseFacts['exhibits'][number],
  reportedOn: string,
): boolean => destroyBy !== null && keptFor === null && reportedOn > destroyBy

/** What is missing of a bundle, in words. Nothing of it stops it from being made: it is listed as not known. */
export const unknownsOf = (
  { day, exhibits, readings, results, disagreements, traces, pictures, unused }: CaseFacts,
  unproved: number,
): string[] => [
  ...[uncheckedOn(exhibitRules, day) ?? []].flat(),
  ...exhibits.flatMap(({ reference, facts, scan }) => [
    ...(faultsOf(facts).length > 0 ? [`The chain of ${reference} is not whole.`] : []),
    ...(facts.some(isOpenQuestion)
      ? [`How the seal of ${reference} came otherwise than whole: its sender has not answered.`]
      : []),
    ...(scan === null ? [`Which scan ${reference} glowed in.`] : []),
  ]),
  ...(results.length === 0
    ? [
        `Laboratory results: none.${readings.length > 0 ? ' A field reading is intelligence, not evidence.' : ''}`,
      ]
    : []),
  ...results.flatMap(({ exhibit, reference, laboratory, reportedOn, isCorrected }) => {
    if (isCorrected) return []
    const sample = exhibits.find(({ id }) => id === exhibit)
    return sample && isAfterItsLastDay(sample, reportedOn)
      ? [
          `When ${laboratory} examined ${reference}: it reported after the day by which the sample had to be destroyed (PACE s.63R).`,
        ]
      : []
  }),
  ...(disagreements.length > 0
    ? [
        `Which is right: field readings and laboratory results disagree ${count(disagreements.length, 'time')}. Both are in the bundle.`,
      ]
    : []),
  ...(traces.length === 0 ? ['Whose kit it was: no trace was asked for in this case.'] : []),
  ...new Set(
    traces.flatMap(({ traced }) =>
      traced.flatMap(({ kit, questions }) =>
        questions
          .filter(({ state }) => state === 'not known')
          .map(({ question }) => `Of kit ${kit.serial}: ${question}`),
      ),
    ),
  ),
  ...(pictures.length === 0 ? ['Pictures: none are recorded of the scans of these exhibits.'] : []),
  ...pictures.flatMap(({ why, exhibits: of }) =>
    why === 'not sent'
      ? `What the scan of ${of.join(', ')} looked like: the phone has not sent its picture.`
      : [],
  ),
  ...(unused.length === 0 ? ['Unused material: nothing is on its schedule.'] : []),
  ...(unproved > 0
    ? [
        `${count(unproved, 'entry', 'entries')} of the access log: not published yet. Make the bundle again in a minute.`,
      ]
    : []),
]
