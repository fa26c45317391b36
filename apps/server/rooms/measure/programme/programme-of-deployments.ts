import { productVersion } from '../../../foundation/version.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { coverageOf, shareByMonth, type Coverage } from '../../deliver/deployments/coverage.ts'
import {
  deploymentsOfApproval,
  type Approval,
  type Deployment,
} from '../../deliver/deployments/deployments.ts'
import { signsPutUp } from '../../deliver/signs/exposure.ts'
import { numberInWords } from '../../deliver/deployments/deployment-words.ts'
import type { AskedOfPlan } from './programme-of-plan.ts'
import type { Programme } from './programme-schema.ts'
import { programmeFrom } from './read-programme.ts'

const nameOf = ({ number, name }: Deployment): string => `${numberInWords(number)} ${name}`

/** Whether it gives kits to somebody, and it is known when it began or begins. */
const givesKits = ({ heldOut, startsOn, closedOn, kits, areas }: Deployment): boolean =>
  !heldOut && startsOn !== null && areas.length > 0 && !(closedOn !== null && kits === 0)

/** Share by month as a programme has it; nothing where it is not known, which counts as reached with the start. */
const coverageIn = ({ startsOn }: Deployment, coverage: Coverage | undefined) => {
  const months = coverage && startsOn ? shareByMonth(coverage, startsOn.slice(0, 7)) : []
  return months.length > 0 ? { coverage: months } : {}
}

/**
 * The programme of what was approved: deployments as they stand, with the coverage that was really reached; areas left
 * without kits get none and are compared with. `today` is the day that it is made on. Errors: `value_invalid`.
 */
export const programmeOfDeployments = async (
  tx: Transaction,
  approval: Approval,
  asked: AskedOfPlan & { today: string },
): Promise<Programme> => {
  const { id, order, kind, validFrom, series, source, saturation, chosenFrom, chosenUntil } = approval
  const all = (await deploymentsOfApproval(tx, id, asked.today)).filter(givesKits)
  const coverage = await coverageOf(tx, all)
  const counted = series ?? 'all'
  return programmeFrom({
    name: asked.name,
    kind,
    validFrom,
    series: counted,
    ...(source !== null && { source }),
    ...(saturation !== null && { saturation }),
    deployments: all.map((each) =>
      Object.assign(
        {
          name: nameOf(each),
          areas: each.areas.map(({ code }) => code),
          start: each.startsOn!.slice(0, 7),
        },
        each.kits !== null && { kits: each.kits },
        coverageIn(each, coverage.get(each.id)),
      ),
    ),
    ...(order === null &&
      chosenFrom !== null && { selection: { from: chosenFrom, to: chosenUntil, rule: 'highest' } }),
    ...(order !== null && { phaseIn: order }),
    approval: id,
    ...(asked.publishOn !== undefined && {
      protocol: { outcome: counted, codeVersion: productVersion, publishOn: asked.publishOn },
    }),
  })
}

/** Signs put up for each deployment by its id; none where no sign was ever recorded for any: that says nothing of how many there are. */
const signsOf = async (
  tx: Transaction,
  all: readonly Deployment[],
): Promise<Map<string, { signs: number }>> => {
  const byArea = await signsPutUp(
    tx,
    all.flatMap(({ areas }) => areas.map(({ code }) => code)),
  )
  if (byArea.size === 0) return new Map()
  const of = ({ areas }: Deployment): number =>
    areas.reduce((sum, { code }) => sum + (byArea.get(code) ?? 0), 0)
  return new Map(all.map((each) => [each.id, { signs: of(each) }]))
}

/** A programme of deployments with the coverage that they have reached by now and their signs; any other as it is. */
export const withCoverage = async (tx: Transaction, programme: Programme): Promise<Programme> => {
  if (programme.approval === undefined) return programme
  const all = await deploymentsOfApproval(tx, programme.approval, '2100-01-01')
  const coverage = await coverageOf(tx, all)
  const signs = await signsOf(tx, all)
  const byName = new Map(
    all.map((each) => [nameOf(each), { ...coverageIn(each, coverage.get(each.id)), ...signs.get(each.id) }]),
  )
  return {
    ...programme,
    deployments: programme.deployments.map((each) => Object.assign({}, each, byName.get(each.name ?? ''))),
  }
}
