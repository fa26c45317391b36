import { faultsOf } from '@mettrace/continuity/facts/faults'
import { count } from '../../../foundation/words/figures.ts'
import { isOpenQuestion } from '../exhibits/history.ts'
import type { CaseFacts } from './case-facts.ts'

/** What is missing of a bundle, in words. Nothing of it stops it from being made: it is listed as not known. */
export const unknownsOf = ({ exhibits, unused }: CaseFacts, unproved: number): string[] => [
  ...exhibits.flatMap(({ reference, facts, scan }) => [
    ...(faultsOf(facts).length > 0 ? [`The chain of ${reference} is not whole.`] : []),
    ...(facts.some(isOpenQuestion)
      ? [`How the seal of ${reference} came otherwise than whole: its sender has not answered.`]
      : []),
    ...(scan === null ? [`Which scan ${reference} glowed in.`] : []),
  ]),
  'Readings, laboratory results and traces: this bundle does not hold them.',
  'Pictures: none are recorded of these exhibits.',
  ...(unused.length === 0 ? ['Unused material: nothing is on its schedule.'] : []),
  ...(unproved > 0
    ? [
        `${count(unproved, 'entry', 'entries')} of the access log: not published yet. Make the bundle again in a minute.`,
      ]
    : []),
]
