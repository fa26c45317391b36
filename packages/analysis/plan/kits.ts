/** How a share of an area's homes becomes whole kits: as it is, or up, so that the saturation is reached. */
export type KitRounding = 'none' | 'up'

/** 0.85 × 20 is 17 in the field but a hair more in binary: only a real fraction of a kit is rounded up. */
const hair = 1e-9

/**
 * Kits that bring each area to the saturation: saturation × homes, unrounded or rounded up.
 * homes: number per area, 0 or more; saturation: share above 0, at most 1. Throws RangeError otherwise.
 */
export const kitsPerArea = (homes: Float64Array, saturation: number, rounding: KitRounding): Float64Array => {
  if (!(saturation > 0 && saturation <= 1)) {
    throw new RangeError(`the saturation must be above 0 and at most 1, found ${saturation}`)
  }
  return homes.map((number, area) => {
    if (!Number.isFinite(number) || number < 0) {
      throw new RangeError(`area ${area}: homes must be 0 or more, found ${number}`)
    }
    const kits = saturation * number
    return rounding === 'up' ? Math.ceil(kits - hair) : kits
  })
}
