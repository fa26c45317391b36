import type { Change } from '../report/compare.ts'

/** A table as a page shows it: the first column names the row, figures stand to the right. */
export type PageTable = {
  id: string
  caption: string
  scope: string
  headings: { text: string; number: boolean }[]
  /** A row of one cell heads those that follow. */
  rows: string[][]
  /** What its rows say by number, below it. */
  notes?: string[]
}

/** Headings that begin with # are of figures. */
export const pageTable = (
  id: string,
  caption: string,
  scope: string,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): PageTable => ({
  id,
  caption,
  scope,
  headings: headings.map((text) => ({ text: text.replace(/^#/, ''), number: text.startsWith('#') })),
  rows: rows.map((row) => [...row]),
})

/** −12.3%, +4.0%; a dash where nothing is known. */
export const signedPercent = (share: number | null): string =>
  share === null || !Number.isFinite(share)
    ? '–'
    : `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}%`

export const intervalInWords = ({ low, high }: Pick<Change, 'low' | 'high'>): string =>
  low === null || high === null ? 'no range' : `${signedPercent(low)} to ${signedPercent(high)}`

export const pInWords = (p: number | null): string =>
  p === null ? '–' : p < 0.001 ? 'less than 0.001' : p.toFixed(3)

/** One decimal, with the sign that stands for less. */
export const signedDecimal = (value: number): string =>
  `${value < 0 ? '−' : ''}${Math.abs(value).toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 })}`
