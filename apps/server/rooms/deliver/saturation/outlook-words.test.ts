import { describe, expect, test } from 'vitest'
import { outlookOf, type OutlookQuestion, type Tried } from './outlook.ts'
import { forecastInWords, reachRows, verdictInWords } from './outlook-words.ts'

/** Visits at one try in the daytime: of so many, who decided and who of these refused. */
const tried = (attempt: number, visits: number, met: number, refused: number, band = 0): Tried => ({
  attempt,
  band,
  visits,
  met,
  refused,
  unapplied: 0,
})

const question = (given: Partial<OutlookQuestion>): OutlookQuestion => ({
  homes: 1000,
  protected: 400,
  deliveredOnly: 0,
  open: [560, 0, 0, 0, 0, 0, 0],
  target: 0.85,
  tries: 4,
  tried: [tried(1, 440, 420, 20)],
  days: [{ day: '2026-11-30', visits: 60 }],
  today: '2026-11-30',
  ...given,
})

const told = (given: Partial<OutlookQuestion>) => {
  const asked = question(given)
  const { homes, target, tries, open } = asked
  const outlook = outlookOf(asked)
  return {
    outlook,
    verdict: verdictInWords({ homes, target, tries, question: asked }, outlook),
    forecast: forecastInWords({ homes, target, open: [...open], question: asked }, outlook),
  }
}

describe('whether a target can be reached', () => {
  test('is yes, with a day, where most are found and few refuse', () => {
    const { verdict, forecast } = told({})
    expect(verdict.answer).toBe('Yes, 85% can be reached')
    // Ten times sixty homes, on Mondays only.
    expect(forecast).toBe(
      '85% is likely on 1 February 2027: most of the simulated courses meet it on that day, at the pace of the last day worked here.',
    )
    const days = ['2026-11-27', '2026-11-26', '2026-11-25'].map((day, at) => ({ day, visits: 40 + 30 * at }))
    expect(told({ days }).forecast).toMatch(
      /^85% is likely between \d+ December 2026 and \d+ December 2026: 8 of 10 .* last 3 days worked here\.$/,
    )
  })

  test('is a plain no where too many refuse, with what would still not do', () => {
    const { verdict, forecast } = told({
      protected: 200,
      open: [400, 0, 0, 0, 0, 0, 0],
      tried: [tried(1, 600, 500, 300)],
    })
    expect(verdict.answer).toBe('No. 85% cannot be reached here at this refusal')
    expect(verdict.why.join(' ')).toMatch(/60\.0% of those who decided refused\./)
    expect(verdict.why.join(' ')).toMatch(/only fewer refusals would change that/)
    expect(verdict.why.join(' ')).toContain(
      'We cannot tell what visits on weekdays after 17:00 or at weekends would do: nobody has tried them here.',
    )
    expect(forecast).toBe('No date: as visits go on now, 85% is not reached.')
  })

  test('names the hours that would do where these ones do not', () => {
    const { verdict } = told({
      protected: 300,
      open: [650, 0, 0, 0, 0, 0, 0],
      tried: [tried(1, 900, 150, 5), tried(1, 400, 380, 10, 1)],
    })
    expect(verdict.answer).toMatch(/^No\./)
    expect(verdict.why[1]).toMatch(
      /^With the remaining visits on weekdays after 17:00, it would be 9\d\.\d% \(likely range/,
    )
  })

  test('is not told where nobody was visited, and is met where it is met', () => {
    expect(told({ tried: [], days: [] })).toMatchObject({
      verdict: { answer: 'We cannot tell yet', isResult: false },
      forecast: 'No date: nobody has been visited here yet.',
    })
    expect(told({ protected: 850, open: [100, 0, 0, 0, 0, 0, 0] })).toMatchObject({
      verdict: { answer: '85% is reached', why: [] },
      forecast: '85% is reached today.',
    })
  })
})

test('four, five and six visits are rows, and the hours that were tried; every bar is on its scale', () => {
  const { outlook } = told({ tried: [tried(1, 440, 220, 20), tried(1, 100, 80, 5, 1)] })
  const rows = reachRows(outlook, 4)
  expect(rows.map(({ plan }) => plan)).toEqual([
    'Four visits (the setting), on weekdays before 17:00',
    'Five visits',
    'Six visits',
    'Four visits, the rest on weekdays after 17:00',
  ])
  for (const { bar } of rows) {
    expect(bar.x).toBeGreaterThanOrEqual(2)
    expect(bar.x + bar.width).toBeLessThanOrEqual(118.1)
    expect(bar.tick).toBeGreaterThanOrEqual(bar.x)
  }
})
