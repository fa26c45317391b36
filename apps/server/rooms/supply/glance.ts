import { londonTime } from '../../foundation/days.ts'
import type { GlanceFigure } from '../../foundation/room/glance.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { wholeNumber } from '../../foundation/words/figures.ts'
import { kitsBySort } from './stock.ts'

const barWidth = 200

/** Kits in hand, those in stores dark and those with teams and people light. */
export const glance = async (tx: Transaction, now: Date): Promise<GlanceFigure> => {
  const { stores, people, onTheWay, homes } = await kitsBySort(tx)
  const inHand = stores + people
  const edge = inHand === 0 ? 0 : (barWidth * stores) / inHand
  return {
    of: 'Kits in hand, all holders',
    figure: wholeNumber(inHand),
    unit: inHand === 1 ? 'kit' : 'kits',
    words: `${wholeNumber(stores)} in stores (dark), ${wholeNumber(people)} with teams and people (light). ${wholeNumber(onTheWay)} on the way, ${wholeNumber(homes)} at homes.`,
    age: `by the ledger at ${londonTime(now)}`,
    ...(inHand === 0
      ? {}
      : {
          bar: [
            { style: 'mettrace-glance__dark', pattern: null, x: 0, width: edge },
            { style: 'mettrace-glance__light', pattern: null, x: edge, width: barWidth - edge },
          ].filter(({ width }) => width > 0),
        }),
  }
}
