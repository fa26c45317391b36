import fc from 'fast-check'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { betaQuantile } from '../special/beta.ts'
import { betaSummary, jeffreys, ratesAt, ratesByBand, type RatesByBand } from './contact-rates.ts'
import { forecastOf, type ForecastQuestion } from './forecast.ts'
import { reachAfter, reachOf, triesWanted, type ReachQuestion } from './reach.ts'
import { verdictOf } from './verdict.ts'

describe('reach with the same chance at every try', () => {
  test('comes out as worked by hand: four tries cannot reach 85%', () => {
    expect(reachAfter(0.5, 0.1, 4)).toBeCloseTo(0.84375, 12)
    expect(reachAfter(0.5, 0.1, 5)).toBeCloseTo(0.871875, 12)
    expect(reachAfter(0.55, 0.1, 4)).toBeCloseTo(0.8631, 4)
    expect(reachAfter(0.6, 0.1, 3)).toBeCloseTo(0.8424, 12)
    expect(triesWanted(0.5, 0.1, 0.85)).toBe(5)
    expect(triesWanted(0.4, 0.1, 0.85)).toBe(6)
    expect(triesWanted(0.55, 0.1, 0.85)).toBe(4)
  })
  test('never meets what refusals leave no room for', () => {
    expect(triesWanted(0.9, 0.15, 0.85)).toBeNull()
    expect(triesWanted(0.9, 0.2, 0.85)).toBeNull()
    expect(triesWanted(1, 0.2, 0.85)).toBeNull()
    expect(triesWanted(1, 0.15, 0.85)).toBe(1)
    expect(triesWanted(0, 0.1, 0.85)).toBeNull()
    expect(triesWanted(0.5, 0, 1e-12)).toBe(1)
  })
  test('takes the first try that meets it', () => {
    const share = fc.double({ min: 0.02, max: 0.98, noNaN: true })
    fc.assert(
      fc.property(share, share, share, (contact, refusal, target) => {
        const tries = triesWanted(contact, refusal, target)
        if (tries === null) {
          expect(reachAfter(contact, refusal, 10_000)).toBeLessThanOrEqual(target + 1e-9)
        } else {
          expect(reachAfter(contact, refusal, tries)).toBeGreaterThan(target - 1e-8)
          if (tries > 1) expect(reachAfter(contact, refusal, tries - 1)).toBeLessThan(target + 1e-12)
        }
      }),
    )
    // Exactly met by two.
    expect(triesWanted(0.5, 0, 0.75)).toBe(2)
    expect(triesWanted(0.1, 0, 1 - 0.9 ** 3)).toBe(3)
  })
})

describe('contact and refusal by try and band', () => {
  const day = [
    { attempt: 2, band: 'day', visits: 120, met: 48, refused: 6 },
    { attempt: 1, band: 'day', visits: 300, met: 150, refused: 15 },
    { attempt: 3, band: 'day', visits: 15, met: 4, refused: 1 },
  ]
  test('a thin try stands with those before it, and the last group for all after it', () => {
    const known = ratesByBand([...day, { attempt: 2, band: 'evening', visits: 60, met: 33, refused: 3 }])
    expect(known.get('day')).toEqual([
      {
        from: 1,
        visits: 300,
        met: 150,
        refused: 15,
        contact: { a: 150.5, b: 150.5 },
        refusal: { a: 15.5, b: 135.5 },
      },
      {
        from: 2,
        visits: 135,
        met: 52,
        refused: 7,
        contact: { a: 52.5, b: 83.5 },
        refusal: { a: 7.5, b: 45.5 },
      },
    ])
    expect(ratesAt(known, 'day', 1)?.visits).toBe(300)
    expect(ratesAt(known, 'day', 2)?.visits).toBe(135)
    expect(ratesAt(known, 'day', 6)?.visits).toBe(135)
    expect(ratesAt(known, 'evening', 1)?.visits).toBe(60)
    expect(ratesAt(known, 'night', 1)).toBeUndefined()
  })
  test('a thin first try takes the next one to it; a try may come in parts', () => {
    const half = { attempt: 1, band: 'day', visits: 6, met: 2, refused: 1 }
    const second = { attempt: 2, band: 'day', visits: 20, met: 9, refused: 3 }
    const third = { attempt: 3, band: 'day', visits: 20, met: 5, refused: 0 }
    const groups = ratesByBand([half, second, half, third], { prior: { a: 1, b: 2 } }).get('day')
    expect(groups).toEqual([
      {
        from: 1,
        visits: 32,
        met: 13,
        refused: 5,
        contact: { a: 14, b: 21 },
        refusal: { a: 6, b: 10 },
      },
      { from: 3, visits: 20, met: 5, refused: 0, contact: { a: 6, b: 17 }, refusal: { a: 1, b: 7 } },
    ])
    expect(ratesByBand([second, third], { least: 21 }).get('day')).toHaveLength(1)
    expect(
      ratesByBand([half, second], { least: 6 })
        .get('day')!
        .map(({ from }) => from),
    ).toEqual([1, 2])
  })
  test('a share has a mean and an interval', () => {
    // Jeffreys' interval of 15 of 150.
    const { mean, low, high } = betaSummary({ a: 15.5, b: 135.5 })
    expect([mean, low, high].map((share) => share.toFixed(4))).toEqual(['0.1026', '0.0596', '0.1556'])
    expect(betaSummary(jeffreys, 0.5).low).toBeCloseTo(Math.sin(Math.PI / 8) ** 2, 9)
  })
  test.each([
    { attempt: 0 },
    { attempt: 1.5 },
    { refused: -1 },
    { met: 5, refused: 6 },
    { visits: 149 },
    { visits: 300.5 },
  ])('cannot be %o', (wrong) => {
    expect(() => ratesByBand([{ ...day[1]!, ...wrong }])).toThrow(RangeError)
  })
})

