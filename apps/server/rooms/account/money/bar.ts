import type { Figure, Figures } from './figures.ts'

/** Parts of a bar, from its left, in units of its drawing; the budget is its outline. */
export type Bar = { parts: { figure: Figure; x: number; width: number }[]; whole: number; size: number }

const drawn = ['spent', 'accrued', 'committed'] as const

/** What is spent, accrued and committed of a budget as a bar; `most` is as long as the drawing. */
export const barOf = (row: Figures, most: number, size: number): Bar => {
  const scale = (pence: number): number => Math.round((pence / Math.max(most, 1)) * size * 10) / 10
  let x = 0
  const parts = drawn.map((figure) => {
    const part = { figure, x, width: scale(row[figure]) }
    x = Math.round((x + part.width) * 10) / 10
    return part
  })
  return { parts, whole: scale(row.budget), size }
}
