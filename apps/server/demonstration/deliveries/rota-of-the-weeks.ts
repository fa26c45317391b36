import { addDays } from '@mettrace/clocks/days/days'
import type { Database } from '../../foundation/database.ts'
import { postedOfficers } from '../../foundation/posted-officers.ts'
import { placeOfActor } from '../../places/known-homes.ts'
import { recordHours } from '../../rooms/deliver/rounds/duty-hours.ts'
import { daysFrom, mondayOf, weekdayOf } from '../../rooms/deliver/rota/rota-days.ts'
import { madeUpId } from './made-up-id.ts'
import { MadeUpOfficer } from './made-up-officer.ts'

/** Early and late shifts by turns, as doors answer at other times of the day. */
const shifts = [
  { begins: '10:00', ends: '18:00' },
  { begins: '12:30', ends: '20:30' },
] as const

/** Who is off on two days, by their place in the rota, and on which days of the next week. */
const [offPlace, offDays] = [2, [3, 4]] as const

/** The sergeant's rota of this week and the next: Prevention PCSOs and ward officers, Monday to Friday. `today`: `2026-01-05`. */
export const rotaOfTheWeeks = async (
  database: Database,
  { today, sergeant }: { today: string; sergeant: string },
): Promise<void> => {
  const leader = new MadeUpOfficer(database, 'sergeant', sergeant)
  const monday = mondayOf(today)
  const days = daysFrom(monday, addDays(monday, 13)).filter((day) => weekdayOf(day) < 5)
  try {
    await leader.act('a rota of the made-up city', async (tx, actor) => {
      const bcu = (await placeOfActor(tx))?.bcu
      if (bcu === undefined) return
      const posted = await postedOfficers(tx, monday, days.at(-1)!)
      const officers = posted.filter(({ role }) => role !== 'sergeant')
      for (const [at, { person, role, places }] of officers.entries()) {
        const wards = role === 'ward_officer' ? places : null
        const act = madeUpId(`rota of ${person} from ${monday}`)
        await recordHours(tx, actor, { act, person, days, hours: shifts[at % shifts.length]!, wards, bcu })
        if (at !== offPlace) continue
        const off = offDays.map((each) => addDays(monday, 7 + each))
        await recordHours(tx, actor, { act, person, days: off, hours: null, wards, bcu })
      }
    })
  } finally {
    await leader.signOut()
  }
}
