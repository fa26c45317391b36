import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agreementOf, type AgreementTable } from './agreement.ts'
import { drawAlike, drawDoors, type Door } from './draw-doors.ts'
import { ruleForErrors, sizeForWidth } from './draw-size.ts'
import { acceptance, errorsOf, smallestRule } from './lot-quality.ts'
import { verifiedShare } from './verified.ts'

describe('lot quality', () => {
  test('the classic rule of 19 accepts three quarters two times of three', () => {
    const rule = { checked: 19, atLeast: 14 }
    const accepted = [0.55, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9].map((share) =>
      acceptance(rule, { share }).toFixed(6),
    )
    expect(accepted).toEqual([
      '0.077714',
      '0.296765',
      '0.473863',
      '0.667755',
      '0.836938',
      '0.946304',
      '0.991407',
    ])
  })
  test('no rule of 19 doors tells 85% from 70% with both errors at one in ten', () => {
    for (let atLeast = 0; atLeast <= 20; atLeast++) {
      const errors = errorsOf({ checked: 19, atLeast }, { share: 0.85 }, { share: 0.7 })
      expect(Math.max(errors.missed, errors.falselyAccepted)).toBeGreaterThan(0.1)
    }
  })
  const errors = { missed: 0.1, falselyAccepted: 0.1 }
  test('the smallest rules that do have both errors stated', () => {
    expect(smallestRule({ good: { share: 0.85 }, bad: { share: 0.7 }, ...errors })).toEqual({
      checked: 53,
      atLeast: 42,
      missed: expect.closeTo(0.090669, 6),
      falselyAccepted: expect.closeTo(0.090559, 6),
    })
    expect(smallestRule({ good: { share: 0.85 }, bad: { share: 0.75 }, ...errors })).toEqual({
      checked: 109,
      atLeast: 88,
      missed: expect.closeTo(0.087185, 6),
      falselyAccepted: expect.closeTo(0.099332, 6),
    })
    const area = { good: { homes: 620, covered: 527 }, bad: { homes: 620, covered: 434 } }
    expect(smallestRule({ ...area, ...errors })).toEqual({
      checked: 48,
      atLeast: 38,
      missed: expect.closeTo(0.086938, 6),
      falselyAccepted: expect.closeTo(0.097927, 6),
    })
  })
  test('a rule is the first that meets both errors, of all that could be', () => {
    const truths = fc
      .integer({ min: 2, max: 25 })
      .chain((homes) =>
        fc
          .uniqueArray(fc.nat({ max: homes }), { minLength: 2, maxLength: 2 })
          .map((covered) => ({ homes, covered: covered.toSorted((a, b) => a - b) })),
      )
    const error = fc.constantFrom(0.05, 0.1, 0.3)
    fc.assert(
      fc.property(truths, error, error, ({ homes, covered }, missed, falselyAccepted) => {
        const [bad, good] = covered.map((each) => ({ homes, covered: each })) as [
          { homes: number; covered: number },
          { homes: number; covered: number },
        ]
        const rules = Array.from({ length: homes }, (_, at) => at + 1).flatMap((checked) =>
          Array.from({ length: checked + 1 }, (_, atLeast) => ({ checked, atLeast })),
        )
        const isMeeting = (rule: { checked: number; atLeast: number }): boolean => {
          const found = errorsOf(rule, good, bad)
          return found.missed <= missed && found.falselyAccepted <= falselyAccepted
        }
        const fewest = rules.find(isMeeting)!.checked
        // Among equally many doors the strictest, which accepts a bad area least often.
        const best = rules.findLast((rule) => rule.checked === fewest && isMeeting(rule))!
        expect(smallestRule({ good, bad, missed, falselyAccepted })).toEqual({
          ...best,
          ...errorsOf(best, good, bad),
        })
      }),
    )
  })
  test('an area is accepted less often the more doors are asked for', () => {
    expect(acceptance({ checked: 5, atLeast: 0 }, { share: 0.2 })).toBe(1)
    expect(acceptance({ checked: 5, atLeast: 6 }, { share: 1 })).toBe(0)
    expect(acceptance({ checked: 5, atLeast: 6 }, { homes: 9, covered: 9 })).toBe(0)
    expect(acceptance({ checked: 5, atLeast: 7 }, { homes: 9, covered: 9 })).toBe(0)
    expect(acceptance({ checked: 5, atLeast: 5 }, { homes: 9, covered: 9 })).toBe(1)
    expect(acceptance({ checked: 2, atLeast: 2 }, { homes: 4, covered: 2 })).toBeCloseTo(1 / 6, 12)
  })
  test('shares that hardly differ have no rule of a size that anybody would walk', () => {
    expect(smallestRule({ good: { share: 0.85 }, bad: { share: 0.845 }, ...errors })).toBeNull()
  })
  test.each([
    ['errors of none', { missed: 0 }],
    ['errors of all', { falselyAccepted: 1 }],
    ['a good area that is no better', { bad: { share: 0.85 } }],
    ['truths of two manners', { bad: { homes: 10, covered: 1 } }],
    ['a share above one', { good: { share: 1.1 } }],
    ['a share below none', { bad: { share: -0.1 } }],
  ])('there is no rule for %s', (_, wrong) => {
    const question = { good: { share: 0.85 }, bad: { share: 0.7 }, ...errors, ...wrong }
    expect(() => smallestRule(question)).toThrow(RangeError)
  })
  test.each([
    [0, 0],
    [5, -1],
    [5.5, 1],
    [5, 1.5],
  ])('%d doors with %d found are no rule', (checked, atLeast) => {
    expect(() => acceptance({ checked, atLeast }, { share: 0.5 })).toThrow(RangeError)
  })
  test('numbers of other homes are not compared', () => {
    const [good, bad] = [
      { homes: 620, covered: 527 },
      { homes: 600, covered: 400 },
    ]
    expect(() => smallestRule({ good, bad, ...errors })).toThrow(RangeError)
  })
})

