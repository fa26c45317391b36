import { chooseDeployments, type ChosenDeployments } from '@mettrace/analysis/plan/choose-deployments'
import { deploymentReasons, missReason } from './deployment-reasons.ts'
import { kitsPerArea } from '@mettrace/analysis/plan/kits'
import { nearMisses } from '@mettrace/analysis/plan/near-misses'
import { setTotal, setTotals } from '@mettrace/analysis/risk/set-total'
import { MetTraceError } from '../../../foundation/errors.ts'
import { conditionsOf, placesByRate, ratePerHome, standingOf } from './plan-of-risk.ts'
import type { Risk } from '../../../crime/types.ts'
import type {
  DeploymentArea,
  DeploymentPlan,
  DeploymentQuestion,
  Ground,
  NearMiss,
  OtherKitsPlan,
} from './deployment-types.ts'

const nearMissesShown = 8

const choose = (
  risk: Risk,
  question: DeploymentQuestion,
  { neighbours, bcu }: Ground,
  start?: readonly (readonly number[])[],
): ChosenDeployments => {
  const { areas } = risk
  const { kits, saturation, kitRounding, smallest, largest, most, bcuFloor } = question
  const conditions = conditionsOf(risk, question)
  if (bcuFloor > 0 && bcu.names.length === 0) {
    throw new MetTraceError(
      'usage',
      'A floor for every BCU needs the BCU of each area, which no look-up or outline that is loaded tells.',
      { expected: 'import lookup FILE --from borough --to bcu_code', about: 'bcuFloor' },
    )
  }
  try {
    return chooseDeployments({
      homes: Float64Array.from(areas, ({ homes }) => homes),
      expected: Float64Array.from(areas, ({ expected }) => expected),
      kits,
      saturation,
      rounding: kitRounding,
      neighbours,
      smallest,
      largest,
      ...conditions,
      ...(most === undefined ? {} : { most }),
      ...(bcuFloor > 0
        ? { group: bcu.of, floors: bcu.names.map((_, group) => ({ group, share: bcuFloor })) }
        : {}),
      ...(start ? { start } : {}),
    })
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    const named = cause.message.replaceAll(
      /\barea (\d+)\b/g,
      (words, at: string) => areas[Number(at)]?.code ?? words,
    )
    throw new MetTraceError(
      'usage',
      `The kits cannot be laid out so: ${named}.`,
      { about: 'kits' },
      { cause },
    )
  }
}

/** Chosen deployment areas with their reasons, the highest rate first. */
const deploymentAreas = (
  risk: Risk,
  question: DeploymentQuestion,
  { borough }: Ground,
  deployments: readonly (readonly number[])[],
): DeploymentArea[] => {
  const { areas, city, inputs, forecast } = risk
  const ranks = placesByRate(areas)
  const cityHomes = areas.reduce((sum, { homes }) => sum + homes, 0)
  const always = new Set(question.include)
  const kitsOf = kitsPerArea(
    Float64Array.from(areas, ({ homes }) => homes),
    question.saturation,
    question.kitRounding,
  )
  const totals = setTotals(forecast, deployments, inputs.level)
  return deployments
    .map((members, place) => {
      const chosen = members.map((at) => areas[at]!)
      const sum = (value: (at: number) => number): number =>
        members.reduce((total, at) => total + value(at), 0)
      const homes = sum((at) => areas[at]!.homes)
      const isKnown = members.every((at) => areas[at]!.lastYear !== null)
      const lastYear = isKnown ? sum((at) => areas[at]!.lastYear ?? 0) : null
      const total = totals[place]!
      return {
        number: 0,
        codes: chosen.map(({ code }) => code),
        names: chosen.map(({ name }) => name),
        boroughs: [...new Set(members.flatMap((at) => borough.names[borough.of[at] ?? -1] ?? []))].toSorted(),
        homes,
        kits: sum((at) => kitsOf[at]!),
        lastYear,
        ...total,
        reason: standingOf({ homes, expected: total.expected }, { city, cityHomes }),
        reasons: deploymentReasons({
          members: chosen.map((area) => ({
            code: area.code,
            homes: area.homes,
            expected: area.expected,
            rank: ranks.get(area.code) ?? 0,
            asked: always.has(area.code),
          })),
          months: inputs.months,
          lastTwelveMonths: lastYear,
          areas: areas.length,
          cityExpected: city.expected,
          cityHomes,
          smallest: question.smallest,
        }),
      }
    })
    .toSorted((a, b) => ratePerHome(b) - ratePerHome(a) || (a.codes[0]! < b.codes[0]! ? -1 : 1))
    .map((area, at) => Object.assign(area, { number: at + 1 }))
}

const missesOf = (
  risk: Risk,
  question: DeploymentQuestion,
  ground: Ground,
  chosen: readonly number[],
  kitsUsed: number,
): NearMiss[] => {
  const { areas } = risk
  const { exclude, covered } = conditionsOf(risk, question)
  const homes = Float64Array.from(areas, (area) => area.homes)
  const kitsOf = kitsPerArea(homes, question.saturation, question.kitRounding)
  const missed = nearMisses(
    Float64Array.from(areas, ({ expected }) => expected),
    kitsOf,
    chosen,
    [...exclude, ...covered],
    nearMissesShown,
  )
  const inside = new Set(chosen)
  const { start, list } = ground.neighbours
  return missed.map((at) => {
    const { code, name } = areas[at]!
    return {
      code,
      name,
      reason: missReason({
        homes: homes[at]!,
        kits: kitsOf[at]!,
        kitsLeft: question.kits - kitsUsed,
        smallest: question.smallest,
        largest: question.largest,
        capped: question.most !== undefined,
        besideChosen: list.subarray(start[at], start[at + 1]).some((other) => inside.has(other)),
      }),
    }
  })
}

/**
 * The deployment areas where a number of kits meets the most expected burglaries, with a proven bound.
 * Errors: `usage` for a code that there is not, and for conditions that cannot be kept together.
 */
export const deploymentPlan = (risk: Risk, question: DeploymentQuestion, ground: Ground): DeploymentPlan => {
  const { city, forecast, inputs, areas } = risk
  const choice = choose(risk, question, ground)
  const chosen = choice.deployments.flat()
  const total = setTotal(forecast, chosen, inputs.level)
  return {
    areas: deploymentAreas(risk, question, ground, choice.deployments),
    nearMisses: missesOf(risk, question, ground, chosen, choice.kitsUsed),
    homes: chosen.reduce((sum, at) => sum + areas[at]!.homes, 0),
    kitsUsed: choice.kitsUsed,
    ...total,
    share: city.expected > 0 ? total.expected / city.expected : 0,
    bound: choice.bound,
    gap: choice.gap,
    status: choice.status,
    floorCost: choice.floorCost,
    excluded: question.exclude,
    covered: question.covered,
  }
}

/**
 * Other numbers of kits, from the plan there is; numbers for which the conditions cannot be kept are
 * left out.
 */
export const deploymentPlansForKits = (
  risk: Risk,
  question: DeploymentQuestion,
  ground: Ground,
  numbers: readonly number[],
): OtherKitsPlan[] => {
  const start = choose(risk, question, ground).deployments
  return numbers.flatMap((kits) => {
    try {
      const { deployments, expected } = choose(risk, { ...question, kits }, ground, start)
      return [{ kits, areas: deployments.length, expected }]
    } catch (error) {
      if (error instanceof MetTraceError) return []
      throw error
    }
  })
}
