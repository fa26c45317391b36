import { assert, constantFrom, date, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testCounts } from '../../../test/counts.ts'
import { ruleOnDelegation, schemeRules } from '../delegation/delegation.ts'
import { duties, ruleOnDuties } from '../duties/duties.ts'
import { valueOf } from '../value/value.ts'
import { saidOfMopac } from './authority.ts'
import { periods } from './periods.ts'
import { periodOf, quotedInWords, quotedThreshold, ruleOnThreshold } from './ruling.ts'

const pounds = (value: number): number => Math.round(value * 100)
const rule = (begun: string | null, net: number) =>
  ruleOnThreshold({ begun, value: valueOf({ net: pounds(net) }), authority: saidOfMopac })
const isOver = (begun: string, net: number): boolean => {
  const ruling = rule(begun, net)
  if (!ruling.ruled) throw new Error(ruling.because)
  return ruling.by['sub-central'].over
}
const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
const anyDay = date({
  min: new Date('2010-01-01'),
  max: new Date('2035-12-31'),
  noInvalidDate: true,
}).map((day) => day.toISOString().slice(0, 10))

describe('thresholds', () => {
  test('£175,000 without VAT is under until 2025 and over in 2026', () => {
    expect(
      ['2021-06-01', '2023-06-01', '2025-06-01', '2026-06-01'].map((day) => isOver(day, 175_000)),
    ).toEqual([false, false, false, true])
  })

  test('£178,500 without VAT is under, over, under, over', () => {
    expect(
      ['2021-06-01', '2022-06-01', '2024-06-01', '2026-06-01'].map((day) => isOver(day, 178_500)),
    ).toEqual([false, true, false, true])
    expect([isOver('2023-12-31', 178_500), isOver('2025-12-31', 178_500)]).toEqual([true, false])
  })

  test('nothing is ruled before 26 February 2015, nor without a day', () => {
    expect(rule('2015-02-25', 1e6)).toMatchObject({
      ruled: false,
      because: expect.stringContaining('2015-02-26'),
    })
    expect(rule('2014-06-01', 1e6).ruled).toBe(false)
    expect(rule(null, 1e6)).toMatchObject({ ruled: false, because: expect.stringContaining('not known') })
    const first = rule('2015-02-26', 1e6)
    expect(first).toMatchObject({ ruled: true, period: { regime: 'PCR2015', verified: false, basis: 'net' } })
  })

  test('a procurement begun on 20 February 2025 stays under the regulations of 2015', () => {
    expect(rule('2025-02-23', 1e6)).toMatchObject({ period: { regime: 'PCR2015' } })
    expect(rule('2025-02-24', 1e6)).toMatchObject({ period: { regime: 'PA2023' } })
    const begun = rule('2025-02-20', 178_500)
    expect(begun).toMatchObject({
      period: { regime: 'PCR2015', from: '2024-01-01' },
      tested: { basis: 'gross' },
    })
    const owed = ruleOnDuties({ begun: '2025-02-20', on: '2026-09-01', value: valueOf({ net: pounds(1e7) }) })
    if (!owed.ruled) throw new Error(owed.because)
    expect(owed.duties.map(({ duty, owed: is }) => [duty.section, is])).toEqual(
      ['52', '68', '69', '70', '71'].map((section) => [section, false]),
    )
  })

  test('central and sub-central are both shown, with who says which it is', () => {
    const ruling = ruleOnThreshold({
      begun: '2026-03-01',
      value: valueOf({ gross: pounds(150_000) }),
      authority: [...saidOfMopac, { from: '2026-01-01', type: 'central', source: 'notices' }],
    })
    expect(ruling).toMatchObject({
      by: {
        central: { threshold: 13_501_800, over: true },
        'sub-central': { threshold: 20_772_000, over: false },
      },
      authority: { type: 'central', source: 'notices' },
      tested: { pence: 15_000_000, inferred: false },
    })
    expect(rule('2026-04-30', 1)).toMatchObject({ authority: { type: 'sub-central' } })
    expect(rule('2026-05-01', 1)).toMatchObject({ authority: { type: 'central' } })
    expect(rule('2017-12-31', 1)).toMatchObject({ authority: null })
  })

  test('periods follow each other without a gap or an overlap', () => {
    expect(periods.slice(1).map(({ from }) => dayBefore(from))).toEqual(
      periods.slice(0, -1).map(({ to }) => to),
    )
    expect(periods.at(-1)!.to).toBeNull()
  })

  test('a penny below each threshold is under it, and the threshold itself is over', () => {
    assert(
      property(
        constantFrom(...periods),
        constantFrom('sub-central' as const, 'central' as const),
        integer({ min: 0, max: 10_000 }),
        (period, type, vat) => {
          const at = (pence: number) => {
            const known = period.basis === 'net' ? { net: pence } : { gross: pence }
            const question = { begun: period.from, value: valueOf(known, vat), authority: [] }
            const ruling = ruleOnThreshold(question)
            if (!ruling.ruled) throw new Error(ruling.because)
            return ruling.by[type].over
          }
          const threshold = period.pence[type]
          expect([at(threshold - 1), at(threshold), at(threshold + 1)]).toEqual([false, true, true])
        },
      ),
      { numRuns: testCounts.propertyRuns },
    )
  })

  test('each day is in one period or in none, and the first and last day of each are in it', () => {
    assert(
      property(anyDay, (day) => {
        const period = periodOf(day)
        expect(period === undefined).toBe(day < '2015-02-26')
        if (period) expect([period.from <= day, period.to === null || day <= period.to]).toEqual([true, true])
      }),
      { numRuns: testCounts.propertyRuns },
    )
    for (const period of periods) {
      expect(periodOf(period.from)).toBe(period)
      if (period.to !== null) expect(periodOf(period.to)).toBe(period)
    }
  })

  test('a sum that a text quotes says when it was a threshold, and never a day', () => {
    expect(quotedInWords(quotedThreshold(18_130_200))).toBe(
      'quotes £181,302, which was in force 2018-01-01 to 2019-12-31 (sub-central)',
    )
    expect(quotedThreshold(21_490_400).inForce.map(({ regime }) => regime)).toEqual(['PCR2015', 'PA2023'])
    expect(quotedInWords(quotedThreshold(21_344_700))).toContain('misprint of £213,477')
    expect(quotedInWords(quotedThreshold(100))).toContain('no threshold that is known here')
    expect(quotedInWords(quotedThreshold(13_501_800))).toContain('2026-01-01 to today (central)')
  })
})

