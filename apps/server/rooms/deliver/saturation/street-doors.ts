import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { homesInDoorOrder, type Home } from '../../../places/register.ts'

/** What a door shows: a state of a home, or that its mark has ended, which is not yet again. */
export type DoorState =
  'protected' | 'delivered' | 'refused' | 'come back' | 'no answer' | 'not yet' | 'ended' | 'excluded'

/** A home of a street, and what became of it; `tries` since its last mark ended. */
export type Door = Home & { state: DoorState; tries: number }

type StateRow = { home: string; state: DoorState; tries: number }

/**
 * Homes of a street within an area in the order of their doors, each with what became of it by a day, as far as the actor may see
 * them: all of them, since a small area has some hundreds. Logs each.
 */
export const doorsOfStreet = async (
  tx: Transaction,
  { area, street }: { area: string; street: string },
  day: string,
): Promise<Door[]> => {
  const rows = await readRecords<StateRow>(
    tx,
    { operation: 'consultation', kind: 'home', of: ({ home }) => home },
    `select home, case when ended.is_so then 'ended' else state end as state, case when ended.is_so then 0 else tries end as tries
     from engagement.home_state
     cross join lateral (select state in ('protected', 'delivered') and coalesce(ends_on <= $3, false) as is_so) ended
     where area = $1 and street = $2 and state <> 'outside' order by home`,
    [area, street, day],
  )
  const states = new Map(rows.map((row) => [row.home, row]))
  const homes = await homesInDoorOrder(tx, [...states.keys()])
  return homes.map((home) => {
    const { state, tries } = states.get(home.id)!
    return Object.assign({}, home, { state, tries })
  })
}
