import type { Pence } from '../value/value.ts'

/** A criterion; `weight` in hundredths of a per cent, 10,000 in all. */
export type Criterion = { key: string; title: string; kind: 'price' | 'quality'; weight: number }

/** Points of the price, 0 to 100: those of the lowest are 100, others the share that the lowest is of theirs. */
export const pricePoints = (price: Pence, lowest: Pence): number => (price === 0 ? 0 : (100 * lowest) / price)

/** Weighted points of a bid, 0 to 100. Undefined while a criterion has no score. */
export const weightedPoints = (
  criteria: readonly Criterion[],
  scores: Readonly<Record<string, number>>,
  ofPrice: number,
): number | undefined => {
  let sum = 0
  for (const { key, kind, weight } of criteria) {
    const score = kind === 'price' ? ofPrice : scores[key]
    if (score === undefined) return undefined
    sum += weight * score
  }
  return sum / 10_000
}

/** By how much below the mean of the others a price is asked about, in hundredths of a per cent, and what that rests on. */
export const lowBidRule = {
  below: 2000,
  source: 'assumed until the authority says its own: neither the regulations nor the Act name a share',
} as const

/**
 * Whether a price is to be explained: it is 20% or more below the mean of the other bids. Null with fewer than two others, where a
 * mean says nothing.
 */
export const isAbnormallyLow = (price: Pence, others: readonly Pence[]): boolean | null => {
  if (others.length < 2) return null
  const mean = others.reduce((sum, each) => sum + each, 0) / others.length
  return price <= mean * (1 - lowBidRule.below / 10_000)
}
