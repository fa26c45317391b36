import type { Shown } from './shown.ts'

/**
 * Percentage of one shown count in another, with one decimal; null where either is not shown as a number, or the second is the
 * smaller. It is worked out from what is shown and so tells nothing more.
 */
export const percentageOf = (part: Shown, whole: Shown): string | null =>
  part.kind === 'rounded' && whole.kind === 'rounded' && part.value <= whole.value
    ? ((100 * part.value) / whole.value).toFixed(1)
    : null
