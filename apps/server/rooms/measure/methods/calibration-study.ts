import type { CalibrationStudy } from '@mettrace/analysis/effect/calibration-effect'
import { controlUnits, treatedUnits } from '@mettrace/analysis/effect/panel'
import { sparseRows } from '@mettrace/analysis/effect/sparse-rows'
import type { PanelFile } from '../panel-file.ts'

export type Study = CalibrationStudy & {
  panel: PanelFile
  treated: Int32Array
  controls: Int32Array
  /** What each constraint is, for people. */
  constraints: string[]
}

/** The constraints: as many units, every covariate as it stood last before the start, every outcome at every time before. */
export const studyOf = (panel: PanelFile): Study => {
  const { units, times, pre, outcomes, covariates } = panel
  const columnAt = (values: Float64Array, time: number): Float64Array =>
    Float64Array.from(units, (_, unit) => values[unit * times.length + time]!)
  const before = Array.from({ length: pre }, (_, time) => time)
  const columns = [
    new Float64Array(units.length).fill(1),
    ...covariates.map((covariate) => columnAt(covariate.panel.values, pre - 1)),
    ...outcomes.flatMap(({ panel: { values } }) => before.map((time) => columnAt(values, time))),
  ]
  return {
    panel,
    treated: treatedUnits(panel.start),
    controls: controlUnits(panel.start),
    matrix: sparseRows(columns),
    after: outcomes.map(({ panel: { values } }) =>
      Float64Array.from(units, (_, unit) =>
        values
          .subarray(unit * times.length + pre, (unit + 1) * times.length)
          .reduce((sum, each) => sum + each, 0),
      ),
    ),
    constraints: [
      'number of units',
      ...covariates.map(({ name }) => name),
      ...outcomes.flatMap(({ name }) => before.map((time) => `${name} at ${times[time]}`)),
    ],
  }
}
