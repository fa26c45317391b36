import { allows } from '../access/may.ts'
import type { PersonRole } from '../access/roles.ts'
import type { Transaction } from '../with-actor.ts'
import type { GlanceFigure } from './glance.ts'
import type { AnyRoom } from './room.ts'

export type ShownGlance = GlanceFigure & { room: string; way: { href: string; words: string } | undefined }

/** The figures that rooms have for a role, in the order of the programme, each read by its own room's queries. */
export const glancesFor = async (
  rooms: readonly AnyRoom[],
  role: PersonRole,
  tx: Transaction,
  now: Date,
): Promise<ShownGlance[]> => {
  const shown: ShownGlance[] = []
  for (const { name, glances = [] } of rooms)
    for (const { needs, way, from } of glances) {
      if (!allows(role, needs)) continue
      const { glance } = await from()
      shown.push({
        ...(await glance(tx, now)),
        room: name,
        way: allows(role, way.needs) ? { href: way.to.pattern, words: way.words } : undefined,
      })
    }
  return shown
}