const kappaOf = ([both, reportedOnly, foundOnly, neither]: number[]): number => {
  const all = both! + reportedOnly! + foundOnly! + neither!
  const byChance =
    ((both! + reportedOnly!) * (both! + foundOnly!) + (foundOnly! + neither!) * (reportedOnly! + neither!)) /
    all ** 2
  return ((both! + neither!) / all - byChance) / (1 - byChance)
}

describe('agreement', () => {
  const table: AgreementTable = { both: 54, reportedOnly: 6, foundOnly: 1, neither: 19 }
  test('comes out as in R', () => {
    const found = agreementOf(table)
    expect(found.agreement).toBeCloseTo(0.9125, 12)
    expect(found.kappa).toBeCloseTo(0.784615, 6)
    expect(found.interval.low).toBeCloseTo(0.827992, 6)
    expect(found.interval.high).toBeCloseTo(0.964094, 6)
  })
  test('has the interval that the slopes of kappa give', () => {
    const count = fc.integer({ min: 5, max: 90 })
    fc.assert(
      fc.property(fc.tuple(count, count, count, count), (cells) => {
        const doors = cells.reduce((sum, cell) => sum + cell, 0)
        const shares = cells.map((cell) => cell / doors)
        const step = 1e-5
        const slopes = shares.map((_, at) => {
          const shifted = (by: number): number[] =>
            shares.map((share, each) => share + (each === at ? by : 0))
          return (kappaOf(shifted(step)) - kappaOf(shifted(-step))) / (2 * step)
        })
        const mean = slopes.reduce((sum, slope, at) => sum + slope * shares[at]!, 0)
        const square = slopes.reduce((sum, slope, at) => sum + slope ** 2 * shares[at]!, 0)
        const reach = 1.959963984540054 * Math.sqrt((square - mean ** 2) / doors)
        const [both, reportedOnly, foundOnly, neither] = cells
        const { kappa, kappaInterval } = agreementOf({ both, reportedOnly, foundOnly, neither })
        expect(kappa).toBeCloseTo(kappaOf(cells), 12)
        expect(kappaInterval!.low).toBeCloseTo(Math.max(-1, kappa! - reach), 6)
        expect(kappaInterval!.high).toBeCloseTo(Math.min(1, kappa! + reach), 6)
      }),
    )
  })
  test('says nothing of kappa where one of the two says the same of every door', () => {
    const silent = { kappa: null, kappaInterval: null }
    expect(agreementOf({ both: 30, reportedOnly: 2, foundOnly: 0, neither: 0 })).toMatchObject(silent)
    expect(agreementOf({ both: 0, reportedOnly: 0, foundOnly: 2, neither: 30 })).toMatchObject(silent)
    expect(agreementOf({ both: 30, reportedOnly: 0, foundOnly: 2, neither: 0 })).toMatchObject(silent)
    expect(agreementOf({ both: 0, reportedOnly: 2, foundOnly: 0, neither: 30 })).toMatchObject(silent)
  })
  test('stays within −1 and 1', () => {
    const perfect = agreementOf({ both: 30, reportedOnly: 0, foundOnly: 0, neither: 9 })
    expect(perfect).toMatchObject({ agreement: 1, kappa: 1, kappaInterval: { low: 1, high: 1 } })
    const near = agreementOf({ both: 3, reportedOnly: 1, foundOnly: 0, neither: 3 })
    expect(near.kappaInterval!.high).toBe(1)
    const contrary = agreementOf({ both: 1, reportedOnly: 3, foundOnly: 3, neither: 0 })
    expect(contrary.kappaInterval!.low).toBe(-1)
  })
  test('refuses what is not counted', () => {
    expect(() => agreementOf({ ...table, neither: -1 })).toThrow(RangeError)
    expect(() => agreementOf({ ...table, both: 0.5 })).toThrow(RangeError)
    expect(() => agreementOf({ both: 0, reportedOnly: 0, foundOnly: 0, neither: 0 })).toThrow(RangeError)
    expect(() => agreementOf(table, 1)).toThrow(RangeError)
  })
})

