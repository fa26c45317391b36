/** A column of a table for people; figures stand to the right. */
export type Column<Row> = {
  heading: string
  value: (row: Row) => string
  align?: 'left' | 'right'
}

/** Plain text table: headings, a rule, rows; two blanks between columns. */
export const textTable = <Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string => {
  const cells = [
    columns.map(({ heading }) => heading),
    ...rows.map((row) => columns.map(({ value }) => value(row))),
  ]
  const widths = columns.map((_, index) =>
    cells.reduce((most, line) => Math.max(most, (line[index] ?? '').length), 0),
  )
  const lines = cells.map((line) =>
    line
      .map((cell, index) =>
        columns[index]?.align === 'right'
          ? cell.padStart(widths[index] ?? 0)
          : cell.padEnd(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
  lines.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('  '))
  return lines.join('\n')
}

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0, signDisplay: 'negative' })
const oneDecimal = new Intl.NumberFormat('en-GB', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'negative',
})

export const formatWhole = (value: number): string => whole.format(value)
export const formatTenths = (value: number): string => oneDecimal.format(value)
/** A fraction as a percentage with two decimals. */
export const formatPercent = (fraction: number): string => `${(fraction * 100).toFixed(2)}%`
