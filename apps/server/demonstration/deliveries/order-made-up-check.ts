import type { Database } from '../../foundation/database.ts'
import { MetTraceError } from '../../foundation/errors.ts'
import { orderCheck } from '../../rooms/deliver/spot-checks/order-check.ts'
import { madeUpId } from './made-up-id.ts'
import { MadeUpOfficer } from './made-up-officer.ts'
import type { Walk } from './made-up-walk.ts'

/** To within ten points either way. */
const wish = { halfWidth: 0.1 }

const isTooSmall = (error: unknown): boolean =>
  error instanceof MetTraceError && (error.code === 'not_enough' || error.where.about === 'wish')

/**
 * The sergeant orders a spot check of the area that is nearly done, by an officer of the other BCU. Its doors are drawn by a
 * signature of the log that is still to come, on the sergeant's page. None where the city is too small for one.
 */
export const orderMadeUpCheck = async (
  database: Database,
  { deployment }: Walk,
  { today, people }: { today: string; people: ReadonlyMap<string, string> },
): Promise<void> => {
  const [sergeant, checker] = [people.get('sergeant'), people.get('pcso-2-1')]
  const [area] = deployment.areas
  if (sergeant === undefined || checker === undefined || !area?.bcu) return
  const checkers = new Map([[area.bcu, checker]])
  const leader = new MadeUpOfficer(database, 'sergeant', sergeant)
  try {
    const target = deployment.saturation!
    await leader.act('a spot check of the made-up city', (tx, actor) =>
      orderCheck(
        tx,
        actor,
        { id: madeUpId(`spot check of ${deployment.id}`), area: area.code, checkers, wish, target },
        { day: today, isAcross: false },
      ),
    )
  } catch (error) {
    if (!isTooSmall(error)) throw error
  } finally {
    await leader.signOut()
  }
}
