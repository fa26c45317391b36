import { timeInWords } from '../../foundation/days.ts'
import type { GlanceFigure } from '../../foundation/room/glance.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { count, wholeNumber } from '../../foundation/words/figures.ts'
import { newestHead } from './log-state.ts'

/** Entries of the access log that a signed checkpoint covers. */
export const glance = async (tx: Transaction): Promise<GlanceFigure> => {
  const head = await newestHead(tx)
  return {
    of: 'Entries of the access log under a signed checkpoint',
    figure: wholeNumber(head?.size ?? 0),
    unit: head?.size === 1 ? 'entry' : 'entries',
    words: head
      ? `The newest checkpoint is signed by ${count(head.witnesses, 'outside witness', 'outside witnesses')}. The auditor reads the log.`
      : 'No checkpoint is signed yet.',
    age: head ? `signed ${timeInWords(head.at)}` : 'not known',
  }
}
