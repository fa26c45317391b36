import { homesWanted } from '@mettrace/analysis/saturation/homes-to-go'
import type { Saturation } from '@mettrace/analysis/saturation/share'

/** States of homes in the order of a bar, each with the name of its pattern. Those excluded stand outside of it. */
export const barStates = [
  { state: 'protected', words: 'Protected' },
  { state: 'delivered', words: 'Delivered only' },
  { state: 'refused', words: 'Refused' },
  { state: 'no-answer', words: 'No answer' },
  { state: 'not-yet', words: 'Not yet' },
] as const
export type BarState = (typeof barStates)[number]['state']

export const homesInState = (
  { protected: isProtected, deliveredOnly, refused, noAnswer, notYet }: Saturation,
  state: BarState,
): number =>
  ({ protected: isProtected, delivered: deliveredOnly, refused, 'no-answer': noAnswer, 'not-yet': notYet })[
    state
  ]

/** A bar of every home of a place, 200 wide, with the line of the target in whole homes. */
export type StateBar = { pieces: { state: BarState; x: number; width: number }[]; target: number | null }

const barWidth = 200

const rounded = (value: number): number => Number(value.toFixed(2))

/** Undefined where there is no home to draw. */
export const stateBarOf = (place: Saturation, target: number | null): StateBar | undefined => {
  const { homes } = place
  if (homes === 0) return undefined
  let before = 0
  const pieces = barStates.flatMap(({ state }) => {
    const here = homesInState(place, state)
    const x = before
    before += here
    return here === 0
      ? []
      : [{ state, x: rounded((barWidth * x) / homes), width: rounded((barWidth * here) / homes) }]
  })
  return { pieces, target: target === null ? null : rounded((barWidth * homesWanted(homes, target)) / homes) }
}
