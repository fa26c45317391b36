export type Selection = {
  /** Expected burglaries per area; length n. */
  expected: ArrayLike<number>
  homes: ArrayLike<number>
  codes: readonly string[]
  /** Kits to give out. */
  kits: number
  /** Kits per home, 0.85 in the programme. */
  saturation: number
  /** Whether an area's kits are rounded up to whole ones. */
  kitRounding: 'none' | 'up'
}

/**
 * Areas in the order of expected burglaries per home, highest first, ties by code; an area whose kits no longer
 * fit is passed over and the next one tried. Areas without homes have nobody to give a kit to and are never
 * chosen. Returns area indexes in the order taken.
 *
 * Throws RangeError unless kits is finite and not negative and 0 < saturation ≤ 1.
 */
export const selectAreas = ({
  expected,
  homes,
  codes,
  kits,
  saturation,
  kitRounding,
}: Selection): Int32Array => {
  if (!(kits >= 0 && Number.isFinite(kits)))
    throw new RangeError(`kits must be a number not below 0, found ${kits}`)
  if (!(saturation > 0 && saturation <= 1))
    throw new RangeError(`saturation must be above 0 and at most 1, found ${saturation}`)
  const rate = Float64Array.from(expected, (value, i) => value / homes[i]!)
  const order = Array.from(rate, (_, i) => i)
    .filter((i) => homes[i]! > 0)
    .toSorted((a, b) => rate[b]! - rate[a]! || (codes[a]! < codes[b]! ? -1 : codes[a]! > codes[b]! ? 1 : 0))
  const chosen: number[] = []
  // A sum of many products carries rounding error of its own: a kit's billionth decides nothing.
  let left = kits + 1e-6
  for (const i of order) {
    const needed = kitRounding === 'up' ? Math.ceil(saturation * homes[i]! - 1e-9) : saturation * homes[i]!
    if (needed > left) continue
    chosen.push(i)
    left -= needed
  }
  return Int32Array.from(chosen)
}
