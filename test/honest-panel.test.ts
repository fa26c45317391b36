import { describe, expect, test } from 'vitest'
import { frozenOf, randomStarts, worstAreas } from '../bench/support/honest-methods.ts'
import { AREAS, honestPanel, MONTHS, neighboursOf, SIDE, withEffect } from '../bench/support/honest-panel.ts'

const panel = honestPanel(3)
const total = (counts: Int32Array, start: Int32Array, inside: boolean): number =>
  counts.reduce(
    (sum, count, k) =>
      k % MONTHS >= 24 && start[Math.floor(k / MONTHS)]! >= 0 === inside ? sum + count : sum,
    0,
  )

describe('the panels that honesty is tried on', () => {
  test('are the same from the same seed, and others from another', () => {
    expect(honestPanel(3).counts).toEqual(panel.counts)
    expect(honestPanel(4).counts).not.toEqual(panel.counts)
    const mean = panel.counts.reduce((sum, count) => sum + count, 0) / (AREAS * MONTHS)
    expect(mean).toBeGreaterThan(1.2)
    expect(mean).toBeLessThan(3)
  })

  test('have at least 150 treated areas in either design, and a planted effect that moves a part next door', () => {
    const worst = worstAreas(panel)
    expect(worst.filter((from) => from >= 0).length).toBeGreaterThanOrEqual(150)
    expect(randomStarts(panel, 1).filter((from) => from >= 0)).toHaveLength(160)
    const planted = withEffect(panel, worst, 0.25, 9)
    const before = total(panel.counts, worst, true)
    const fewer = before - total(planted, worst, true)
    expect(fewer / before).toBeGreaterThan(0.2)
    expect(fewer / before).toBeLessThan(0.3)
    const more = total(planted, worst, false) - total(panel.counts, worst, false)
    expect(more).toBeGreaterThan(0)
    expect(more).toBeLessThan(0.2 * fewer)
    for (let k = 0; k < planted.length; k++) if (k % MONTHS < 24) expect(planted[k]).toBe(panel.counts[k])
  })

  test('freeze an expectation that lies below the bad year it was chosen for', () => {
    const worst = worstAreas(panel)
    const frozen = frozenOf(panel, worst)
    const lastYear = (inside: boolean) =>
      panel.counts.reduce((sum, count, k) => {
        const [area, month] = [Math.floor(k / MONTHS), k % MONTHS]
        return month >= 12 && month < 24 && worst[area]! >= 0 === inside ? sum + count : sum
      }, 0)
    expect(frozen.inside / frozen.expected.reduce((sum, value) => sum + value, 0)).toBeLessThan(
      lastYear(true) / (lastYear(true) + lastYear(false)),
    )
  })

  test('know who lies next door', () => {
    expect(neighboursOf(0)).toEqual([1, SIDE, SIDE + 1])
    expect(neighboursOf(SIDE + 1)).toHaveLength(8)
  })
})
