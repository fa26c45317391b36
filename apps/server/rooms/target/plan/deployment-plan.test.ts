import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { neighboursOfPairs } from '@mettrace/analysis/plan/neighbours'
import { exampleCity } from '../../../../../test/example-city.ts'
import { ratePerHome } from './plan-of-risk.ts'
import { riskOfCounts } from '../../../crime/expected/risk-of-counts.ts'
import { codesNamed } from './areas-named.ts'
import { deploymentPlan, deploymentPlansForKits } from './deployment-plan.ts'
import type { DeploymentQuestion, Ground } from './deployment-types.ts'
import { planAreasCsv, planCsv, planProperties } from './plan-files.ts'
import { standingsOf } from './plan-view.ts'

const risk = riskOfCounts(exampleCity(), 12)
/** Three boroughs of four columns and five rows each. */
const ground: Ground = {
  neighbours: neighboursOfPairs(
    60,
    Array.from({ length: 60 }, (_, area) => area).flatMap((area) => {
      const pairs: [number, number][] = []
      if (area % 4 < 3) pairs.push([area, area + 1])
      if (area % 20 < 16) pairs.push([area, area + 4])
      return pairs
    }),
  ),
  borough: {
    of: Int32Array.from({ length: 60 }, (_, area) => Math.floor(area / 20)),
    names: ['Alder', 'Birch', 'Cedar'],
  },
  bcu: { of: Int32Array.from({ length: 60 }, (_, area) => (area < 20 ? 0 : 1)), names: ['A', 'B'] },
}
const question: DeploymentQuestion = {
  kits: 4000,
  saturation: 0.85,
  exclude: [],
  include: [],
  kitRounding: 'up',
  smallest: 1000,
  largest: 2500,
  most: undefined,
  bcuFloor: 0,
  covered: [],
}

describe('the plan of whole areas', () => {
  const plan = deploymentPlan(risk, question, ground)

  test('adds up, keeps to the kits and comes within its bound', () => {
    const sum = (value: (area: (typeof plan.areas)[number]) => number): number =>
      plan.areas.reduce((total, area) => total + value(area), 0)
    expect(sum(({ kits }) => kits)).toBe(plan.kitsUsed)
    expect(plan.kitsUsed).toBeLessThanOrEqual(4000)
    expect(sum(({ homes }) => homes)).toBe(plan.homes)
    expect(sum(({ expected }) => expected)).toBeCloseTo(plan.expected, 9)
    expect(plan.expected).toBeLessThanOrEqual(plan.bound)
    expect(plan.share).toBeCloseTo(plan.expected / risk.city.expected, 12)
    for (const { homes } of plan.areas) {
      expect(homes).toBeGreaterThanOrEqual(1000)
      expect(homes).toBeLessThanOrEqual(2500)
    }
  })

  test('numbers its areas by rate and says of each why it is in', () => {
    const rates = plan.areas.map(ratePerHome)
    expect(rates).toEqual(rates.toSorted((a, b) => b - a))
    expect(plan.areas.map(({ number }) => number)).toEqual(plan.areas.map((_, at) => at + 1))
    for (const { reason, reasons, codes } of plan.areas) {
      expect(reason).toMatch(/^\d+\.\d × the mean rate$/)
      expect(reasons[0]).toMatch(/^We expect \d+\.\d burglaries among its [\d,]+ homes/)
      if (codes.length > 1) expect(reasons.join(' ')).toContain('neighbouring areas')
    }
  })

  test('says of near misses why they are out', () => {
    const chosen = new Set(plan.areas.flatMap(({ codes }) => codes))
    expect(plan.nearMisses).toHaveLength(8)
    for (const { code, reason } of plan.nearMisses) {
      expect(chosen.has(code)).toBe(false)
      expect(reason).toMatch(/\.$/)
    }
    const small = deploymentPlan(risk, { ...question, smallest: 1, largest: 500 }, ground)
    expect(small.nearMisses.some(({ reason }) => /more than the 500/.test(reason))).toBe(true)
  })

  test('gives floors their cost, and none without', () => {
    expect(plan.floorCost).toBeNull()
    const floored = deploymentPlan(risk, { ...question, bcuFloor: 0.4 }, ground)
    expect(floored.floorCost).toBeGreaterThanOrEqual(0)
    const kits = floored.areas
      .filter(({ boroughs }) => boroughs.includes('Alder'))
      .reduce((sum, area) => sum + area.kits, 0)
    expect(kits).toBeGreaterThanOrEqual(1600)
  })

  test('refuses floors where no BCU is known, naming what to load', () => {
    const nowhere = { ...ground, bcu: { of: new Int32Array(60).fill(-1), names: [] } }
    expect(() => deploymentPlan(risk, { ...question, bcuFloor: 0.1 }, nowhere)).toThrow('needs the BCU')
  })

  test('names areas by their codes when the conditions cannot be kept', () => {
    const told = { ...question, include: ['EX01', 'EX60'], most: 1 }
    expect(() => deploymentPlan(risk, told, ground)).toThrow('cannot be laid out so')
    expect(() =>
      deploymentPlan(risk, { ...question, include: ['EX01'], largest: 10, smallest: 1 }, ground),
    ).toThrow('EX01 must be included but has more homes')
    expect(() => deploymentPlan(risk, { ...question, covered: ['E99'] }, ground)).toThrow(
      'There is no area E99.',
    )
  })

  test('says what other numbers of kits would meet, and leaves out those that do not suffice', () => {
    const told = { ...question, include: ['EX01'] }
    const others = deploymentPlansForKits(risk, told, ground, [5, 2000, 8000])
    expect(others.map(({ kits }) => kits)).toEqual([2000, 8000])
    expect(others[0]?.expected).toBeLessThan(others[1]?.expected ?? 0)
  })
})