/** As well known as can be: half are met, one in ten refuses. */
const sure: RatesByBand = ratesByBand([
  { attempt: 1, band: 'day', visits: 2_000_000_000, met: 1_000_000_000, refused: 100_000_000 },
])
const days = (tries: number): string[] => Array.from({ length: tries }, () => 'day')

const known = ratesByBand([
  { attempt: 1, band: 'day', visits: 60, met: 27, refused: 4 },
  { attempt: 2, band: 'day', visits: 30, met: 10, refused: 2 },
  { attempt: 1, band: 'evening', visits: 25, met: 15, refused: 1 },
])
const question: ReachQuestion = {
  homes: 200,
  protected: 40,
  open: [80, 30, 10],
  rates: known,
  plan: ['day', 'day', 'evening', 'day', 'evening'],
}

/** Homes that take a kit in one played-out future: rates drawn once, every open home visited until it answers. */
const playedOut = (
  { open, rates, plan }: ReachQuestion,
  unit: () => number,
): { taken: number; visits: number } => {
  const drawn = new Map(
    [...new Set(plan.map((band, at) => ratesAt(rates, band, at + 1)!))].map((group) => [
      group,
      { contact: betaQuantile(unit(), group.contact), refusal: betaQuantile(unit(), group.refusal) },
    ]),
  )
  let [taken, visits] = [0, 0]
  for (const [tries, number] of open.entries())
    for (let home = 0; home < number; home++)
      for (let attempt = tries + 1; attempt <= plan.length; attempt++) {
        const { contact, refusal } = drawn.get(ratesAt(rates, plan[attempt - 1]!, attempt)!)!
        visits++
        if (unit() >= contact) continue
        if (unit() >= refusal) taken++
        break
      }
  return { taken, visits }
}
const units = (seed: number): (() => number) => {
  const random = xoroshiro128plus(seed)
  return () => ((random.next() >>> 0) + 0.5) / 2 ** 32
}

