import { describe, expect, test } from 'vitest'
import { resultOf, type SpotCheckCounts, type Stratum } from './results.ts'

const stratum = (homes: number, found: Partial<Stratum>): Stratum => {
  const all = { marked: 0, notMarked: 0, nothing: 0, refused: 0, noAnswer: 0, ...found }
  const drawn = all.marked + all.notMarked + all.nothing + all.refused + all.noAnswer
  return { homes, drawn, ...all }
}
const days = { drawnOn: '2026-11-29', closedOn: '2026-11-30' }
const lot = { poor: 0.7, atLeast: 38, missed: 0.087, falselyAccepted: 0.098 }
const check = (reported: Stratum, others: Stratum, rule: SpotCheckCounts['lot'] = null): SpotCheckCounts => ({
  reported,
  others,
  target: 0.85,
  lot: rule,
  ...days,
})

describe('doors where nobody could look', () => {
  const others = stratum(80, { marked: 1, nothing: 19 })
  const whole = resultOf(check(stratum(540, { marked: 54, nothing: 6 }), others)).verified!
  const open = resultOf(check(stratum(540, { marked: 50, nothing: 5, noAnswer: 4, refused: 1 }), others))

  test('stay in the sample, and widen the interval whichever way they are', () => {
    const low = resultOf(check(stratum(540, { marked: 50, nothing: 10 }), others)).verified!.low
    const high = resultOf(check(stratum(540, { marked: 55, nothing: 5 }), others)).verified!.high
    expect(open.verified).toMatchObject({ low, high })
    expect(open.verified!.low).toBeLessThan(whole.low)
    expect(open.verified!.high).toBeGreaterThan(whole.high)
    expect(open.unanswered).toBe(5)
  })
  test('say nothing of the share, which is that of the others', () => {
    expect(open.verified!.share).toBeCloseTo((540 * (50 / 55) + 80 / 20) / 620, 12)
  })
  test('tell nothing where they are all of a stratum', () => {
    const none = resultOf(check(stratum(540, { noAnswer: 3 }), others))
    expect(none).toMatchObject({ verified: null, against: 'cannot tell', usual: null })
    expect(resultOf(check(stratum(3, { noAnswer: 3 }), stratum(2, { refused: 1 }))).agreement).toBeNull()
  })
})

test.each([
  [38, 10, 0, 'accepted'],
  [37, 11, 0, 'not accepted'],
  [37, 10, 1, 'cannot tell'],
  [36, 11, 1, 'not accepted'],
  [38, 0, 10, 'accepted'],
] as const)('%d marked, %d not and %d not known are %s', (marked, nothing, noAnswer, verdict) => {
  const found = resultOf(
    check(
      stratum(540, { marked, noAnswer, nothing: 1 }),
      stratum(80, { nothing: nothing === 0 ? 0 : nothing - 1 }),
      lot,
    ),
  )
  expect(found.lot).toMatchObject({ verdict, marked, atLeast: 38, missed: 0.087, falselyAccepted: 0.098 })
})

test('the whole interval must lie on one side of the target to tell anything', () => {
  const all = check(stratum(100, { marked: 100 }), stratum(0, {}))
  expect(resultOf(all)).toMatchObject({ against: 'above', verified: { share: 1, low: 1, high: 1 } })
  const none = check(stratum(100, { nothing: 60 }), stratum(0, {}))
  expect(resultOf(none).against).toBe('below')
  const some = check(stratum(100, { marked: 17, nothing: 3 }), stratum(0, {}))
  expect(resultOf(some).against).toBe('cannot tell')
})
