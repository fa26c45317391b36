import { timeInWords } from '../../../foundation/days.ts'
import type { GlanceFigure } from '../../../foundation/room/glance.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count, oneDecimal, wholeNumber } from '../../../foundation/words/figures.ts'
import { draftLines, numberOfDrafts } from './drafts.ts'

/** The latest plan that was saved. What it expects is as it was when it was saved: nothing is worked out for a first page. */
export const glance = async (tx: Transaction): Promise<GlanceFigure> => {
  const { present } = await numberOfDrafts(tx)
  const [latest] = await draftLines(tx)
  if (!latest)
    return {
      of: 'Kits in the latest saved plan',
      figure: 'None',
      unit: 'saved',
      words: 'No plan is saved. A planner makes one and saves it.',
      age: 'now',
    }
  return {
    of: 'Kits in the latest saved plan',
    figure: wholeNumber(latest.kits),
    unit: 'kits',
    words: `“${latest.name}”, ${count(latest.areas, 'area')}, where ${oneDecimal(latest.expected)} burglaries are expected. ${count(present, 'plan')} saved.`,
    age: `saved ${timeInWords(latest.keptAt)}`,
  }
}
