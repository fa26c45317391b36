import { withError, type Estimate } from './effect-row.ts'

/** Counts of a place before and after. `area` is its size: kilometres², homes; 1 where counts are not to be divided. */
export type PlaceCounts = { before: number; after: number; area: number }

export type DisplacementPlaces = {
  treated: PlaceCounts
  control: PlaceCounts
  /** Where crime may have moved to, and its own control. */
  displacement?: { near: PlaceCounts; control: PlaceCounts }
}

/** Lengths of the time before and after, in one unit; 1 and 1 where counts are not to be divided. */
export type Durations = { before: number; after: number }

export type WeightedDisplacement = {
  /** (treated after − before) − (control after − before). */
  local: Estimate
  /** The same for the displacement area and its control, and both together. */
  displacement?: Estimate
  total?: Estimate
}

/** Of the intervals. */
const usualLevel = 0.95

/**
 * Weighted displacement difference (Wheeler & Ratcliffe 2018, Crime Science 7:11): counts are Poisson and independent,
 * so that the variance of a difference is the sum of the counts. With areas and durations each count is divided by its
 * own, and its variance by the square of it (Wheeler 2019). Counts are 0 or more, areas and durations above 0.
 */
export const weightedDisplacement = (
  { treated, control, displacement }: DisplacementPlaces,
  durations: Durations = { before: 1, after: 1 },
  level = usualLevel,
): WeightedDisplacement => {
  const change = ({ before, after, area }: PlaceCounts): { by: number; variance: number } => {
    const afterUnit = area * durations.after
    const beforeUnit = area * durations.before
    return {
      by: after / afterUnit - before / beforeUnit,
      variance: after / afterUnit ** 2 + before / beforeUnit ** 2,
    }
  }
  const difference = (one: PlaceCounts, other: PlaceCounts): { by: number; variance: number } => ({
    by: change(one).by - change(other).by,
    variance: change(one).variance + change(other).variance,
  })
  const local = difference(treated, control)
  if (!displacement) return { local: withError(local.by, Math.sqrt(local.variance), { level }) }
  const moved = difference(displacement.near, displacement.control)
  return {
    local: withError(local.by, Math.sqrt(local.variance), { level }),
    displacement: withError(moved.by, Math.sqrt(moved.variance), { level }),
    total: withError(local.by + moved.by, Math.sqrt(local.variance + moved.variance), { level }),
  }
}

/**
 * Weighted displacement quotient (Bowers & Johnson 2003, Journal of Quantitative Criminology 19): the change of the
 * displacement area over that of the treated area, both as shares of one control's counts. Where the treated area did
 * better than the control, above 0 is diffusion of benefit and below 0 displacement. Its error is by the delta method on
 * Poisson counts. Undefined where the control has no counts or the treated area moved just as it did.
 */
export const displacementQuotient = (
  treated: PlaceCounts,
  control: PlaceCounts,
  near: PlaceCounts,
  level = usualLevel,
): Estimate | undefined => {
  if (!(control.before > 0 && control.after > 0)) return undefined
  const numerator = near.after / control.after - near.before / control.before
  const denominator = treated.after / control.after - treated.before / control.before
  if (denominator === 0) return undefined
  const quotient = numerator / denominator
  const variance =
    (near.after + quotient ** 2 * treated.after) / control.after ** 2 +
    (near.before + quotient ** 2 * treated.before) / control.before ** 2 +
    (near.after - quotient * treated.after) ** 2 / control.after ** 3 +
    (near.before - quotient * treated.before) ** 2 / control.before ** 3
  return withError(quotient, Math.sqrt(variance) / Math.abs(denominator), { level })
}

/**
 * Logarithm of the rate ratio (treated after ÷ before) ÷ (control after ÷ before) with its Poisson error (Woolf 1955).
 * Undefined where a count is 0. Areas and durations fall out of it.
 */
export const logRateRatio = (
  treated: PlaceCounts,
  control: PlaceCounts,
  level = usualLevel,
): Estimate | undefined => {
  const counts = [treated.after, treated.before, control.after, control.before]
  if (counts.some((count) => !(count > 0))) return undefined
  const variance = counts.reduce((sum, count) => sum + 1 / count, 0)
  return withError(
    Math.log(treated.after / treated.before / (control.after / control.before)),
    Math.sqrt(variance),
    { level },
  )
}
