import type { Database } from '../../foundation/database.ts'
import { beginMonth, officersOfMonth } from './begin-month.ts'
import { bookByCard } from './book-by-card.ts'
import { giveRound } from './give-round.ts'
import { orderMadeUpCheck } from './order-made-up-check.ts'
import { MadeUpOfficer, type Recorded } from './made-up-officer.ts'
import { noonOf, recordsOf, type Walk } from './made-up-walk.ts'
import { rotaOfTheWeeks } from './rota-of-the-weeks.ts'

const minute = 60_000
/** Records that a phone sends together, after days without contact. */
const atOnce = 250
/** One officer's phone has not been heard of since its last round, with records that are still on it. */
const [silentPhone, unsentThere] = [2, 7]

/** A while after the last records came in. */
const lastHeard = ({ visits }: Walk, now: Date): Date =>
  new Date((visits.at(-1)?.time ?? now).getTime() + 40 * minute)

/** Sends what an officer's phone recorded, some days together, from the first record that the station does not have. */
const sendAll = async (officer: MadeUpOfficer, records: readonly Recorded[]): Promise<void> => {
  for (let from = await officer.sent(); from < records.length; from += atOnce) {
    const some = records.slice(from, from + atOnce)
    await officer.send(some, new Date(some.at(-1)!.at.getTime() + 20 * minute))
  }
}

/**
 * A month of deliveries under way, made up from the city's seed and dated back from today: deployments nearly done, half
 * done, hard and just begun, each walked by an officer whose phone told of every door. What they told went through the
 * rules that judge every phone, so that states, kits and counts follow as they always do; some residents booked a visit with their card, and the sergeant keeps
 * a rota. Once for a city: where a process was
 * killed meanwhile, the next one goes on with what is not told yet. `people`: ids of the made-up people by what the built-in
 * provider calls them.
 */
export const deliveriesOfTheMonth = async (
  database: Database,
  now: Date,
  people: ReadonlyMap<string, string>,
): Promise<void> => {
  const month = await beginMonth(database, now, people)
  if (!month) return
  const { walks: all, kits, seed, today } = month
  const walks = all.map((walk) =>
    Object.assign({ records: recordsOf(walk, kits[walk.at]!, all[0]?.homes[0], seed) }, walk),
  )
  await Promise.all(
    walks.map(async (walk) => {
      const officer = new MadeUpOfficer(database, officersOfMonth[walk.at]!, walk.person)
      try {
        await sendAll(officer, walk.records)
        if (walk.at === silentPhone) await officer.send([], lastHeard(walk, now), unsentThere)
        else await officer.send([], new Date(now.getTime() - (walk.at + 2) * 7 * minute))
      } finally {
        await officer.signOut()
      }
    }),
  )
  if (walks[0]) await orderMadeUpCheck(database, walks[0], { today, people })
  const sergeant = people.get('sergeant')
  if (sergeant !== undefined) await rotaOfTheWeeks(database, { today, sergeant })
  await bookByCard(database, walks, today)
  for (const { deployment, person, hasRound } of walks)
    if (!hasRound) await giveRound(database, deployment, { person, now: noonOf(today) })
}
