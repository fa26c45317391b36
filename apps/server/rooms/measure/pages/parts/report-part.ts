import { periodInWords } from '../../../../foundation/words/figures.ts'
import type { PageTable } from '../tables.ts'

/** A part of the report: a heading, what it says, a chart, and the same figures in tables. */
export type ReportPart = {
  id: string
  heading: string
  words: string[]
  chart: string | undefined
  tables: PageTable[]
  /** A table too long to stand open, behind its words. */
  folded?: { words: string; table: PageTable }
}

/** A part without what there is nothing of: words that are null, tables without a row. */
export const part = (
  id: string,
  heading: string,
  words: readonly (string | null)[],
  chart?: string,
  tables: PageTable[] = [],
): ReportPart => ({
  id,
  heading,
  words: words.flatMap((each) => (each ? [each] : [])),
  chart,
  tables: tables.filter(({ rows }) => rows.length > 0),
})

/** “January 2023 to June 2024” */
export const months = ({ from, to }: { from: string; to: string }): string => periodInWords(from, to)
