import { personRoles, isPersonRole, type Role } from '../../../foundation/access/roles.ts'
import { dayInWords, timeInWords } from '../../../foundation/days.ts'
import { count, monthInWords, percent, wholeNumber } from '../../../foundation/words/figures.ts'
import { deliverPaths } from '../paths.ts'
import type { Coverage } from './coverage.ts'
import type { Deployment, DeploymentChange, DeploymentState, Fixed } from './deployments.ts'

/** Whether a role sees the deployments of its own places alone. */
export const seesOwnPlaces = (role: Role): boolean =>
  isPersonRole(role) && personRoles[role].posted !== 'force'

/** To whoever sees some of its areas, the homes of a deployment are those of these areas. */
export const asSeenBy = (role: Role, deployment: Deployment): Deployment =>
  seesOwnPlaces(role)
    ? {
        ...deployment,
        homes: deployment.areas.reduce<number | null>(
          (sum, { homes }) => (sum === null || homes === null ? null : sum + homes),
          0,
        ),
      }
    : deployment

/** `D-014`, by which people call a deployment. */
export const numberInWords = (number: number): string => `D-${String(number).padStart(3, '0')}`

export const knownOr = (value: number | null): string => (value === null ? 'not known' : wholeNumber(value))

/** A start as exactly as it is known. */
export const startInWords = (startsOn: string | null, known: string): string => {
  if (known === 'none') return 'none: left without kits'
  if (startsOn === null) return 'not known'
  return known === 'month' ? monthInWords(startsOn.slice(0, 7)) : dayInWords(startsOn)
}

/** The state of a deployment in words, and the edge of its tag: filled, outline or dashed. */
export type ShownState = { words: string; tag: 'filled' | 'outline' | 'dashed' }

const states: Record<DeploymentState, ShownState> = {
  'left without kits': { words: 'Left without kits', tag: 'dashed' },
  closed: { words: 'Closed', tag: 'outline' },
  'start not known': { words: 'Start not known', tag: 'dashed' },
  'not begun': { words: 'Fixed, not begun', tag: 'dashed' },
  'under way': { words: 'Under way', tag: 'outline' },
}

export const stateInWords = ({ state }: Deployment, { reached }: Coverage): ShownState =>
  state === 'under way' && reached ? { words: 'Reached', tag: 'filled' } : states[state]

/** How many deployments are under way, and how many of them have the share of homes that they aim for. */
export const runningInWords = (running: number, reached: number): string => {
  if (reached === 0) return `${wholeNumber(running)} under way`
  return reached === running
    ? `${wholeNumber(running)} reached`
    : `${wholeNumber(running - reached)} under way, ${wholeNumber(reached)} reached`
}

/** Widths of a bar of every home and where the aim stands, of 100. */
export type Bar = { given: number; aim: number | null }

/** The bar of a share; undefined where it is not known or nothing is to be given. */
export const barOf = (share: number | null, aim: number | null): Bar | undefined =>
  share === null
    ? undefined
    : { given: Number((100 * Math.min(1, share)).toFixed(2)), aim: aim === null ? null : 100 * aim }

export type ShownDeployment = {
  id: string
  href: string
  number: string
  name: string
  where: string
  start: string
  wave: string
  homesThen: string
  homesNow: string
  kits: string
  withKit: string
  share: string
  toGo: string
  bar: Bar | undefined
  /** What stands in place of the bar. */
  noBar: string
  state: ShownState
}

const whereOf = ({ areas }: Deployment): string => {
  const bcus = [...new Set(areas.flatMap(({ bcu }) => bcu ?? []))]
  return [count(areas.length, 'area'), ...bcus].join(', ')
}

/** A deployment as lists and pages show it. */
export const shownDeployment = (deployment: Deployment, coverage: Coverage): ShownDeployment => {
  const { id, number, name, startsOn, startKnown, wave, homes, kits, heldOut, state } = deployment
  const bar = heldOut || state === 'not begun' ? undefined : barOf(coverage.share, coverage.aim)
  const none = heldOut ? 'left without kits' : state === 'not begun' ? 'not begun' : 'not known'
  return {
    id,
    href: deliverPaths.deployment({ id }),
    number: numberInWords(number),
    name,
    where: whereOf(deployment),
    start: heldOut ? 'none' : startInWords(startsOn, startKnown),
    wave: wave === null ? (heldOut ? 'none' : 'not known') : wholeNumber(wave),
    homesThen: knownOr(homes),
    homesNow: knownOr(coverage.homesNow),
    kits: knownOr(kits),
    withKit: knownOr(coverage.withKit),
    share: coverage.share === null ? 'not known' : percent(coverage.share),
    toGo: heldOut ? 'none' : knownOr(coverage.toGo),
    bar,
    noBar: none,
    state: stateInWords(deployment, coverage),
  }
}

/** A fact of a deployment's life, as a timeline has it. */
export type ShownFact = { at: string; what: string; note: string }

const changeInWords = (change: DeploymentChange, nameOf: (code: string) => string): string => {
  const kits = change.kits === null ? '' : `, ${count(change.kits, 'kit')} bound from then on`
  switch (change.what) {
    case 'start moved':
      return `Start moved to ${startInWords(change.startsOn, change.startKnown ?? '')}`
    case 'area dropped':
      return `Area dropped: ${nameOf(change.area ?? '')}${kits}`
    case 'kits changed':
      return `Kits changed to ${wholeNumber(change.kits ?? 0)}`
    default:
      return `Closed on ${dayInWords(change.closedOn ?? '')}${change.kits === null ? '' : `, ${count(change.kits, 'kit')} used`}`
  }
}

/** What was fixed and what became of it, the last first. */
export const factsInWords = (
  deployment: Deployment,
  fixed: Fixed,
  changes: readonly DeploymentChange[],
  nameOf: (code: string) => string,
): ShownFact[] => {
  const { origin, phase, heldOut } = deployment
  const counted = fixed.countedOn === null ? 'homes not counted then' : `${knownOr(fixed.homes)} homes`
  const first = heldOut
    ? `Fixed as left without kits: ${counted}`
    : `Fixed: start ${startInWords(fixed.startsOn, fixed.startKnown)}, ${counted}, ${knownOr(fixed.kits)} kits`
  return [
    ...changes
      .map((change) => ({
        at: `${timeInWords(change.at)}, ${change.actor}`,
        what: changeInWords(change, nameOf),
        note: `Reason: ${change.reason}`,
      }))
      .toReversed(),
    {
      at: `${timeInWords(fixed.approvedAt)}, ${fixed.actor}`,
      what: first,
      note: origin === 'plan' ? `Approved: the draft “${phase}”` : `Taken in: ${phase}`,
    },
  ]
}
