import { predictionColumns, round, scopeColumns, table } from '../risk/page-csv.ts'
import { ratePerHome } from './plan-of-risk.ts'
import type { Risk } from '../../../crime/types.ts'
import type { DeploymentArea, DeploymentPlan, DeploymentQuestion } from './deployment-types.ts'

/** An area of a deployment area, with its own figures alone: those of the whole would be added up more than once. */
type Line = {
  deployment: number
  code: string
  name: string | null
  borough: string
  homes: number
  expected: number
}

const planLines = (risk: Risk, plan: DeploymentPlan): Line[] => {
  const areas = new Map(risk.areas.map((area) => [area.code, area]))
  return plan.areas.flatMap((deployment) =>
    deployment.codes.map((code, at) => ({
      deployment: deployment.number,
      code,
      name: deployment.names[at] ?? null,
      borough: deployment.boroughs.join('; '),
      homes: areas.get(code)?.homes ?? 0,
      expected: areas.get(code)?.expected ?? 0,
    })),
  )
}

/** A row for each deployment area: its columns add up to the plan. */
export const planCsv = (
  risk: Risk,
  plan: DeploymentPlan,
  { saturation }: Pick<DeploymentQuestion, 'saturation'>,
): string =>
  table<DeploymentArea>(
    [
      ['deployment_area', ({ number }) => number],
      ['areas', ({ codes }) => codes.length],
      ['codes', ({ codes }) => codes.join(' ')],
      ['borough', ({ boroughs }) => boroughs.join('; ')],
      ['homes', ({ homes }) => homes],
      ['kits', ({ kits }) => round(kits, 4)],
      ['saturation', () => saturation],
      ...predictionColumns,
      ['expected_per_1000_homes', (area) => round(1000 * ratePerHome(area), 4)],
      ['reasons', ({ reasons }) => reasons.join(' ')],
      ...scopeColumns(risk),
    ],
    plan.areas,
  )

/** A row for each area of the deployment areas. */
export const planAreasCsv = (risk: Risk, plan: DeploymentPlan): string =>
  table<Line>(
    [
      ['deployment_area', ({ deployment }) => deployment],
      ['code', ({ code }) => code],
      ['name', ({ name }) => name],
      ['borough', ({ borough }) => borough],
      ['homes', ({ homes }) => homes],
      ['expected', ({ expected }) => round(expected, 4)],
      ...scopeColumns(risk),
    ],
    planLines(risk, plan),
  )

/** Properties of the areas of a plan, for a map of one's own: each says what is counted, from where and of when. */
export const planProperties = (
  risk: Risk,
  plan: DeploymentPlan,
): Map<string, Record<string, string | number | null>> =>
  new Map(
    planLines(risk, plan).map((line) => [
      line.code,
      {
        deployment_area: line.deployment,
        code: line.code,
        name: line.name,
        homes: line.homes,
        expected: round(line.expected, 4),
        series: risk.inputs.series,
        source: risk.inputs.source,
        history_from: risk.inputs.from,
        history_until: risk.inputs.until,
        months_ahead: risk.inputs.months,
      },
    ]),
  )
