import type { Waits } from '../../../foundation/room/waiting.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count } from '../../../foundation/words/figures.ts'
import { openChecks } from './spot-checks.ts'

/** Spot checks that are not ended: of the actor's own to walk, and of those who lead to draw or to close. */
export const waiting = async (tx: Transaction): Promise<Waits> => {
  const { walk, draw, close } = await openChecks(tx)
  const left = walk + draw + close
  const kinds = [
    { many: walk, act: 'to walk' },
    { many: draw, act: 'to draw' },
    { many: close, act: 'to close' },
  ].filter(({ many }) => many > 0)
  const words = kinds.map(({ many, act }) => (kinds.length === 1 ? act : `${many} ${act}`)).join(', ')
  return { count: left, thing: count(left, 'spot check'), words }
}
