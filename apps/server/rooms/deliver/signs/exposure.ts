import { formatMonth, parseMonth } from '../../../foundation/month.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/** What could be seen in a month, `2026-09`: signs on their streets at its end, and what came out or went up in it, at visits too. */
export type ExposureOfMonth = {
  month: string
  signs: number
  stickers: number
  pressItems: number
  posters: number
  leaflets: number
}

/** What changed in an area in a month: signs that were placed and that were gone, and what came out. */
type Step = Omit<ExposureOfMonth, 'signs'> & { area: string; placed: number; gone: number }

const stepsIn = async (tx: Transaction, areas: readonly string[]): Promise<Step[]> => {
  const { rows } = await tx.query<Step>(
    `select area, month, placed, gone, stickers, press_items as "pressItems", posters, leaflets
     from engagement.exposure_in($1) order by month, area`,
    [areas],
  )
  return rows
}

/**
 * Exposure of some areas together by month, from the first month with any until `until`, a month such as `2026-11`; empty where
 * there never was any.
 */
export const exposureByMonth = async (
  tx: Transaction,
  areas: readonly string[],
  until: string,
): Promise<ExposureOfMonth[]> => {
  const steps = await stepsIn(tx, areas)
  const [first] = steps
  if (!first) return []
  const byMonth = Map.groupBy(steps, ({ month }) => month)
  const from = parseMonth(first.month) ?? 0
  let signs = 0
  return Array.from({ length: Math.max(0, (parseMonth(until) ?? 0) - from + 1) }, (_, at) => {
    const month = formatMonth(from + at)
    const own = byMonth.get(month) ?? []
    const sum = (of: (step: Step) => number): number => own.reduce((all, step) => all + of(step), 0)
    signs += sum(({ placed, gone }) => placed - gone)
    return {
      month,
      signs,
      stickers: sum(({ stickers }) => stickers),
      pressItems: sum(({ pressItems }) => pressItems),
      posters: sum(({ posters }) => posters),
      leaflets: sum(({ leaflets }) => leaflets),
    }
  })
}

/** Signs that were ever put up, by area; without those recorded by mistake. */
export const signsPutUp = async (tx: Transaction, areas: readonly string[]): Promise<Map<string, number>> => {
  const all = new Map<string, number>()
  for (const { area, placed } of await stepsIn(tx, areas))
    if (placed > 0) all.set(area, (all.get(area) ?? 0) + placed)
  return all
}
