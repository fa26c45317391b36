import type { Transaction } from '../../../foundation/with-actor.ts'

/** A small area with the ward and BCU that most of its homes are in. */
export type CountedArea = { area: string; ward: string; bcu: string }

/** Areas with homes of the register, as far as the actor may see them, by code. */
export const countedAreas = async (tx: Transaction): Promise<CountedArea[]> => {
  const { rows } = await tx.query<CountedArea>(
    `select distinct on (area) area, ward, bcu from engagement.street_count where area <> ''
     group by area, ward, bcu order by area, sum(homes) desc, ward`,
  )
  return rows
}

/** One of them; undefined where it has no home that the actor may see. */
export const countedArea = async (tx: Transaction, area: string): Promise<CountedArea | undefined> =>
  (await countedAreas(tx)).find((each) => each.area === area)
