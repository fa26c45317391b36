/** A part of a year, its first and last day such as `2026-04-01`. */
export type Period = { from: string; to: string }

const day = (year: number, month: number, date: number): string =>
  new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10)

/** The equal parts of a calendar year in which a store is counted, in whole months; `times`: 1 to 12 a year. */
export const periodsOf = (year: number, times: number): Period[] =>
  Array.from({ length: times }, (_, at) => {
    const [first, next] = [at, at + 1].map((part) => Math.floor((part * 12) / times)) as [number, number]
    return { from: day(year, first, 1), to: day(year, next, 0) }
  })

/** How many stocktakes of a year were made in time, which parts of it went by without one, and which part is open now. */
export type StocktakesDue = { done: number; due: number; missed: Period[]; now: Period | undefined }

/**
 * What a store owes of the year of `today`; `finished`: days on which stocktakes were finished. Two in one part of the year are one,
 * and one that comes late does not stand for the part that went by.
 */
export const stocktakesDue = (times: number, finished: readonly string[], today: string): StocktakesDue => {
  const periods = periodsOf(Number(today.slice(0, 4)), times)
  const wanting = periods.filter(({ from, to }) => !finished.some((each) => from <= each && each <= to))
  return {
    done: times - wanting.length,
    due: times,
    missed: wanting.filter(({ to }) => to < today),
    now: wanting.find(({ from, to }) => from <= today && today <= to),
  }
}