describe('what a plan can reach', () => {
  test('is the worked share where the rates are sure, and two tries that were made leave two', () => {
    const fresh = { homes: 1_000_000, protected: 0, open: [1_000_000], rates: sure }
    expect(reachOf({ ...fresh, plan: days(4) })!.share).toBeCloseTo(0.84375, 6)
    expect(reachOf({ ...fresh, plan: days(5) })!.share).toBeCloseTo(0.871875, 6)
    const half = { homes: 1000, protected: 200, open: [0, 0, 400, 100, 50], rates: sure, plan: days(4) }
    // 400 homes with two tries to come, 100 with one; 50 had all four.
    expect(reachOf(half)!.share).toBeCloseTo((200 + 400 * 0.9 * 0.75 + 100 * 0.9 * 0.5) / 1000, 6)
    expect(reachOf(half)!.visits).toBeCloseTo(400 * 1.5 + 100, 3)
    expect(reachOf(half)!.ceiling).toBeCloseTo((200 + 550 * 0.9) / 1000, 6)
    // Half are met on the first try, where a fifth refuses, and those found later refuse less.
    const kinder = ratesByBand([
      { attempt: 1, band: 'day', visits: 2e9, met: 1e9, refused: 2e8 },
      { attempt: 2, band: 'day', visits: 2e9, met: 1e9, refused: 1e8 },
    ])
    expect(reachOf({ ...fresh, rates: kinder, plan: days(2) })!.ceiling).toBeCloseTo(0.85, 6)
  })
  test('has the spread of futures that are played out', () => {
    const unit = units(7)
    const runs = Array.from({ length: 3000 }, () => playedOut(question, unit))
    const taken = runs.map((run) => run.taken).toSorted((a, b) => a - b)
    const mean = taken.reduce((sum, each) => sum + each, 0) / taken.length
    const visits = runs.reduce((sum, each) => sum + each.visits, 0) / runs.length
    const reach = reachOf(question)!
    expect(reach.share).toBeCloseTo((40 + mean) / 200, 2)
    expect(reach.visits / visits).toBeCloseTo(1, 1.5)
    expect(Math.abs(reach.low * 200 - 40 - taken[75]!)).toBeLessThanOrEqual(2)
    expect(Math.abs(reach.high * 200 - 40 - taken[2924]!)).toBeLessThanOrEqual(2)
    for (const homes of [120, 130, 135, 140]) {
      const share = taken.filter((each) => 40 + each >= homes).length / taken.length
      expect(Math.abs(reach.chanceOf(homes) - share)).toBeLessThan(0.03)
    }
  })
  test('is that of its own luck for a single home', () => {
    const one = { homes: 1, protected: 0, open: [1], rates: sure, plan: days(4) }
    const reach = reachOf(one)!
    expect(reach.share).toBeCloseTo(0.84375, 6)
    expect(Math.abs(reach.chanceOf(1) - 0.84375)).toBeLessThan(0.1)
    expect([reach.low, reach.high]).toEqual([0, 1])
    expect(reach.chanceOf(2)).toBe(0)
    expect(reach.chanceOf(0)).toBe(1)
  })
  test('is settled where nobody is left to visit', () => {
    const done = { homes: 20, protected: 17, open: [0, 0, 0, 0, 2], rates: sure, plan: days(4) }
    const reach = reachOf(done)!
    expect(reach).toMatchObject({ share: 0.85, low: 0.85, high: 0.85, visits: 0 })
    expect(reach.ceiling).toBeCloseTo((17 + 2 * 0.9) / 20, 6)
    expect(reach.chanceOf(17)).toBe(1)
    expect(reach.chanceOf(18)).toBe(0)
  })
  test('grows with every try, within an interval that is wider at a higher level', () => {
    const tries = fc.integer({ min: 1, max: 5 })
    const counts = fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(counts, fc.nat({ max: 50 }), tries, (open, protectedNow, number) => {
        const homes = 60 * 5 + 50
        const of = (plan: readonly string[], level?: number): NonNullable<ReturnType<typeof reachOf>> =>
          reachOf({ ...question, homes, protected: protectedNow, open, plan }, level)!
        const [fewer, more] = [
          of(question.plan.slice(0, number)),
          of([...question.plan.slice(0, number), 'evening']),
        ]
        expect(more.share).toBeGreaterThanOrEqual(fewer.share)
        expect(more.ceiling).toBeGreaterThanOrEqual(more.share)
        expect(more.visits).toBeGreaterThanOrEqual(fewer.visits)
        expect(more.chanceOf(100)).toBeGreaterThanOrEqual(fewer.chanceOf(100) - 1e-6)
        expect(fewer.low).toBeLessThanOrEqual(fewer.share + 1 / homes)
        expect(fewer.high).toBeGreaterThanOrEqual(fewer.share - 1 / homes)
        expect(fewer.low).toBeGreaterThanOrEqual(protectedNow / homes)
        expect(fewer.high).toBeLessThanOrEqual(
          (protectedNow + open.slice(0, number).reduce((sum, each) => sum + each, 0)) / homes + 1e-12,
        )
        const wider = of(question.plan.slice(0, number), 0.99)
        expect(wider.low).toBeLessThanOrEqual(fewer.low)
        expect(wider.high).toBeGreaterThanOrEqual(fewer.high)
      }),
    )
  })
  test('cannot be told where nothing is known of a band', () => {
    expect(reachOf({ ...question, plan: ['day', 'night'] })).toBeNull()
    expect(reachOf({ ...question, rates: new Map() })).toBeNull()
  })
  test.each([
    ['more homes than there are', { homes: 159 }],
    ['no homes', { homes: 0, protected: 0, open: [] }],
    ['half a home', { open: [0.5] }],
    ['fewer than none', { open: [-1] }],
    ['no try', { plan: [] }],
  ])('is not asked of %s', (_, wrong) => {
    expect(() => reachOf({ ...question, ...wrong })).toThrow(RangeError)
    expect(() => reachOf(question, 1)).toThrow(RangeError)
    expect(reachOf({ ...question, homes: 160 })).not.toBeNull()
  })
})

