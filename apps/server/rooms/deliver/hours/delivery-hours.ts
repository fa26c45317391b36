import { keepRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'

/**
 * Minutes that visits took. `measured`: from record to record of one officer and day, at most 45 minutes each; `walking`: what
 * of it is estimated to be on foot; `expected`: the doors with no record shortly before, by what rounds expect; `unknown`:
 * longer gaps, which count for nothing. The way to the first door and from the last is in none: nothing records it.
 */
export type VisitMinutes = {
  visits: number
  measured: number
  walking: number
  expected: number
  unknown: number
}

/** Hours of a role in a week that begins on `week`; `ward` is null where the asker is told BCUs alone, `role` where nobody was posted. */
export type TeamHours = VisitMinutes & {
  week: string
  bcu: string
  ward: string | null
  role: string | null
  officers: number
  /** Days of officers: two on one day are two. */
  days: number
}

/** Hours of a deployment, by its number, in a month, `2026-12`; `deployment` is null for homes of none. */
export type DeploymentHours = VisitMinutes & { month: string; deployment: number | null }

/** Which days are counted, both included, such as `2026-12-01`. */
export type HoursAsked = { first: string; last: string }

const noName = 'minutes of visits by place and role, which name nobody'

const minutes = 'visits, measured, walking, expected, unknown'

/** Minutes of delivery by week and role: a sergeant's of their own BCU by ward, everybody else's by BCU. */
export const hoursOfTeams = async (tx: Transaction, { first, last }: HoursAsked): Promise<TeamHours[]> => {
  const { rows } = await keepRecords<TeamHours>(
    tx,
    noName,
    `select period as week, bcu, ward, role, officers, days, ${minutes}
     from engagement.delivery_hours($1, $2, 'week', 'team')`,
    [first, last],
  )
  return rows
}

/** Minutes of delivery by deployment and month, as far as the asker leads: what Account puts a price on. */
export const hoursOfDeployments = async (
  tx: Transaction,
  { first, last }: HoursAsked,
): Promise<DeploymentHours[]> => {
  const { rows } = await keepRecords<DeploymentHours>(
    tx,
    noName,
    `select to_char(period, 'YYYY-MM') as month, deployment, ${minutes}
     from engagement.delivery_hours($1, $2, 'month', 'deployment') order by 1, deployment`,
    [first, last],
  )
  return rows
}

/** What counts as delivery, minutes. */
export const countedMinutes = ({ measured, expected }: VisitMinutes): number => measured + expected
