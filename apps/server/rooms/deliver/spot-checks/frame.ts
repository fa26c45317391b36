import { MetTraceError } from '../../../foundation/errors.ts'
import { keepRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { countedGround } from '../../../places/counted-ground.ts'
import type { Vintage } from '../../../places/place-points.ts'
import { countsOfAreas } from '../saturation/counts.ts'
import type { ReportedHome } from './drawn-doors.ts'
import { checkFaults } from './check-faults.ts'

/** Homes of an area that a check is drawn from, and their BCUs: that of most of them first. */
export type Frame = { vintage: Vintage; area: string; bcus: string[]; homes: ReportedHome[] }

const bcusOf = (homes: readonly ReportedHome[]): string[] =>
  [...Map.groupBy(homes, ({ bcu }) => bcu)]
    .toSorted(([one, some], [other, others]) => others.length - some.length || (one < other ? -1 : 1))
    .map(([bcu]) => bcu)

const why = 'homes that doors are drawn from; whose doors are drawn is written down with the draw'

/** What is reported of a home on a day, the second parameter: what has ended is to be visited anew. */
const asReported = `home, ward, bcu, case when now.ended then 'not yet' else state end as state,
  state = 'protected' and not now.ended as "isReported"`
const asOfDay = `cross join lateral (select state in ('protected', 'delivered') and coalesce(ends_on <= $2::date, false) as ended) now`

const ownHomes = async (tx: Transaction, area: string, day: string): Promise<ReportedHome[]> => {
  const { rows } = await keepRecords<ReportedHome>(
    tx,
    why,
    `select ${asReported} from engagement.home_state ${asOfDay} where area = $1 and state not in ('outside', 'excluded')`,
    [area, day],
  )
  return rows
}

const homesAcross = async (tx: Transaction, area: string, day: string): Promise<ReportedHome[]> => {
  const { rows } = await keepRecords<ReportedHome>(
    tx,
    why,
    `select ${asReported} from engagement.border_frame($1) ${asOfDay}`,
    [area, day],
  )
  return rows
}

const fault = (code: 'not_found' | 'not_enough', what: keyof typeof checkFaults): MetTraceError =>
  new MetTraceError(code, `${checkFaults[what]}.`, { about: 'area' })

/**
 * Homes of an area with what is reported of each on a day, `2026-11-30`. `isAcross`: of an area in more than one BCU, for whoever leads
 * them all. Not written down one by one: those that are drawn are.
 * Errors: `not_found` where no home of it is the actor's, `not_enough` where some are of another BCU, and across where none is.
 */
export const frameOf = async (
  tx: Transaction,
  area: string,
  day: string,
  isAcross: boolean,
): Promise<Frame> => {
  const vintage = await countedGround(tx)
  const homes = isAcross ? await homesAcross(tx, area, day) : await ownHomes(tx, area, day)
  if (isAcross && homes.length === 0) throw fault('not_enough', 'one side')
  if (!vintage || area === '' || homes.length === 0) throw fault('not_found', 'not yours')
  const bcus = bcusOf(homes)
  const { counts } = await countsOfAreas(tx, vintage, [area], day)
  if (!isAcross && (counts.get(area)?.homes !== homes.length || bcus.length > 1))
    throw fault('not_enough', 'two sides')
  return { vintage, area, bcus, homes }
}

/** How many homes there are of each stratum. */
export const strataOf = (homes: readonly Pick<ReportedHome, 'isReported'>[]) => {
  const reported = homes.filter(({ isReported }) => isReported).length
  return { reported, others: homes.length - reported }
}