const rowsOf = (text: string) => parse<Record<string, string>>(text, { columns: true })
const sumOf = (rows: Record<string, string>[], column: string): number =>
  rows.reduce((sum, row) => sum + Number(row[column]), 0)

describe('its files', () => {
  const plan = deploymentPlan(risk, question, ground)

  test('hold every deployment area once: columns add up to the plan', () => {
    const rows = rowsOf(planCsv(risk, plan, question))
    expect(rows).toHaveLength(plan.areas.length)
    expect([sumOf(rows, 'kits'), sumOf(rows, 'homes')]).toEqual([plan.kitsUsed, plan.homes])
    expect(sumOf(rows, 'expected')).toBeCloseTo(plan.expected, 2)
  })

  test('and every area once, with its own figures and what they count', () => {
    const rows = rowsOf(planAreasCsv(risk, plan))
    expect(rows.map(({ code }) => code)).toEqual(plan.areas.flatMap(({ codes }) => codes))
    expect(sumOf(rows, 'homes')).toBe(plan.homes)
    const properties = [...planProperties(risk, plan).values()]
    expect(properties.reduce((sum, { homes }) => sum + Number(homes), 0)).toBe(plan.homes)
    expect(properties[0]).toMatchObject({
      series: risk.inputs.series,
      source: risk.inputs.source,
      history_until: risk.inputs.until,
    })
  })

  test('and the map tell how every area stands', () => {
    const told = deploymentPlan(risk, { ...question, exclude: ['EX01'], covered: ['EX02'] }, ground)
    const standings = standingsOf(told)
    expect([standings.get('EX01'), standings.get('EX02')]).toEqual(['excluded', 'covered'])
    expect([...standings.values()].filter((standing) => standing === 'near')).toHaveLength(8)
  })
})

test('areas are named by code or by borough', () => {
  const codes = codesNamed(['EX05', 'birch', 'EX01 EX02', 'EX05'], risk.areas, ground)
  expect(codes).toHaveLength(23)
  expect(codes.slice(0, 2)).toEqual(['EX05', 'EX21'])
})
