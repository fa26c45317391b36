import { formatMonth } from '../../../foundation/month.ts'
import { monthInWords } from '../../../foundation/words/figures.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { rateOf, scanCells, type Cell, type Rate } from './rates.ts'
import { scanPlaces } from './scan-places.ts'
import { shifts } from './shifts.ts'

/** What the rows of a table of rates are. */
export const rateRows = ['place', 'shift', 'month'] as const
export type RateRows = (typeof rateRows)[number]

const monthOf = ({ month }: Cell): string => formatMonth(month)

/**
 * Rates of scanning at the custody suites that the actor may see, on days from `from` to `to`, by suite, shift or month, with the
 * total. Keys are ids of suites, shifts, or months `2026-11`. Every suite has its row, also where nothing is known of it.
 */
export const askRates = async (
  tx: Transaction,
  { from, to, by }: { from: string; to: string; by: RateRows },
): Promise<{ rows: (Rate & { key: string; name: string })[]; total: Rate }> => {
  const suites = (await scanPlaces(tx)).filter(({ kind }) => kind === 'custody suite')
  const cells = await scanCells(
    tx,
    suites.map(({ id }) => id),
    from,
    to,
  )
  const row = (key: string, name: string, isOf: (cell: Cell) => boolean) => ({
    key,
    name,
    ...rateOf(cells.filter(isOf)),
  })
  const several = new Set(suites.map(({ bcu }) => bcu)).size > 1
  const rows = {
    place: () =>
      suites.map(({ id, name, bcu }, at) =>
        row(id, several ? `${name}, ${bcu}` : name, ({ place }) => place === at + 1),
      ),
    shift: () => shifts.map((shift, at) => row(shift, shift, (cell) => cell.shift === at)),
    month: () =>
      [...new Set(cells.map(monthOf))]
        .toSorted()
        .map((month) => row(month, monthInWords(month), (cell) => monthOf(cell) === month)),
  }
  return { rows: rows[by](), total: rateOf(cells) }
}
