import type { Transaction } from '../../../foundation/with-actor.ts'
import { deploymentsListed } from '../deployments/deployments.ts'
import { countedDeployments } from '../saturation/counted-deployments.ts'
import { signsFor } from './conditions.ts'
import { standingByArea } from './signs.ts'

/** Signs of a deployment under way; null where no home of it is known. */
export type NeededSigns = {
  id: string
  number: number
  name: string
  homes: number
  needed: number | null
  standing: number
}

/** Homes to one sign, since when, and who says so. */
export type SignRule = { value: number; source: string; from: string }

export type SignsNeeded = { rule: SignRule; deployments: NeededSigns[]; total: number }

const signRule = async (tx: Transaction): Promise<SignRule> => {
  const { rows } = await tx.query<SignRule>(
    'select value, source, from_day::text as "from" from engagement.homes_per_sign()',
  )
  return rows[0]!
}

/** How many signs deployments under way need by the setting, and how many are on their streets. */
export const signsNeeded = async (
  tx: Transaction,
  today: string,
  page: number | 'all',
): Promise<SignsNeeded> => {
  const rule = await signRule(tx)
  const { deployments, total } = await deploymentsListed(tx, { today, state: 'under way' }, page)
  const counted = await countedDeployments(tx, deployments, today)
  const standing = await standingByArea(
    tx,
    deployments.flatMap(({ areas }) => areas.map(({ code }) => code)),
  )
  return {
    rule,
    total,
    deployments: deployments.map(({ id, number, name, areas }) => {
      const { homes } = counted.get(id)!.state
      return {
        id,
        number,
        name,
        homes,
        needed: homes === 0 ? null : signsFor(homes, rule.value),
        standing: areas.reduce((sum, { code }) => sum + (standing.get(code) ?? 0), 0),
      }
    }),
  }
}
