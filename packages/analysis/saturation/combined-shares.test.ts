import { describe, expect, test } from 'vitest'
import { combinedShare } from './combined-shares.ts'
import { clopperPearson } from './intervals.ts'

/** The chance of each number found of so many. */
const chances = (of: number, share: number): number[] => {
  const made = [(1 - share) ** of]
  for (let found = 1; found <= of; found++)
    made.push((made[found - 1]! * (of - found + 1) * share) / (found * (1 - share)))
  return made
}

describe('several areas that were checked apart', () => {
  test('come out as worked by hand', () => {
    // 300 homes at 80% (70% to 86%) and 100 homes at 60% (40% to 80%): (240 + 60) / 400, and hypotenuses of the weighted distances.
    const both = combinedShare([
      { homes: 300, share: 0.8, low: 0.7, high: 0.86 },
      { homes: 100, share: 0.6, low: 0.4, high: 0.8 },
    ])
    expect(both.share).toBeCloseTo(0.75, 12)
    expect(both.low).toBeCloseTo(0.75 - Math.sqrt(0.075 ** 2 + 0.05 ** 2), 12)
    expect(both.high).toBeCloseTo(0.75 + Math.sqrt(0.045 ** 2 + 0.05 ** 2), 12)
  })
  test('one area stays as it is, and areas without homes have no share', () => {
    const one = { homes: 620, share: 0.79, low: 0.69, high: 0.86 }
    expect(combinedShare([one])).toEqual({ share: 0.79, low: 0.69, high: 0.86 })
    expect(() => combinedShare([])).toThrow(RangeError)
    expect(() => combinedShare([{ ...one, homes: 0 }])).toThrow(RangeError)
  })
  test('hold the truth as often as they say: every outcome of two areas by its chance', () => {
    const [checked, weights, truths] = [24, [300, 500], [0.85, 0.7]] as const
    const truth = combinedShare(
      truths.map((share, at) => ({ homes: weights[at]!, share, low: share, high: share })),
    )
    const ends = Array.from({ length: checked + 1 }, (_, found) => clopperPearson(found, checked))
    let covered = 0
    for (const [a, chanceA] of chances(checked, truths[0]).entries())
      for (const [b, chanceB] of chances(checked, truths[1]).entries()) {
        const { low, high } = combinedShare([
          { homes: weights[0], share: a / checked, ...ends[a]! },
          { homes: weights[1], share: b / checked, ...ends[b]! },
        ])
        if (low <= truth.share && truth.share <= high) covered += chanceA * chanceB
      }
    expect(covered).toBeGreaterThan(0.95)
  })
})
