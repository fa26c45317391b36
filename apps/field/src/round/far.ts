import { metresBetween } from '@mettrace/protocol/words/metres-between'
import type { Position } from '../app/position.ts'

/** A position that may be off by more than this says too little to ask anybody for a reason, metres. */
const wellKnown = 100

/** A plot, a block, or a point of the register that stands at its gate: no officer is asked for so much, metres. */
const around = 50

/**
 * How many metres the phone is from a door; null where it may well be at the door, or where that is not known. Phones call that
 * accuracy within which they are two times in three (Android) or nineteen in twenty (W3C): twice of it is sure for either.
 */
export const farFrom = (
  position: Position | null,
  door: { latitude: number; longitude: number },
): number | null => {
  if (!position || position.accuracy > wellKnown) return null
  const metres = metresBetween(position, door)
  return metres > 2 * position.accuracy + around ? Math.round(metres) : null
}
