import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sharedData } from '../../../../test/shared-data.ts'
import { aggregate, type Aggregation } from './aggregate.ts'
import { never } from '../panel.ts'
import { groupTimeEffects } from './group-time-effects.ts'
import type { GroupTimeEstimator } from './two-periods.ts'

const panelFile = sharedData('vectors', 'did_mpdta.csv')
const answersFile = sharedData('vectors', 'did_mpdta_expected.json')
const missing = panelFile === undefined || answersFile === undefined

type Answer = {
  est: GroupTimeEstimator
  x: '~1' | '~lpop'
  control: 'nevertreated' | 'notyettreated'
  att_gt: { g: number; t: number; att: number; se: number }[]
  agg: Record<Aggregation, { overall: number; se: number; egt: number[]; att: number[]; se_egt: number[] }>
}
const answers: Answer[] = missing ? [] : JSON.parse(readFileSync(answersFile, 'utf8'))

/** County employment, 2003 to 2007: 500 counties, some of which raise their minimum wage. */
const counties = () => {
  const rows = readFileSync(panelFile!, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').map(Number))
  const codes = [...new Set(rows.map(([, county]) => county!))]
  const places = new Map(codes.map((code, unit) => [code, unit]))
  const times = 5
  const outcome = new Float64Array(codes.length * times)
  const population = new Float64Array(codes.length * times)
  const start = new Int32Array(codes.length)
  for (const [year, county, lpop, lemp, first] of rows) {
    const unit = places.get(county!)!
    outcome[unit * times + year! - 2003] = lemp!
    population[unit * times + year! - 2003] = lpop!
    start[unit] = first === 0 ? never : first! - 2003
  }
  const shape = { units: codes.length, times }
  return { outcome: { ...shape, values: outcome }, population: { ...shape, values: population }, start }
}

describe.skipIf(missing)('county employment and the minimum wage', () => {
  test.each(answers.map((answer) => [`${answer.est} ${answer.x} ${answer.control}`, answer] as const))(
    '%s',
    (_, answer) => {
      const { population, ...panel } = counties()
      const effects = groupTimeEffects({
        ...panel,
        covariates: answer.x === '~1' ? [] : [population],
        controls: answer.control === 'nevertreated' ? 'never' : 'notyet',
        estimator: answer.est,
      })
      expect(effects.cells).toHaveLength(answer.att_gt.length)
      answer.att_gt.forEach(({ g, t, att, se }) => {
        const cell = effects.cells.find(({ cohort, time }) => cohort === g - 2003 && time === t - 2003)!
        expect(cell.estimate).toBeCloseTo(att, 9)
        expect(cell.se).toBeCloseTo(se, 9)
      })
      for (const kind of ['simple', 'dynamic', 'group', 'calendar'] as const) {
        const wanted = answer.agg[kind]
        const { overall, terms } = aggregate(effects, kind)
        expect(overall.estimate).toBeCloseTo(wanted.overall, 9)
        expect(overall.se).toBeCloseTo(wanted.se, 9)
        if (kind === 'simple') continue
        const offset = kind === 'dynamic' ? 0 : 2003
        expect(terms.map(({ key }) => key! + offset)).toEqual(wanted.egt)
        terms.forEach((term, i) => {
          expect(term.estimate).toBeCloseTo(wanted.att[i]!, 9)
          expect(term.se).toBeCloseTo(wanted.se_egt[i]!, 9)
        })
      }
    },
  )
})
