import type { Month } from '../../../foundation/month.ts'

/** A year by its first month: `2017`, or `2017/18` where it begins in another month than January. */
export const yearInWords = (first: Month): string => {
  const year = Math.floor(first / 12)
  return first % 12 === 0 ? `${year}` : `${year}/${String((year + 1) % 100).padStart(2, '0')}`
}
