/**
 * Synthetic difference in differences and synthetic control: California's tobacco tax, and 2,789 areas × 60 months of
 * which one in twenty is treated, beside the figures recorded for R's synthdid (not remeasured: it is no Debian package).
 * One command:
 *
 *   node bench/synthetic.ts [--short]
 *
 * Goal: 2,789 areas × 60 months below 2 s.
 */
import { readPanelFile } from '../apps/server/rooms/measure/panel-file.ts'
import { jackknifeError } from '../packages/analysis/effect/synthetic/jackknife.ts'
import {
  placeboEffects,
  placeboError,
  placeboFigures,
  placeboPlan,
} from '../packages/analysis/effect/synthetic/placebo.ts'
import { syntheticEffect } from '../packages/analysis/effect/synthetic/synthetic-effect.ts'
import { sharedData } from '../test/shared-data.ts'
import { madeUpPanel } from './support/made-up-panel.ts'
import { fastest, line } from './support/stopwatch.ts'

const short = process.argv.includes('--short')
const runs = short ? 1 : 5

const file = sharedData('vectors', 'synthdid_california_prop99.csv')
if (file === undefined) console.log('California not measured: the file is not here')
else {
  const panel = await readPanelFile(file, {
    unit: 'State',
    time: 'Year',
    outcome: ['PacksPerCapita'],
    treated: 'treated',
    covariates: [],
    compared: 'never',
  })
  const question = { outcome: panel.outcomes[0]!.panel, start: panel.start, kind: 'sdid' as const }
  const timing = fastest(short ? 3 : 20, () => syntheticEffect(question))
  console.log(line('California', timing, { short, recorded: { rival: 'R synthdid', seconds: 0.53 } }))
  const plan = placeboPlan(question, 250)
  const placebos = fastest(1, () => placeboEffects(question, plan, { seed: 1, from: 0, to: plan.rounds }))
  console.log(
    line(`  ${plan.rounds} placebos`, placebos, {
      short,
      recorded: { rival: 'R synthdid, 200 placebos,', seconds: 50 },
    }),
  )
  console.log(
    `  effect ${timing.answer.estimate.toFixed(4)}, placebo error ${placeboError(placeboFigures(placebos.answer, 1, 0)).toFixed(3)} (R, 200 random draws: 10.053)`,
  )
}

const { outcome, start } = madeUpPanel(2789, 60, (draw) => (draw < 0.05 ? 48 : -1))
for (const kind of ['sdid', 'scm'] as const) {
  const question = { outcome, start, kind }
  const timing = fastest(runs, () => syntheticEffect(question))
  const recorded = kind === 'sdid' ? { recorded: { rival: 'R synthdid', seconds: 8.7 } } : {}
  console.log(line(`2,789 areas × 60 months, ${kind}`, timing, { short, limit: 2, ...recorded }))
  const rounds = short ? 3 : 50
  const plan = placeboPlan(question, rounds)
  const placebos = fastest(1, () => placeboEffects(question, plan, { seed: 1, from: 0, to: rounds }))
  console.log(line(`  ${rounds} placebos on one thread`, placebos, { short }))
  const jackknife = kind === 'sdid' ? fastest(1, () => jackknifeError(timing.answer)) : undefined
  if (jackknife) console.log(line('  jackknife', jackknife, { short }))
  console.log(
    `  effect ${timing.answer.estimate.toFixed(4)}, placebo error ${placeboError(placeboFigures(placebos.answer, 1, 0)).toFixed(4)}` +
      (jackknife ? `, jackknife error ${jackknife.answer.toFixed(4)}` : ''),
  )
}