describe('whether a target can be met', () => {
  const fresh = { homes: 620, protected: 0, open: [620], rates: sure, target: 0.85 }
  const more = [
    { name: 'evenings', plan: ['evening', 'evening', 'evening', 'evening'] },
    { name: 'a fifth try', plan: days(5) },
    { name: 'an eighth try', plan: days(8) },
  ]
  test('four tries cannot tell, three cannot, and the levers that would are named with their chances', () => {
    const four = verdictOf({ ...fresh, plan: days(4), levers: more })
    expect(four).toMatchObject({ code: 'cannot-tell', wanted: 527, untried: ['evenings'] })
    expect(four.outlook!.chance).toBeLessThan(0.5)
    expect(four.levers.map(({ name }) => name)).toEqual(['an eighth try', 'a fifth try'])
    expect(four.levers[0]!.chance).toBeGreaterThan(0.99)
    expect(four.levers[1]!.reach.share).toBeCloseTo(0.871875, 6)
    expect(four.outlook!.reach.ceiling).toBeCloseTo(0.9, 6)
    expect(verdictOf({ ...fresh, plan: days(3), levers: [] }).code).toBe('cannot')
    expect(verdictOf({ ...fresh, plan: days(8), levers: [] }).code).toBe('can')
  })
  test('cannot be met at this refusal, whatever the tries, where the ceiling is below it', () => {
    const refusing = ratesByBand([{ attempt: 1, band: 'day', visits: 4000, met: 2000, refused: 400 }])
    const verdict = verdictOf({ ...fresh, rates: refusing, plan: days(4), levers: [more[2]!] })
    expect(verdict.code).toBe('cannot')
    expect(verdict.outlook!.reach.ceiling).toBeCloseTo(0.8, 3)
    expect(verdict.levers[0]!.chance).toBeLessThan(0.05)
  })
  test('is met once enough homes are protected, and open where nothing is known', () => {
    const met = verdictOf({ ...fresh, protected: 527, open: [3], plan: days(4), levers: [] })
    expect(met).toMatchObject({ code: 'met', wanted: 527 })
    expect(verdictOf({ ...fresh, protected: 526, open: [0], plan: days(4), levers: [] }).code).toBe('cannot')
    const unknown = verdictOf({ ...fresh, plan: ['night'], levers: [{ name: 'days', plan: days(5) }] })
    expect(unknown).toMatchObject({ code: 'cannot-tell', outlook: null, untried: [] })
    expect(unknown.levers[0]!.name).toBe('days')
  })
})

