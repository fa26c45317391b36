import { addDays } from '@mettrace/clocks/days/days'
import { postedOfficers, type PostedOfficer } from '../../../foundation/posted-officers.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { dutyOfDays, type DutyOfDay } from '../rounds/duty-hours.ts'
import { minutesOfDay } from '../rounds/deal-rounds.ts'
import { daysFrom } from './rota-days.ts'

/** What the rota says of somebody and a day; `elsewhere`: not posted here on it, `none`: nothing was recorded. */
export type RotaCell = { begins: string; ends: string } | 'off' | 'none' | 'elsewhere'

export type RotaRow = { officer: PostedOfficer; cells: RotaCell[]; minutes: number }

export type Rota = { days: string[]; rows: RotaRow[] }

/** Whether somebody is posted here on a day. */
export const isPostedOn = ({ fromDay, toDay }: PostedOfficer, day: string): boolean =>
  day >= fromDay && (toDay === null || day <= toDay)

/** Wards that somebody works in on a day; null for the whole BCU. */
export const wardsOn = (postings: readonly PostedOfficer[], day: string): string[] | null => {
  const there = postings.filter((each) => isPostedOn(each, day))
  if (there.some(({ role }) => role !== 'ward_officer')) return null
  return [...new Set(there.flatMap(({ places }) => places))].toSorted()
}

/** Prevention PCSOs first, then ward officers, then sergeants: the order in which rounds are usually given. */
const orderOf = { prevention_pcso: 0, ward_officer: 1, sergeant: 2 } as const

export const minutesOf = (cell: RotaCell): number =>
  typeof cell === 'string' ? 0 : minutesOfDay(cell.ends) - minutesOfDay(cell.begins)

/** The rota of a week from who is posted and what was recorded; with `posted` as it is ordered by name. */
export const rotaOf = (
  monday: string,
  posted: readonly PostedOfficer[],
  duty: readonly DutyOfDay[],
): Rota => {
  const days = daysFrom(monday, addDays(monday, 6))
  const recorded = new Map(duty.map((each) => [`${each.person} ${each.day}`, each.hours ?? ('off' as const)]))
  const inTurn = posted.toSorted((one, other) => orderOf[one.role] - orderOf[other.role])
  // Who is posted in two roles has one line: their hours are theirs once.
  const rows = [...Map.groupBy(inTurn, ({ person }) => person)].map(([person, postings]) => {
    const cells = days.map((day) =>
      postings.some((each) => isPostedOn(each, day))
        ? (recorded.get(`${person} ${day}`) ?? 'none')
        : 'elsewhere',
    )
    const [first] = postings
    const inRole = postings.filter(({ role }) => role === first!.role)
    const officer = { ...first!, places: [...new Set(inRole.flatMap(({ places }) => places))].toSorted() }
    return { officer, cells, minutes: cells.reduce((sum, cell) => sum + minutesOf(cell), 0) }
  })
  return { days, rows }
}

/** The rota of the week that begins on a Monday, of those posted to the asker's BCU and its wards. Logs each. */
export const rotaOfWeek = async (tx: Transaction, monday: string): Promise<Rota> => {
  const last = addDays(monday, 6)
  return rotaOf(monday, await postedOfficers(tx, monday, last), await dutyOfDays(tx, monday, last))
}