describe('a draw of doors', () => {
  // Draws of the reported homes 0 to 3: c a f b; of the others, 4 to 6: e d g. Turns run the other way than the homes.
  const street: Door[] = ['c', 'a', 'f', 'b', 'e', 'd', 'g'].map((draw, at) => ({
    id: `home ${at}`,
    draw,
    turn: String(9 - at),
    isReported: at < 4,
  }))
  test('takes the smallest draws of both strata, in an order of its own', () => {
    expect(drawDoors(street, { reported: 2, others: 1 })).toEqual(['home 5', 'home 3', 'home 1'])
    expect(drawDoors(street, { reported: 3, others: 2 })).toEqual([
      'home 5',
      'home 4',
      'home 3',
      'home 1',
      'home 0',
    ])
    expect(drawDoors(street, { reported: 0, others: 9 })).toEqual(['home 6', 'home 5', 'home 4'])
  })
  test('takes all homes alike where it is asked to', () => {
    expect(drawAlike(street, 4)).toEqual(['home 5', 'home 3', 'home 1', 'home 0'])
    expect(drawAlike(street, 99)).toHaveLength(7)
    expect(() => drawAlike(street, -1)).toThrow(RangeError)
  })
  test('puts no stratum at the end of its list, though more is drawn of it', () => {
    // A tenth of the reported and half of the others: by their draws, four in five of the others would come last.
    const homes = Array.from({ length: 2000 }, (_, at): Door => {
      const digest = (of: string): string => createHash('sha256').update(`${of}\n${at}`).digest('hex')
      return { id: String(at), draw: digest('draw'), turn: digest('turn'), isReported: at < 1000 }
    })
    const list = drawDoors(homes, { reported: 100, others: 500 })
    const others = list.slice(0, 300).filter((id) => Number(id) >= 1000).length
    expect(others).toBeGreaterThan(235)
    expect(others).toBeLessThan(265)
  })
  test('can be repeated from any order of the homes, and grows without dropping a door', () => {
    const doors = fc.uniqueArray(fc.record({ draw: fc.string(), isReported: fc.boolean() }), {
      selector: ({ draw }) => draw,
      maxLength: 30,
    })
    const size = fc.nat({ max: 12 })
    fc.assert(
      fc.property(doors, size, size, (drawn, reported, others) => {
        const homes = drawn.map(({ draw, isReported }) => ({
          id: `home of ${draw}`,
          draw,
          turn: draw,
          isReported,
        }))
        const once = drawDoors(homes, { reported, others })
        expect(drawDoors(homes.toReversed(), { reported, others })).toEqual(once)
        expect(drawDoors(homes, { reported: reported + 1, others: others + 2 })).toEqual(
          expect.arrayContaining(once),
        )
        const of = (isReported: boolean): number =>
          homes.filter((home) => home.isReported === isReported).length
        expect(once).toHaveLength(Math.min(reported, of(true)) + Math.min(others, of(false)))
      }),
    )
  })
  test('refuses equal draws or turns, and numbers that are none', () => {
    const sizes = { reported: 1, others: 1 }
    expect(() => drawDoors([...street, { ...street[0]!, turn: 'x' }], sizes)).toThrow(RangeError)
    expect(() => drawDoors([...street, { ...street[0]!, draw: 'x' }], sizes)).toThrow(RangeError)
    expect(() => drawDoors(street, { reported: -1, others: 1 })).toThrow(RangeError)
    expect(() => drawDoors(street, { reported: 1, others: 0.5 })).toThrow(RangeError)
  })
})

