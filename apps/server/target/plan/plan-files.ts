import { predictionColumns, round, scopeColumns, table } from '../page-csv.ts'
import { ratePerHome } from '../plan-of-risk.ts'
import type { Prediction, Risk } from '../types.ts'
import type { DeploymentPlan, DeploymentQuestion } from './deployment-types.ts'

/** A row for each area of each deployment area; figures of the deployment area stand in every one of its rows. */
type Line = Prediction & {
  deployment: number
  code: string
  name: string | null
  areaHomes: number
  areaExpected: number
  homes: number
  kits: number
  boroughs: string[]
  reasons: string[]
}

export const planLines = (risk: Risk, plan: DeploymentPlan): Line[] => {
  const areas = new Map(risk.areas.map((area) => [area.code, area]))
  return plan.areas.flatMap((deployment) =>
    deployment.codes.map((code, at) => ({
      deployment: deployment.number,
      code,
      name: deployment.names[at] ?? null,
      areaHomes: areas.get(code)?.homes ?? 0,
      areaExpected: areas.get(code)?.expected ?? 0,
      homes: deployment.homes,
      kits: deployment.kits,
      boroughs: deployment.boroughs,
      expected: deployment.expected,
      low: deployment.low,
      high: deployment.high,
      reasons: deployment.reasons,
    })),
  )
}

export const planCsv = (
  risk: Risk,
  plan: DeploymentPlan,
  { saturation }: Pick<DeploymentQuestion, 'saturation'>,
): string =>
  table<Line>(
    [
      ['deployment_area', ({ deployment }) => deployment],
      ['code', ({ code }) => code],
      ['name', ({ name }) => name],
      ['area_homes', ({ areaHomes }) => areaHomes],
      ['area_expected', ({ areaExpected }) => round(areaExpected, 4)],
      ['borough', ({ boroughs }) => boroughs.join('; ')],
      ['homes', ({ homes }) => homes],
      ['kits', ({ kits }) => round(kits, 4)],
      ['saturation', () => saturation],
      ...predictionColumns,
      ['expected_per_1000_homes', (line) => round(1000 * ratePerHome(line), 4)],
      ['reasons', ({ reasons }) => reasons.join(' ')],
      ...scopeColumns(risk),
    ],
    planLines(risk, plan),
  )

/** Properties of the areas of a plan, for a map of one's own. */
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
        area_homes: line.areaHomes,
        area_expected: round(line.areaExpected, 4),
        homes: line.homes,
        kits: round(line.kits, 4),
        expected: round(line.expected, 4),
        low: line.low,
        high: line.high,
        reasons: line.reasons.join(' '),
      },
    ]),
  )
