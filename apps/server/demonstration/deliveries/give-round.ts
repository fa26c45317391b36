import { actingAs } from '../../foundation/access/acting-as.ts'
import type { Database } from '../../foundation/database.ts'
import { londonDay } from '../../foundation/days.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { demonstrationActor } from '../../places/made-up-city.ts'
import type { Deployment } from '../../rooms/deliver/deployments/deployments.ts'
import { giveOut } from '../../rooms/deliver/rounds/give-out.ts'
import { homesToVisit } from '../../rooms/deliver/rounds/homes-to-visit.ts'

const registrar = actingAs('demonstrationHomes', demonstrationActor.id)

/** Homes of a round, and minutes at each with the way to it. */
const [homesOfRound, minutesEach] = [45, 6.5]

/**
 * Gives a round of today to an officer: homes of a deployment that a round may have, booked ones first, then street by street. Returns whether
 * there were any.
 */
export const giveRound = (
  database: Database,
  deployment: Deployment,
  { person, now }: { person: string; now: Date },
): Promise<boolean> =>
  database.withActor(registrar, 'a round of today in the made-up city', async (tx) => {
    const today = londonDay(now)
    const { homes, booked } = await homesToVisit(tx, deployment, today)
    const isBooked = (id: string): boolean => booked.some(({ home }) => home === id)
    const free = homes
      .filter(({ ward }) => ward === homes[0]!.ward)
      .toSorted((a, b) => (a.street < b.street ? -1 : Number(a.street > b.street)))
      .toSorted((a, b) => Number(isBooked(b.id)) - Number(isBooked(a.id)))
      .slice(0, homesOfRound)
    if (free.length === 0) return false
    const round = {
      id: uuidv7(),
      person,
      name: `Round of ${deployment.name}`,
      order: free.map(({ id }) => id),
      done: free.map((_, at) => minutesEach * (at + 1)),
    }
    const { given } = await giveOut(tx, registrar.id, { day: today, rounds: [round], free })
    return given
  })
