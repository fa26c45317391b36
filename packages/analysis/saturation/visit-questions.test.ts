import { describe, expect, test } from 'vitest'
import { visitQuestions, type OfficerVisits, type VisitLimits } from './visit-questions.ts'

const limits: VisitLimits = { fastest: 2, delivery: 120, far: 100, tolerated: 0.05, usual: 0.5 }

/** Visits seven minutes and some seconds apart at doors 20 m from each other, every other one with a kit; `change` spoils some. */
const visits = (
  count: number,
  change: (visit: number) => Partial<Record<keyof OfficerVisits, number>> = () => ({}),
): OfficerVisits => {
  const rows = Array.from({ length: count }, (_, visit) => ({
    at: visit * 431,
    delivered: visit % 2,
    away: 5,
    walked: visit === 0 ? Number.NaN : 20,
    ...change(visit),
  }))
  const column = (name: keyof OfficerVisits): number[] => rows.map((row) => row[name])
  return {
    at: Float64Array.from(column('at')),
    delivered: Uint8Array.from(column('delivered')),
    away: Float64Array.from(column('away')),
    walked: Float64Array.from(column('walked')),
  }
}
const wrong = (): Partial<Record<keyof OfficerVisits, number>> => ({ at: 60, delivered: 1, away: 900 })
/** Visits so many seconds apart. */
const every = (seconds: number, delivered: number) => (visit: number) => ({ at: visit * seconds, delivered })
const asked = (of: OfficerVisits, other: Partial<VisitLimits> = {}): string[] =>
  visitQuestions(of, { ...limits, ...other }).map(({ code }) => code)

describe('questions about visits', () => {
  test('are not asked about honest work', () => {
    expect(asked(visits(200))).toEqual([])
  })
  test('are asked about more successes than colleagues have, with what is told of them', () => {
    const all = visits(30, () => ({ delivered: 1 }))
    expect(visitQuestions(all, limits)).toEqual([
      { code: 'successes', visits: 30, of: 30, usual: 0.5, low: expect.closeTo(0.05 ** (1 / 30), 10) },
    ])
    // Where nine in ten take a kit anyway, thirty in a row are no wonder.
    expect(asked(all, { usual: 0.9 })).toEqual([])
    expect(asked(all, { usual: 0.79 })).toEqual(['successes'])
    expect(asked(all, { usual: 0.8 })).toEqual([])
  })
  test('are never asked below thirty visits', () => {
    expect(asked(visits(29, wrong))).toEqual([])
    expect(asked(visits(30, wrong))).toEqual(['successes', 'far-from-door', 'same-minute'])
    // Between 31 visits lie 30 ways.
    expect(asked(visits(31, wrong))).toEqual(['pace', 'successes', 'far-from-door', 'same-minute'])
    // Of visits without a place nothing can be told.
    expect(asked(visits(40, (visit) => ({ away: visit < 29 ? 900 : Number.NaN })))).toEqual([])
    expect(asked(visits(40, (visit) => ({ away: visit < 30 ? 900 : Number.NaN })))).toEqual(['far-from-door'])
  })
  test('are asked about a pace that nobody walks', () => {
    // 20 m at 2 m/s and a kit take 130 s; without a kit 10 s.
    expect(asked(visits(61, every(130, 1)), { usual: 0.99 })).toEqual([])
    expect(asked(visits(61, every(129, 1)), { usual: 0.99 })).toEqual(['pace'])
    expect(asked(visits(61, every(10, 0)))).not.toContain('pace')
    expect(asked(visits(61, every(9, 0)))).toContain('pace')
    // Ways that are not known, and a few that are too fast, are no question.
    expect(asked(visits(61, (visit) => ({ at: visit * 99, walked: Number.NaN })))).not.toContain('pace')
    const some = visitQuestions(
      visits(101, (visit) => ({ walked: visit > 0 && visit <= 14 ? 2000 : 20 })),
      limits,
    )
    expect(some).toEqual([
      { code: 'pace', visits: 14, of: 100, usual: 0.05, low: expect.closeTo(0.086668, 6) },
    ])
    expect(asked(visits(101, (visit) => ({ walked: visit > 0 && visit <= 12 ? 2000 : 20 })))).toEqual([])
  })
  test('are asked about doors that are far away, from the first metre beyond', () => {
    expect(asked(visits(60, () => ({ away: 100 })))).toEqual([])
    expect(asked(visits(60, () => ({ away: 100.5 })))).toEqual(['far-from-door'])
  })
  test('are asked about one minute of the hour, whatever the hour', () => {
    const hourly = visits(40, (visit) => ({ at: visit * 3600 + 59 * 60 + (visit % 60) }))
    expect(visitQuestions(hourly, limits)).toEqual([
      { code: 'same-minute', visits: 40, of: 40, usual: 1 / 60, low: expect.closeTo(0.05 ** (1 / 40), 10) },
    ])
    // Seven of sixty in one minute would be once in 12,000 for that minute, but there are sixty to look at.
    const some = (same: number): OfficerVisits =>
      visits(60, (visit) => ({ at: visit * 3600 + (visit < same ? 0 : visit) * 60 }))
    expect(asked(some(7))).toEqual([])
    expect(asked(some(8))).toEqual(['same-minute'])
  })
  test('need everything told of every visit, in order, and limits that are some', () => {
    const good = visits(40)
    expect(() => visitQuestions({ ...good, away: new Float64Array(39) }, limits)).toThrow(RangeError)
    expect(() => visitQuestions({ ...good, walked: new Float64Array(41) }, limits)).toThrow(RangeError)
    expect(() => visitQuestions({ ...good, delivered: new Uint8Array(1) }, limits)).toThrow(RangeError)
    expect(() => visitQuestions({ ...good, at: good.at.toReversed() }, limits)).toThrow(RangeError)
    expect(() => visitQuestions({ ...good, at: good.at.map((at) => at - 1) }, limits)).toThrow(RangeError)
    for (const other of [{ tolerated: 0 }, { usual: 1 }, { fastest: 0 }, { delivery: -1 }, { far: -1 }])
      expect(() => asked(good, other)).toThrow(RangeError)
    expect(asked(good, { delivery: 0, far: 5 })).toEqual([])
    expect(asked(visits(0))).toEqual([])
  })
})
