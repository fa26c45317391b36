import { asRatio, type EffectRow, type Estimate } from '@mettrace/analysis/effect/effect-row'
import {
  displacementQuotient,
  logRateRatio,
  weightedDisplacement,
} from '@mettrace/analysis/effect/weighted-displacement'
import { MetTraceError } from '../../../foundation/errors.ts'
import { readDisplacementFile } from '../displacement-file.ts'
import type { Method } from '../method.ts'

const fewCounts = 5

/** Weighted displacement difference and quotient: arithmetic that an officer can check by hand. */
export const wdd: Method = async ({ file }, options) => {
  const { role = '', before = '', after = '', area, level } = options
  const { places } = await readDisplacementFile(file, { role, before, after, area })
  const { treated, control, displacement: near } = places
  const nearControl = places['displacement-control']
  if (!treated || !control) throw new MetTraceError('not_enough', 'Treated and control are both needed.')
  const [lengthBefore, lengthAfter] = options.durations ?? [1, 1]
  const { local, displacement, total } = weightedDisplacement(
    { treated, control, ...(near && nearControl ? { displacement: { near, control: nearControl } } : {}) },
    { before: lengthBefore, after: lengthAfter },
    level,
  )
  const common = {
    method: 'wdd',
    outcome: after,
    time: null,
    cohort: null,
    n: Object.values(places).reduce((sum, { rows }) => sum + rows, 0),
    treated: treated.rows,
  }
  const row = (term: string, scale: EffectRow['scale'], estimate: Estimate | undefined): EffectRow[] =>
    estimate ? [{ ...common, term, ...estimate, scale }] : []
  const rate = logRateRatio(treated, control, level)
  const rows = [
    ...row('local', 'additive', local),
    ...row('displacement', 'additive', displacement),
    ...row('total', 'additive', total),
    ...(near ? row('quotient', 'ratio', displacementQuotient(treated, control, near, level)) : []),
    ...(rate
      ? [{ ...common, term: 'rate-ratio', ...rate, scale: 'log' as const, ratio: asRatio(rate) }]
      : []),
  ]
  const counts = Object.values(places).flatMap((place) => [place.before, place.after])
  const notes = [
    'Counts are taken as independent and Poisson. Where crimes come in series, or areas differ by more than chance, the true errors are larger; on London about twice as large (five times the variance).',
    'local, displacement and total are additive: a fall of the control in proportion makes a busier treated area seem to have fallen on its own. rate-ratio is free of that.',
  ]
  if (near) {
    notes.push(
      'quotient is the change of the displacement area over that of the treated area, each against the control: above 0 benefit spread, below 0 crime moved, while the treated area did better than the control. It is no ratio less one.',
    )
  }
  if (!rate)
    notes.push(
      'No rate-ratio: a count is 0 and has no logarithm. local counts it; its normal interval is too narrow.',
    )
  if (near && !rows.some(({ term }) => term === 'quotient'))
    notes.push('No quotient: the control has no counts, or the treated area moved just as the control did.')
  if (level !== undefined && level !== 0.95)
    notes.push(`Intervals hold ${Number((100 * level).toPrecision(6))}%.`)
  if (Math.min(...counts) < fewCounts)
    notes.push(`A count is below ${fewCounts}: the normal intervals do not hold; claim nothing from them.`)
  return { rows, notes }
}
