import type { KnownHistory } from '../../packages/analysis/backtest/rivals.ts'

export type Decay = { halfLife: number; prior: number }
export const DECAYS: Decay[] = [6, 9, 12, 18, 24, 36].flatMap((halfLife) =>
  [0, 1, 3, 6].map((prior) => ({ halfLife, prior })),
)

/**
 * The rival: (Σ wₜ yₜ + prior)/(Σ wₜ Eₜ + prior) per home, weights halving every half-life, E at the city's
 * monthly rate: a decayed mean shrunk towards the city's rate.
 */
export function decayedMean(
  { homes, months, counts, until }: KnownHistory,
  { halfLife, prior }: Decay,
): Float64Array {
  const length = months.length
  const totals = new Float64Array(length)
  let allHomes = 0
  for (let i = 0; i < homes.length; i++) {
    allHomes += homes[i]!
    for (let t = 0; t < length; t++) totals[t]! += counts[i * length + t]!
  }
  return Float64Array.from({ length: homes.length }, (_, i) => {
    let above = prior
    let below = prior
    for (let t = 0; t < length; t++) {
      const weight = 0.5 ** ((until - months[t]!) / halfLife)
      above += weight * counts[i * length + t]!
      below += (weight * totals[t]! * homes[i]!) / allHomes
    }
    return (homes[i]! * above) / below
  })
}
