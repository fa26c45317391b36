import type { Database } from '../../../foundation/database.ts'
import type { Actor } from '../../../foundation/with-actor.ts'

/** Something that was kept otherwise than it is counted from the facts. */
export type Differed = {
  ward: string
  area: string
  street: string
  what: string
  kept: number
  counted: number
}

/**
 * Counts every home anew from its facts, ward by ward, each in a transaction of its own that lets readers through, and puts right
 * what differed. Returns it: nothing where all was kept as it should be.
 */
export const rebuildSaturation = async (database: Database, actor: Actor): Promise<Differed[]> => {
  const wards = await database.withActor(actor, 'wards to be counted anew', async (tx) => {
    const { rows } = await tx.query<{ ward: string }>('select engagement.wards_counted() as ward')
    return rows.map(({ ward }) => ward)
  })
  const all: Differed[] = []
  for (const ward of wards) {
    const differed = await database.withActor(actor, 'count the homes of a ward anew', async (tx) => {
      const { rows } = await tx.query<Differed>(
        'select $1 as ward, area, street, what, kept, counted from engagement.rebuild_states($1)',
        [ward],
      )
      return rows
    })
    all.push(...differed)
  }
  return all
}
