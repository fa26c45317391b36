import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { homesOfAreas } from '../../../places/homes-of-areas.ts'
import type { PlacedHome } from '../../../places/homes-of-streets.ts'
import { homesHoldingKits } from '../../supply/queries.ts'
import type { Deployment } from '../deployments/deployments.ts'

/** Homes that nobody is to call at again: what the last visit that stands came to. */
const settled = ['refused', 'leave-out', 'delivered', 'protected']

/**
 * Homes of a deployment that a round of a day may have: not gone or left out, without a kit, nobody there refused, at the
 * door or by a card, or was to be left in peace, and given to no officer on that day. Logs each home that was read.
 */
export const homesToVisit = async (
  tx: Transaction,
  { kind, validFrom, areas }: Deployment,
  day: string,
): Promise<PlacedHome[]> => {
  const homes = await homesOfAreas(tx, { kind, validFrom, codes: areas.map(({ code }) => code) })
  const ids = homes.map(({ id }) => id)
  const out = await readRecords<{ home: string }>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select home from (
       select distinct on (home) home, outcome from engagement.visit
       where home = any ($1::uuid[]) and engagement.stands(event) order by home, at desc
     ) last where outcome = any ($2)
     union
     select home from engagement.card_request
     where home = any ($1::uuid[]) and what = 'decline' and engagement.request_stands(message, event)
     union
     select h.home from engagement.assignment_home h join engagement.assignment a on a.id = h.assignment
     where h.home = any ($1::uuid[]) and a.from_day <= $3 and coalesce(a.until_day >= $3, true)
       and not exists (select from engagement.assignment_end ended where ended.assignment = a.id)`,
    [ids, settled, day],
  )
  const left = new Set([...out.map(({ home }) => home), ...(await homesHoldingKits(tx, ids))])
  return homes.filter(({ id }) => !left.has(id))
}
