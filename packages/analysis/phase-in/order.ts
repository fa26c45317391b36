import { hash } from 'node:crypto'

/** Wave of an area that is held out. */
export const heldOut = -1

/** What an order of starts is drawn from. */
export interface PhaseDesign {
  /** Names of the areas. */
  readonly ids: readonly string[]
  /** Block of each. */
  readonly blocks: ArrayLike<number>
  readonly waves: number
  /** Share of the areas that never start. */
  readonly holdOut: number
  /** Published beforehand; whoever has it and the names can redo the order. */
  readonly seed: string
}

/** By this areas are drawn: SHA-256 of the seed, a line feed and the name, in hexadecimal. */
export const drawOf = (seed: string, id: string): string => hash('sha256', `${seed}\n${id}`, 'hex')

/**
 * A randomised order of starts: in each block areas stand by their draws; going through the blocks, places are dealt to
 * the hold-out and the waves in turn, so that each has its share of every block and of all.
 * Returns the wave of each area, 0 the first, −1 held out.
 * Throws RangeError for fewer than one wave, a share outside 0 to 0.9, or a name given twice.
 */
export const orderOfStarts = ({ ids, blocks, waves, holdOut, seed }: PhaseDesign): Int32Array => {
  if (!(Number.isInteger(waves) && waves >= 1))
    throw new RangeError(`there must be one wave or more, found ${waves}`)
  if (!(holdOut >= 0 && holdOut <= 0.9))
    throw new RangeError(`the hold-out must be from 0 to 0.9, found ${holdOut}`)
  if (new Set(ids).size !== ids.length) throw new RangeError('an area is named twice')
  const draws = ids.map((id) => drawOf(seed, id))
  const order = [...ids.keys()].toSorted(
    (a, b) => blocks[a]! - blocks[b]! || (draws[a]! < draws[b]! ? -1 : 1),
  )
  const wave = new Int32Array(ids.length)
  // Where dealing begins is drawn too: otherwise the first place of all would always have the same fate.
  const turn = Number.parseInt(drawOf(seed, '').slice(0, 8), 16) / 0x1_0000_0000
  let dealt = Math.floor(turn * waves)
  for (const [place, at] of order.entries()) {
    const isHeld = Math.floor((place + 1 + turn) * holdOut) > Math.floor((place + turn) * holdOut)
    wave[at] = isHeld ? heldOut : dealt++ % waves
  }
  return wave
}