describe('the day on which a target is met', () => {
  const steady: ForecastQuestion = {
    homes: 100,
    protected: 0,
    open: [100],
    rates: ratesByBand([{ attempt: 1, band: 'day', visits: 1e9, met: 1e9, refused: 0 }]),
    plan: days(4),
    target: 0.85,
    pace: [10],
    seed: 1,
  }
  test('is the ninth where ten homes a day all take a kit', () => {
    expect(forecastOf(steady)).toEqual({ met: 1, exhausted: 0, from: 9, middle: 9, to: 9 })
    expect(forecastOf({ ...steady, protected: 85, open: [15] })).toMatchObject({ from: 0, to: 0 })
    expect(forecastOf({ ...steady, horizon: 9 })!.met).toBe(1)
    expect(forecastOf({ ...steady, horizon: 8 })).toEqual({
      met: 0,
      exhausted: 0,
      from: null,
      middle: null,
      to: null,
    })
  })
  test('never comes where too few homes are left, which is not the same as too late', () => {
    expect(forecastOf({ ...steady, open: [80] })).toMatchObject({ met: 0, exhausted: 1, from: null })
    expect(forecastOf({ ...steady, pace: [0] })).toMatchObject({ met: 0, exhausted: 0, to: null })
    // Homes that had all their tries are not visited again.
    expect(forecastOf({ ...steady, open: [80, 0, 0, 0, 20] })).toMatchObject({ met: 0, exhausted: 1 })
    expect(forecastOf({ ...steady, open: [80, 0, 0, 20] })).toMatchObject({ met: 1, to: 9 })
  })
  test('a home is visited once a day, those with the fewest tries first', () => {
    const never = ratesByBand([
      { attempt: 1, band: 'day', visits: 1e9, met: 0, refused: 0 },
      { attempt: 2, band: 'day', visits: 1e9, met: 1e9, refused: 0 },
    ])
    // Nobody answers the first time: with visits for all every day, all take a kit on the second day.
    expect(forecastOf({ ...steady, rates: never, pace: [500] })).toMatchObject({ from: 2, to: 2 })
    // With 50 visits a day the first try of all comes first, so that the second half of day four meets 85.
    expect(forecastOf({ ...steady, rates: never, pace: [50] })).toMatchObject({ from: 4, to: 4 })
    const firstOnly = ratesByBand([{ attempt: 1, band: 'day', visits: 1e9, met: 1e9, refused: 0 }])
    const both = { ...steady, rates: firstOnly, open: [50, 50], target: 0.5, pace: [50] }
    expect(forecastOf(both)).toMatchObject({ from: 1, to: 1 })
  })
  test('refusals are lost, and a last try without an answer ends it', () => {
    const refusing = ratesByBand([{ attempt: 1, band: 'day', visits: 1e9, met: 1e9, refused: 1e9 }])
    expect(forecastOf({ ...steady, rates: refusing })).toMatchObject({ met: 0, exhausted: 1 })
    const absent = ratesByBand([{ attempt: 1, band: 'day', visits: 1e9, met: 0, refused: 0 }])
    expect(forecastOf({ ...steady, rates: absent })).toMatchObject({ met: 0, exhausted: 1 })
    // Four tries at ten a day take 40 days.
    expect(forecastOf({ ...steady, rates: absent, horizon: 39 })).toMatchObject({ exhausted: 0 })
    expect(forecastOf({ ...steady, rates: absent, horizon: 41 })).toMatchObject({ exhausted: 1 })
  })
  test('is met as often as the reach says, sooner at a better pace, and the same for the same seed', () => {
    const area: ForecastQuestion = {
      ...question,
      target: 0.65,
      pace: [12, 9, 15, 0, 11],
      seed: 3,
      paths: 2000,
    }
    const forecast = forecastOf(area)!
    expect(Math.abs(forecast.met - reachOf(question)!.chanceOf(130))).toBeLessThan(0.04)
    expect(forecast.met + forecast.exhausted).toBeCloseTo(1, 12)
    expect(forecastOf(area)).toEqual(forecast)
    expect(forecastOf({ ...area, seed: 4 })).not.toEqual(forecast)
    expect(forecast.from!).toBeLessThan(forecast.middle!)
    const faster = forecastOf({ ...area, pace: [24, 18, 30, 0, 22] })!
    expect(faster.from!).toBeLessThan(forecast.from!)
    const fewer = forecastOf({ ...area, paths: 10 })!
    expect((fewer.met * 10) % 1).toBe(0)
  })
  test('cannot be told without a day of work, or where nothing is known of a band', () => {
    expect(forecastOf({ ...steady, pace: [] })).toBeNull()
    expect(forecastOf({ ...steady, plan: ['night'] })).toBeNull()
    expect(() => forecastOf({ ...steady, pace: [1.5] })).toThrow(RangeError)
    expect(() => forecastOf({ ...steady, pace: [-1] })).toThrow(RangeError)
    expect(() => forecastOf({ ...steady, homes: 99 })).toThrow(RangeError)
    expect(() => forecastOf({ ...steady, target: 0 })).toThrow(RangeError)
  })
})
