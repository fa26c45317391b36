import { describe, expect, test } from 'vitest'
import { exampleCity } from '../../../../../test/example-city.ts'
import { placesByRate, planOfRisk, ratePerHome } from './plan-of-risk.ts'
import { riskOfCounts } from '../../../crime/expected/risk-of-counts.ts'
import type { PlanQuestion } from '../../../crime/types.ts'

const risk = riskOfCounts(exampleCity(), 12)
const question: PlanQuestion = { kits: 4000, saturation: 0.85, exclude: [], include: [], kitRounding: 'up' }

describe('the plan of a risk', () => {
  const plan = planOfRisk(risk, question)

  test('keeps to the kits, reaches the saturation, and comes within its bound', () => {
    expect(plan.kitsUsed).toBeLessThanOrEqual(4000)
    expect(plan.kitsUsed).toBe(plan.areas.reduce((sum, { kits }) => sum + kits, 0))
    for (const { kits, homes } of plan.areas) expect(kits / homes).toBeGreaterThanOrEqual(0.85)
    expect(plan.expected).toBeLessThanOrEqual(plan.bound)
    expect(plan.gap).toBeLessThanOrEqual(0.0005)
  })

  test('expects what its areas expect, with an interval narrower than the sum of theirs', () => {
    const sum = plan.areas.reduce((total, { expected }) => total + expected, 0)
    expect(plan.expected).toBeCloseTo(sum, 6)
    expect(plan.share).toBeCloseTo(plan.expected / risk.city.expected, 9)
    const widths = plan.areas.reduce((total, { low, high }) => total + high - low, 0)
    expect(plan.high - plan.low).toBeLessThan(widths)
  })

  test('gives each area with its reason, the highest rate first', () => {
    const rates = plan.areas.map(ratePerHome)
    expect(rates).toEqual(rates.toSorted((a, b) => b - a))
    expect(plan.areas[0]?.reasons[0]).toMatch(/times the city's rate, the highest of 60\.$/)
    expect(plan.areas[0]?.reason).toMatch(/^\d\.\d × the mean rate, 1st of 60$/)
    const out = plan.nearMisses.map(({ code }) => code)
    expect(out).toHaveLength(5)
    expect(plan.areas.filter(({ code }) => out.includes(code))).toEqual([])
  })

  test('leaves out and takes in what it is told', () => {
    const first = plan.areas[0]?.code ?? ''
    const last = [...placesByRate(risk.areas)].find(([, rank]) => rank === 60)?.[0] ?? ''
    const told = planOfRisk(risk, { ...question, exclude: [first], include: [last] })
    const codes = told.areas.map(({ code }) => code)
    expect(codes).toContain(last)
    expect(codes).not.toContain(first)
    expect(told.areas.find(({ code }) => code === last)?.reasons).toEqual([
      'Taken because it was asked for.',
      expect.stringMatching(/the 60th highest of 60\.$/),
      expect.stringMatching(/in the last 12 months\.$/),
    ])
  })

  test.each([
    [{ include: ['E01'] }, 'There is no area E01.'],
    [{ include: ['EX01'], exclude: ['EX01'] }, 'cannot be both'],
    [{ include: ['EX01'], kits: 5 }, 'included areas need'],
  ])('refuses %j in plain words', (change, words) => {
    expect(() => planOfRisk(risk, { ...question, ...change })).toThrow(words)
  })

  test('has nothing to say with too few kits for any area', () => {
    expect(planOfRisk(risk, { ...question, kits: 1 })).toMatchObject({
      areas: [],
      kitsUsed: 0,
      expected: 0,
      share: 0,
    })
  })
})
