/**
 * Event studies at London's size, 4,994 areas × 60 months × 8 starts: effects by cohort and time with what they come to
 * together, and the interaction-weighted event study, linear and Poisson, beside the figures recorded for R's did and
 * fixest (not remeasured: they are no Debian packages). One command:
 *
 *   node bench/group-time.ts [--short]
 *
 * Goals: group-time effects below 1 s, the Poisson event study below 10 s.
 */
import { aggregate } from '../packages/analysis/effect/group-time/aggregate.ts'
import { groupTimeEffects } from '../packages/analysis/effect/group-time/group-time-effects.ts'
import { simultaneousCriticalValue } from '../packages/analysis/effect/group-time/simultaneous-band.ts'
import { interactionWeightedEffects } from '../packages/analysis/effect/interaction-weighted/interaction-weighted.ts'
import { madeUpPanel } from './support/made-up-panel.ts'
import { fastest, line } from './support/stopwatch.ts'

const short = process.argv.includes('--short')
const runs = short ? 1 : 5
const { outcome, covariate, start } = madeUpPanel(4994, 60, (draw) =>
  draw < 0.3 ? 24 + 4 * Math.floor((draw / 0.3) * 8) : -1,
)

for (const { name, covariates, estimator, recorded } of [
  { name: 'no covariates', covariates: [], estimator: 'reg', recorded: { rival: 'R did', seconds: 3.3 } },
  { name: 'doubly robust, one covariate', covariates: [covariate], estimator: 'dr', recorded: undefined },
] as const) {
  const timing = fastest(runs, () => {
    const effects = groupTimeEffects({ outcome, start, covariates, controls: 'never', estimator })
    const [simple, dynamic] = (['simple', 'dynamic', 'group', 'calendar'] as const).map((kind) =>
      aggregate(effects, kind),
    )
    return { effects, simple: simple!, dynamic: dynamic! }
  })
  const { effects, simple, dynamic } = timing.answer
  console.log(
    line(`${effects.cells.length} cells and four averages, ${name}`, timing, {
      short,
      limit: 1,
      ...(recorded ? { recorded } : {}),
    }),
  )
  console.log(`  simple ${simple.overall.estimate!.toFixed(4)} (${simple.overall.se!.toFixed(4)})`)
  const band = fastest(1, () =>
    simultaneousCriticalValue({
      influence: dynamic.terms.map(({ influence }) => influence),
      units: effects.units,
      cluster: effects.cluster,
      level: 0.95,
      draws: 1000,
      seed: 1,
    }),
  )
  console.log(`  ${line(`band of ${dynamic.terms.length} times by 1,000 draws`, band, { short })}`)
}

for (const { family, covariates, limit, seconds } of [
  { family: 'linear', covariates: [], limit: undefined, seconds: 49 },
  { family: 'poisson', covariates: [], limit: 10, seconds: 225 },
  { family: 'poisson', covariates: [covariate], limit: 10, seconds: undefined },
] as const) {
  const timing = fastest(runs, () => interactionWeightedEffects({ outcome, start, covariates, family }))
  const { overall, cells } = timing.answer
  const recorded = seconds === undefined ? {} : { recorded: { rival: 'R fixest', seconds } }
  const name = `event study, ${family}, ${cells.length} interactions, ${covariates.length} covariates`
  console.log(line(name, timing, { short, ...(limit === undefined ? {} : { limit }), ...recorded }))
  console.log(`  overall ${overall.estimate!.toFixed(4)} (${overall.se!.toFixed(4)})`)
}
