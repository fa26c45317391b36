import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sharedData } from '../../../../test/shared-data.ts'
import { never } from '../panel.ts'
import { placeboEffects, placeboError, placeboFigures, placeboPlan } from './placebo.ts'
import { syntheticEffect, type SyntheticKind, type SyntheticQuestion } from './synthetic-effect.ts'
import { noiseLevel, unitObjective, unitPenalty } from './weights.ts'

const panelFile = sharedData('vectors', 'synthdid_california_prop99.csv')
const answersFile = sharedData('vectors', 'synthdid_expected.json')
const unitsFile = sharedData('vectors', 'synthdid_expected_omega.csv')
const timesFile = sharedData('vectors', 'synthdid_expected_lambda.csv')
const missing = [panelFile, answersFile, unitsFile, timesFile].includes(undefined)

const lines = (path: string, separator: string): string[][] =>
  readFileSync(path, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.replaceAll('"', '').split(separator))

/** Packs of cigarettes a head in 39 states, 1970 to 2000; California's tax begins in 1989. */
const states = () => {
  const rows = lines(panelFile!, ';')
  const names = [...new Set(rows.map(([name]) => name!))]
  const times = 31
  const values = new Float64Array(names.length * times)
  for (const [name, year, packs] of rows)
    values[names.indexOf(name!) * times + Number(year) - 1970] = Number(packs)
  const start = Int32Array.from(names, (name) => (name === 'California' ? 19 : never))
  const column = (index: number): Float64Array => {
    const byName = new Map(lines(unitsFile!, ',').map((row) => [row[0]!, Number(row[index])]))
    return Float64Array.from(names, (name) => byName.get(name) ?? 0)
  }
  const question = (kind: SyntheticKind): SyntheticQuestion => ({
    outcome: { units: names.length, times, values },
    start,
    kind,
  })
  return {
    question,
    answers: JSON.parse(readFileSync(answersFile!, 'utf8')),
    omega: column(1),
    omegaControl: column(2),
    lambda: Float64Array.from(lines(timesFile!, ','), ([, weight]) => Number(weight)),
  }
}

describe.skipIf(missing)("California's tobacco tax", () => {
  test('synthetic difference in differences on the given weights, with its curve', () => {
    const { question, answers, omega, lambda } = states()
    const { estimate, cohorts } = syntheticEffect({
      ...question('sdid'),
      given: { units: omega, times: lambda },
    })
    expect(estimate).toBeCloseTo(answers.sdid, 8)
    expect(Array.from(cohorts[0]!.gaps.subarray(19))).toHaveLength(answers.effect_curve.length)
    cohorts[0]!.gaps.subarray(19).forEach((gap, t) => {
      expect(gap).toBeCloseTo(answers.effect_curve[t], 7)
    })
    const { comparison } = cohorts[0]!
    expect(noiseLevel(comparison)).toBeCloseTo(answers.noise_level, 8)
    expect(unitPenalty(comparison)).toBeCloseTo(answers.zeta_omega, 7)
    expect([comparison.controls.length, comparison.start]).toEqual([answers.N0, answers.T0])
  })

  test('own weights: no worse an objective than the reference, and the estimate beside it', () => {
    const { question, answers, omega } = states()
    const { estimate, cohorts } = syntheticEffect(question('sdid'))
    const [cohort] = cohorts
    const { comparison } = cohort!
    const how = { penalty: unitPenalty(comparison), intercept: true }
    const theirs = Float64Array.from(comparison.controls, (unit) => omega[unit]!)
    expect(unitObjective(comparison, cohort!.unitWeights, how)).toBeLessThanOrEqual(
      unitObjective(comparison, theirs, how),
    )
    expect(Math.abs(estimate - answers.sdid)).toBeLessThan(0.005)
    expect(estimate).toBeCloseTo(-15.6054, 4)
  })

  test('synthetic control and even weights', () => {
    const { question, answers, omegaControl } = states()
    const given = syntheticEffect({ ...question('scm'), given: { units: omegaControl } })
    expect(given.estimate).toBeCloseTo(answers.sc, 8)
    const own = syntheticEffect(question('scm'))
    const { comparison, unitWeights } = own.cohorts[0]!
    const how = { penalty: 1e-6 * noiseLevel(comparison), intercept: false }
    const theirs = Float64Array.from(comparison.controls, (unit) => omegaControl[unit]!)
    expect(unitObjective(comparison, unitWeights, how)).toBeLessThanOrEqual(
      unitObjective(comparison, theirs, how),
    )
    // The reference stops early here too: its weights miss the best by one part in a hundred of the sum of squares.
    expect(own.estimate).toBeCloseTo(-19.5136, 4)
    expect(syntheticEffect(question('did')).estimate).toBeCloseTo(answers.did, 7)
  })

  test('the spread of placebos is about that of the reference, which draws 200 of the 38', () => {
    const { question, answers } = states()
    const plan = placeboPlan(question('sdid'), 38)
    expect(plan.exhaustive).toBe(true)
    const effects = placeboEffects(question('sdid'), plan, { seed: 1, from: 0, to: 38 })
    const ratio = placeboError(placeboFigures(effects, 1, 0)) / answers.placebo_se_200_seed1
    expect(ratio).toBeGreaterThan(0.9)
    expect(ratio).toBeLessThan(1.1)
  })
})
