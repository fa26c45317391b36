import { MetTraceError } from '../../../foundation/errors.ts'
import { keepRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { countedGround } from '../../../places/counted-ground.ts'
import type { Vintage } from '../../../places/place-points.ts'
import { countsOfAreas } from '../saturation/counts.ts'
import type { ReportedHome } from './drawn-doors.ts'

/** Homes of an area that a check is drawn from, all of one BCU. */
export type Frame = { vintage: Vintage; area: string; bcu: string; homes: ReportedHome[] }

/**
 * Homes of an area with what is reported of each on a day, `2026-11-30`; what has ended is to be visited anew. Not written
 * down one by one: those that are drawn are.
 * Errors: `not_found` where no home of it is the actor's, `not_enough` where some are of another BCU.
 */
export const frameOf = async (tx: Transaction, area: string, day: string): Promise<Frame> => {
  const vintage = await countedGround(tx)
  const { rows } = await keepRecords<ReportedHome>(
    tx,
    'homes that doors are drawn from; whose doors are drawn is written down with the draw',
    `select home, ward, bcu, case when now.ended then 'not yet' else state end as state,
            state = 'protected' and not now.ended as "isReported"
     from engagement.home_state
     cross join lateral (select state in ('protected', 'delivered') and coalesce(ends_on <= $2::date, false) as ended) now
     where area = $1 and state not in ('outside', 'excluded')`,
    [area, day],
  )
  const [first] = rows
  if (!vintage || area === '' || !first)
    throw new MetTraceError('not_found', 'No home of your BCU is counted in this area.', { about: 'area' })
  const { counts } = await countsOfAreas(tx, vintage, [area], day)
  if (counts.get(area)?.homes !== rows.length || rows.some(({ bcu }) => bcu !== first.bcu))
    throw new MetTraceError(
      'not_enough',
      'Some homes of this area belong to another BCU. A spot check of a part would not tell of the area.',
      { about: 'area' },
    )
  return { vintage, area, bcu: first.bcu, homes: rows }
}

/** How many homes there are of each stratum. */
export const strataOf = (homes: readonly Pick<ReportedHome, 'isReported'>[]) => {
  const reported = homes.filter(({ isReported }) => isReported).length
  return { reported, others: homes.length - reported }
}
