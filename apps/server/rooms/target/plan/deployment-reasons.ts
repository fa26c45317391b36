import { count, wholeNumber } from '../../../foundation/words/figures.ts'
import { areaReasons, nearMissReason, type AreaFacts } from './area-reasons.ts'

/** What is said about one deployment area; the city's figures beside it for comparison. */
export type DeploymentFacts = Pick<
  AreaFacts,
  'months' | 'lastTwelveMonths' | 'areas' | 'cityExpected' | 'cityHomes'
> & {
  readonly members: readonly DeploymentMember[]
  /** Fewest homes that a deployment area may have. */
  readonly smallest: number
}

export type DeploymentMember = {
  readonly code: string
  readonly homes: number
  readonly expected: number
  /** Place by expected burglaries per home, 1 the highest. */
  readonly rank: number
  /** Whether the planner asked for it. */
  readonly asked: boolean
}

const inHomes = (homes: number): string => count(homes, 'home')
const listed = new Intl.ListFormat('en-GB')

/**
 * Why a deployment area is in the plan, in sentences: what it expects as a whole, and for one of several areas which of
 * them carry it and which only join it up. Throws RangeError where it has no homes.
 */
export const deploymentReasons = (facts: DeploymentFacts): string[] => {
  const { members, smallest, ...city } = facts
  const sum = (value: (member: DeploymentMember) => number): number =>
    members.reduce((total, member) => total + value(member), 0)
  const homes = sum((member) => member.homes)
  const best = Math.min(...members.map(({ rank }) => rank))
  const asked = members.filter((member) => member.asked).map(({ code }) => code)
  const reasons = asked.length > 0 ? [`${listed.format(asked)} must be taken: it was asked for.`] : []
  const whatItExpects = areaReasons({
    ...city,
    homes,
    expected: sum((member) => member.expected),
    rank: best,
  })
  if (members.length === 1) return [...reasons, ...whatItExpects]
  const cityRate = facts.cityExpected / facts.cityHomes
  const mean = sum((member) => member.expected) / homes
  const joining = members
    .filter((member) => member.expected / member.homes < mean / 2)
    .map(({ code }) => code)
  const small = members.every((member) => member.homes < smallest)
  return [
    ...reasons,
    `We expect ${sum((member) => member.expected).toFixed(1)} burglaries among its ${inHomes(homes)}: ` +
      `${(mean / cityRate).toFixed(1)} times the city's rate. The best of its ${members.length} neighbouring areas is ` +
      `number ${wholeNumber(best)} of ${wholeNumber(facts.areas)}.`,
    ...whatItExpects.slice(1),
    ...(small ? [`None of them has ${inHomes(smallest)} by itself.`] : []),
    ...(joining.length > 0
      ? [`${listed.format(joining)} ${joining.length === 1 ? 'is' : 'are'} in to make it whole.`]
      : []),
  ]
}

export type MissFacts = {
  readonly homes: number
  readonly kits: number
  readonly kitsLeft: number
  readonly smallest: number
  readonly largest: number
  /** Whether the number of deployment areas is limited. */
  readonly capped: boolean
  /** Whether a chosen area is its neighbour. */
  readonly besideChosen: boolean
}

/** Why an area near the top is in no deployment area. */
export const missReason = ({
  homes,
  kits,
  kitsLeft,
  smallest,
  largest,
  capped,
  besideChosen,
}: MissFacts): string => {
  if (homes > largest)
    return `Has ${inHomes(homes)}, more than the ${wholeNumber(largest)} of the largest deployment area.`
  const beside = besideChosen
    ? 'The deployment area beside it would become too large or too dear with it'
    : undefined
  if (homes < smallest)
    return `Has ${inHomes(homes)}, fewer than ${wholeNumber(smallest)}; ${beside ? 'with its neighbours it meets less for its kits' : 'its neighbours expect too little to make it whole'}.`
  if (capped && kits <= kitsLeft) return 'Every deployment area that is allowed does more elsewhere.'
  return beside && kits <= kitsLeft ? `${beside}.` : nearMissReason(kits, kitsLeft)
}
