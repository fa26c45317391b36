import type { DeploymentFloor } from '@mettrace/analysis/plan/deployment-choice'
import type { KitRounding } from '@mettrace/analysis/plan/kits'
import { conditionsOf } from './plan-of-risk.ts'
import type { Risk } from '../../../crime/types.ts'
import type { DeploymentPlan, DeploymentQuestion, Ground } from './deployment-types.ts'

/** A choice of deployment areas as it goes to the browser, which chooses anew when the number of kits moves. */
export type PlanChoice = {
  homes: number[]
  expected: number[]
  kits: number
  saturation: number
  rounding: KitRounding
  neighbours: { start: number[]; list: number[] }
  smallest: number
  largest: number
  most: number | null
  include: number[]
  exclude: number[]
  covered: number[]
  group: number[]
  floors: DeploymentFloor[]
  /** The plan there is, to begin from. */
  deployments: number[][]
}

/** What the browser answers for a number of kits. */
export type PlanMoved =
  | { kits: number; areas: number; chosen: number[]; kitsUsed: number; expected: number; gap: number }
  | { kits: number; cannot: string }

/** Numbers of the choice, rounded to what makes no difference, and the codes that its places stand for. */
export const planChoice = (
  risk: Risk,
  question: DeploymentQuestion,
  { neighbours, bcu }: Ground,
  plan: DeploymentPlan,
): { codes: string[]; choice: PlanChoice } => {
  const { areas } = risk
  const codes = areas.map(({ code }) => code)
  const placeOf = new Map(codes.map((code, at) => [code, at]))
  return {
    codes,
    choice: {
      homes: areas.map(({ homes }) => homes),
      expected: areas.map(({ expected }) => Number(expected.toFixed(6))),
      kits: question.kits,
      saturation: question.saturation,
      rounding: question.kitRounding,
      neighbours: { start: [...neighbours.start], list: [...neighbours.list] },
      smallest: question.smallest,
      largest: question.largest,
      most: question.most ?? null,
      ...conditionsOf(risk, { include: question.include, exclude: plan.excluded, covered: plan.covered }),
      group: [...bcu.of],
      floors: question.bcuFloor > 0 ? bcu.names.map((_, group) => ({ group, share: question.bcuFloor })) : [],
      deployments: plan.areas.map((area) => area.codes.map((code) => placeOf.get(code)!)),
    },
  }
}
