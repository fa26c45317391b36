import { saturationOf, sumOfCounts } from '@mettrace/analysis/saturation/share'
import type { GlanceFigure } from '../../../foundation/room/glance.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count, percent, wholeNumber } from '../../../foundation/words/figures.ts'
import { ageInWords } from '../saturation/place-words.ts'
import { placesListed } from '../saturation/places-listed.ts'
import { stateBarOf } from '../saturation/state-bar.ts'

const patterned: ReadonlySet<string> = new Set(['delivered', 'refused', 'no-answer'])

/** Homes protected in the deployments under way; as old as the oldest of their figures. */
export const glance = async (tx: Transaction, now: Date): Promise<GlanceFigure> => {
  const { places } = await placesListed(tx, 'deployment', now, 'all')
  const state = saturationOf(sumOfCounts(places))
  const reached = places.filter(({ toGo, homes }) => homes > 0 && toGo === 0).length
  const silent = places.filter(({ silentPhones }) => silentPhones > 0).length
  const walked = places.filter(({ phones }) => phones > 0)
  const oldest = walked.toSorted((a, b) => a.asOf.getTime() - b.asOf.getTime())[0]
  const bar = stateBarOf(state, null)
  const of = `Homes protected in ${count(places.length, 'deployment')} under way`
  if (state.share === null)
    return {
      of,
      figure: 'None',
      unit: 'under way',
      words: 'No deployment with homes is under way.',
      age: 'now',
    }
  return {
    of,
    figure: percent(state.share),
    unit: `of ${wholeNumber(state.homes)} homes`,
    words: `${wholeNumber(reached)} of ${count(places.length, 'deployment')} reached the target. ${silent === 0 ? 'No phone is silent.' : `${wholeNumber(silent)} with a silent phone, so the figure may be low.`}`,
    age: oldest ? `complete up to ${ageInWords(oldest, now).heard}` : 'nobody out: complete',
    ...(bar && {
      bar: bar.pieces.map(({ state: piece, x, width }) => ({
        style: `mettrace-state mettrace-state--${piece}`,
        pattern: patterned.has(piece) ? `state-${piece}` : null,
        x,
        width,
      })),
    }),
  }
}
