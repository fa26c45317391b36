import { formatMonth, type Month } from '../foundation/month.ts'
import { periodInWords } from '../foundation/words/figures.ts'

/**
 * Words on the months between the first and the last, or the last that may be known, that no file covered. After a hole
 * of a year or more the recent history is as short as if it began there: what is said of the model's accuracy is of
 * whole histories.
 */
export const holesIn = (months: readonly Month[], until: Month | undefined): string[] =>
  [...months, (until ?? months.at(-1) ?? 0) + 1]
    .map((month, at) => ({ before: months[at - 1] ?? month - 1, month }))
    .filter(({ before, month }) => month > before + 1)
    .map(({ before, month }) => {
      const missing = `No burglaries of ${periodInWords(formatMonth(before + 1), formatMonth(month - 1))} are loaded; the history has a hole there.`
      const isLong = month - before > 12 && months.filter((each) => each >= month).length < 24
      return isLong
        ? `${missing} Less than two years are loaded after it, so the forecast may find no more burglaries than last year’s counts would.`
        : missing
    })