const owedOn = (on: string, net: number): string[] => {
  const ruling = ruleOnDuties({ begun: '2025-03-01', on, value: valueOf({ net: pounds(net) }) })
  if (!ruling.ruled) throw new Error(ruling.because)
  return ruling.duties.filter(({ owed }) => owed).map(({ duty }) => duty.section)
}

describe('duties of the Procurement Act', () => {
  test('begin each on its day', () => {
    expect(owedOn('2025-12-31', 1e7)).toEqual(['52', '68'])
    expect(owedOn('2026-01-01', 1e7)).toEqual(['52', '68', '69', '71'])
    expect(owedOn('2026-03-31', 1e7)).toEqual(['52', '68', '69', '71'])
    expect(owedOn('2026-04-01', 1e7)).toEqual(['52', '68', '69', '70', '71'])
  })

  test('indicators are for contracts above £5m with VAT, not for one of £5m', () => {
    expect(owedOn('2026-04-01', 5e6 / 1.2)).toEqual(['68', '69', '70'])
    expect(owedOn('2026-04-01', 5e6 / 1.2 + 0.01)).toContain('52')
  })

  test('say which of them nobody has verified, and nothing without a day', () => {
    expect(duties.filter(({ verified }) => !verified).map(({ section }) => section)).toEqual(['52'])
    expect(ruleOnDuties({ begun: null, on: '2026-06-01', value: valueOf({ net: 1 }) }).ruled).toBe(false)
  })
})

const met = (on: string | null, net: number, quoted?: string) =>
  ruleOnDelegation({
    on,
    request: 'tender',
    value: valueOf({ net: pounds(net) }, 0),
    ...(quoted !== undefined && { quoted }),
  })
const single = (on: string, net: number) =>
  ruleOnDelegation({ on, request: 'single tender', value: valueOf({ net: pounds(net) }, 0) })

describe('the scheme of delegation', () => {
  test('above £500,000 in 2016, and at £500,000 in 2019', () => {
    expect(met('2016-03-18', 500_000)).toMatchObject({ met: 'no', rule: { paragraph: '4.8' } })
    expect(met('2016-03-18', 500_000.01)).toMatchObject({ met: 'yes' })
    expect(met('2019-03-01', 500_000)).toMatchObject({ met: 'yes', rule: { paragraph: '4.13' } })
    expect(met('2019-03-01', 499_999.99)).toMatchObject({ met: 'no' })
  })

  test('nothing is ruled before March 2016 or after 2020', () => {
    for (const day of ['2016-03-17', '2021-01-01', '2026-12-01'])
      expect(met(day, 1e7)).toMatchObject({ ruled: false, because: expect.stringContaining(day) })
  })

  test('a decision without a day is held against the paragraph that it quotes', () => {
    expect(met(null, 5_600_000, '4.13')).toMatchObject({ met: 'yes', basis: 'as quoted' })
    expect(met(null, 5_600_000).ruled).toBe(false)
    expect(met(null, 5_600_000, '9.9').ruled).toBe(false)
  })

  test('a single tender above £100,000 from December 2020', () => {
    expect(single('2020-12-01', 100_000)).toMatchObject({ met: 'no' })
    expect(single('2020-12-01', 100_000.01)).toMatchObject({ met: 'yes' })
    expect(single('2020-11-30', 1e6).ruled).toBe(false)
  })

  test('where VAT decides, it says that it depends', () => {
    const value = valueOf({ net: pounds(450_000) })
    expect(ruleOnDelegation({ on: '2019-03-01', request: 'tender', value })).toMatchObject({ met: 'depends' })
  })

  test('each rule says where it was seen', () => {
    for (const { source } of schemeRules) expect(source).toMatch(/MOPAC decision/)
  })
})
