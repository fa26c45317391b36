import { wholeNumber } from '../words/figures.ts'

/** Rows of a list on a page. */
export const rowsOnPage = 100

/** The page of a list that is asked for, from 1; whatever is no page is the first. */
export const pageFrom = (typed: unknown): number =>
  typeof typed === 'string' && /^[1-9]\d{0,5}$/.test(typed) ? Number(typed) : 1

/** First row of a page, from 0. */
export const rowsBefore = (page: number): number => (page - 1) * rowsOnPage

export type Pages = {
  total: string
  /** `101 to 200 of 345`. */
  shown: string
  /** As GOV.UK's pagination takes it; undefined where all is on one page. */
  pagination: object | undefined
}

/** Links to the pages of a list, as GOV.UK's pagination takes them; undefined where there is one page. */
export const paginationOf = (
  page: number,
  pages: number,
  landmarkLabel: string,
  link: (page: number) => string,
): object | undefined => {
  if (pages < 2) return undefined
  const near = [1, page - 1, page, page + 1, pages].filter((number) => number >= 1 && number <= pages)
  const numbers = [...new Set(near)].toSorted((a, b) => a - b)
  const items = numbers.flatMap((number, at) => {
    const before = numbers[at - 1]
    const item = { number, href: link(number), current: number === page }
    return before !== undefined && number - before > 1 ? [{ ellipsis: true }, item] : [item]
  })
  return {
    landmarkLabel,
    ...(page > 1 ? { previous: { href: link(page - 1) } } : {}),
    ...(page < pages ? { next: { href: link(page + 1) } } : {}),
    items,
  }
}

/** What a page of a list says of the whole: how many there are, which of them it shows, and the way to the others. */
export const pagesOf = (
  { page, rows, total }: { page: number; rows: number; total: number },
  landmarkLabel: string,
  link: (page: number) => string,
): Pages => {
  const before = rowsBefore(page)
  return {
    total: wholeNumber(total),
    shown:
      rows === 0
        ? `none of ${wholeNumber(total)}`
        : `${wholeNumber(before + 1)} to ${wholeNumber(before + rows)} of ${wholeNumber(total)}`,
    pagination: paginationOf(page, Math.ceil(total / rowsOnPage), landmarkLabel, link),
  }
}