describe('how many doors', () => {
  test('tell an area at the target from a poor one', () => {
    expect(ruleForErrors({ homes: 620, target: 0.85, poor: 0.7, error: 0.1 })).toMatchObject({
      checked: 48,
      atLeast: 38,
    })
    // Of three homes 85% and 75% are three and two: all of them tell.
    expect(ruleForErrors({ homes: 3, target: 0.85, poor: 0.75, error: 0.1 })).toMatchObject({
      checked: 3,
      atLeast: 3,
    })
    expect(ruleForErrors({ homes: 1, target: 0.85, poor: 0.7, error: 0.1 })).toMatchObject({ checked: 1 })
    expect(ruleForErrors({ homes: 0, target: 0.85, poor: 0.7, error: 0.1 })).toBeNull()
  })
  test('make an interval as narrow as it is wished, if shares are found as planned', () => {
    const homes = { reported: 540, others: 80 }
    const widths = [0.15, 0.1, 0.05].map((halfWidth) => {
      const size = sizeForWidth({ homes, halfWidth })
      const { exact } = verifiedShare({
        reported: { homes: 540, checked: size.reported, found: Math.round(0.9 * size.reported) },
        others: { homes: 80, checked: size.others, found: Math.round(0.05 * size.others) },
      })!
      expect((exact.high - exact.low) / 2).toBeLessThanOrEqual(halfWidth)
      return size.reported + size.others
    })
    expect(widths).toEqual(widths.toSorted((a, b) => a - b))
    expect(widths[0]).toBeGreaterThan(10)
    expect(widths[2]).toBeLessThan(400)
  })
  test('are shared out where there is something to find, and are all where nothing less would do', () => {
    expect(sizeForWidth({ homes: { reported: 0, others: 40 }, halfWidth: 0.2 })).toMatchObject({
      reported: 0,
    })
    expect(sizeForWidth({ homes: { reported: 40, others: 0 }, halfWidth: 0.2 })).toMatchObject({ others: 0 })
    expect(sizeForWidth({ homes: { reported: 3, others: 2 }, halfWidth: 0.01 })).toEqual({
      reported: 3,
      others: 2,
    })
    expect(() => sizeForWidth({ homes: { reported: 0, others: 0 }, halfWidth: 0.1 })).toThrow(RangeError)
    expect(() => sizeForWidth({ homes: { reported: 1, others: 1 }, halfWidth: 0.5 })).toThrow(RangeError)
  })
})

test('however wide an interval may be, a door of each stratum is drawn, and of one without homes none', () => {
  expect(sizeForWidth({ homes: { reported: 5, others: 5 }, halfWidth: 0.499 })).toEqual({
    reported: 1,
    others: 1,
  })
  expect(sizeForWidth({ homes: { reported: 0, others: 5 }, halfWidth: 0.499 })).toMatchObject({ reported: 0 })
})
