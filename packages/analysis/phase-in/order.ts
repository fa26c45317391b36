/** Wave of an area that is held out. */
export const heldOut = -1

/** What an order of starts is drawn from. */
export type PhaseDesign = {
  /** Block of each area. */
  readonly blocks: ArrayLike<number>
  readonly waves: number
  /** Share of the areas that never start. */
  readonly holdOut: number
  /** A draw for each area, in which nobody had a hand; areas of a block stand by it. Texts or numbers, all different. */
  readonly draws: readonly (string | number)[]
  /** Where dealing begins, from 0 up to but not including 1: drawn too, or the first place would always fare the same. */
  readonly turn: number
}

/**
 * A randomised order of starts: in each block areas stand by their draws; going through the blocks, places are dealt to
 * the hold-out and the waves in turn, so that each has its share of every block and of all.
 * Returns the wave of each area, 0 the first, −1 held out.
 * Throws RangeError for fewer than one wave, a share outside 0 to 0.9, a turn outside 0 to 1, or equal draws.
 */
export const orderOfStarts = ({ blocks, waves, holdOut, draws, turn }: PhaseDesign): Int32Array => {
  if (!(Number.isInteger(waves) && waves >= 1))
    throw new RangeError(`there must be one wave or more, found ${waves}`)
  if (!(holdOut >= 0 && holdOut <= 0.9))
    throw new RangeError(`the hold-out must be from 0 to 0.9, found ${holdOut}`)
  if (!(turn >= 0 && turn < 1)) throw new RangeError(`the turn must be from 0 to below 1, found ${turn}`)
  if (new Set(draws).size !== draws.length) throw new RangeError('two areas have the same draw')
  const order = [...draws.keys()].toSorted(
    (a, b) => blocks[a]! - blocks[b]! || (draws[a]! < draws[b]! ? -1 : 1),
  )
  const wave = new Int32Array(draws.length)
  let dealt = Math.floor(turn * waves)
  for (const [place, at] of order.entries()) {
    const isHeld = Math.floor((place + 1 + turn) * holdOut) > Math.floor((place + turn) * holdOut)
    wave[at] = isHeld ? heldOut : dealt++ % waves
  }
  return wave
}
