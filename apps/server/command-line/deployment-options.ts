import { Option, type Command } from 'commander'
import { MetTraceError } from '../foundation/errors.ts'
import type { DeploymentQuestion } from '../rooms/target/plan/deployment-types.ts'
import type { PlanDefaults } from '../rooms/target/plan/plan-defaults.ts'
import { bcuFloor, codes, effectShare, wholeNumber } from './options.ts'

/** Options about the deployment areas themselves. */
export type DeploymentSizes = {
  smallest?: number
  largest?: number
  most?: number
  floor?: number
  covered?: string[]
}

/** Options that ask for whole deployment areas of neighbouring areas; any of them does. */
export type DeploymentOptions = DeploymentSizes & {
  contiguous?: true
  effect?: number
  halfLife?: number
}

export const withDeploymentSizes = (command: Command): Command =>
  command
    .option('--smallest <homes>', 'fewest homes in a deployment area (default: the setting)', wholeNumber(0))
    .option('--largest <homes>', 'most homes in a deployment area (default: the setting)', wholeNumber(1))
    .option('--most <number>', 'deployment areas at most', wholeNumber(1))
    .option('--floor <bcu=share>', 'share of the kits that every BCU gets at least', bcuFloor)
    .addOption(
      new Option(
        '--covered <code...>',
        'areas that have kits already; “deployments” for all that have a deployment',
      ).argParser(codes),
    )

export const withDeploymentOptions = (command: Command): Command =>
  withDeploymentSizes(
    command.option('--contiguous', 'whole deployment areas of neighbouring areas, as do the options below'),
  )
    .option('--effect <share>', 'share of burglaries taken to be prevented at first', effectShare)
    .option(
      '--half-life <months>',
      'months after which half of that effect is left (default: it stays)',
      wholeNumber(1),
    )

/** What is asked of deployment areas, with the settings where nothing is. Errors: `usage`. */
export const deploymentSizes = (
  { smallest, largest, most, floor, covered }: DeploymentSizes,
  usual: PlanDefaults,
): Pick<DeploymentQuestion, 'smallest' | 'largest' | 'most' | 'bcuFloor' | 'covered'> => {
  const sizes = { smallest: smallest ?? usual.smallest, largest: largest ?? usual.largest }
  if (sizes.smallest > sizes.largest) {
    throw new MetTraceError('usage', 'The smallest deployment area is larger than the largest.', {
      found: `--smallest ${sizes.smallest} --largest ${sizes.largest}`,
    })
  }
  return { ...sizes, most, bcuFloor: floor ?? 0, covered: covered ?? [] }
}

/** What is asked of deployment areas; undefined when single areas are. Errors: `usage`. */
export const deploymentsAsked = (
  options: DeploymentOptions,
  usual: PlanDefaults,
): ReturnType<typeof deploymentSizes> | undefined => {
  const { contiguous, smallest, largest, most, floor, covered, effect, halfLife } = options
  if (halfLife !== undefined && effect === undefined)
    throw new MetTraceError('usage', '--half-life needs --effect: the half-life of what?')
  return [contiguous, smallest, largest, most, floor, covered].some((each) => each !== undefined)
    ? deploymentSizes(options, usual)
    : undefined
}
