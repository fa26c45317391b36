import { keepRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { wardAndBcuNames } from '../../../places/place-names.ts'
import type { Freshness } from '../saturation/freshness.ts'

/** Officers of a BCU with a round on a day, who of them was heard from that day, and what their phones hold. */
export type TeamFigures = Freshness & {
  bcu: string
  officers: number
  heardToday: number
  /** Records that phones said they had not sent, at their last contact. */
  unsent: number
}

type Row = {
  bcu: string
  officers: number
  heardToday: number
  phones: number
  silent: number
  unsent: number
  heard: number | null
}

/** The team board of every BCU as figures, by the names of BCUs: it names no officer and no phone. */
export const teamFigures = async (
  tx: Transaction,
  now: Date,
  silentHours: number,
): Promise<TeamFigures[]> => {
  const { rows } = await keepRecords<Row>(
    tx,
    'numbers of officers and phones by BCU, which name nobody',
    `select bcu, officers, heard_today as "heardToday", phones, silent, unsent, heard
     from engagement.team_figures($1, $2)`,
    [now, silentHours],
  )
  const names = new Map(
    (await wardAndBcuNames(tx)).flatMap(({ kind, code, name }) => (kind === 'bcu' ? [[code, name]] : [])),
  )
  return rows
    .map(({ bcu, silent, heard, ...each }) =>
      Object.assign({}, each, {
        bcu: names.get(bcu) ?? bcu,
        silentPhones: silent,
        asOf: heard === null ? now : new Date(Math.round(heard * 1000)),
      }),
    )
    .toSorted((a, b) => a.bcu.localeCompare(b.bcu, 'en'))
}

/** All of them together; as old as the oldest of those with phones. */
export const allTeams = (teams: readonly TeamFigures[], now: Date): Omit<TeamFigures, 'bcu'> => {
  const sum = (of: (team: TeamFigures) => number): number =>
    teams.reduce((total, team) => total + of(team), 0)
  const times = teams.filter(({ phones }) => phones > 0).map(({ asOf }) => asOf.getTime())
  return {
    officers: sum(({ officers }) => officers),
    heardToday: sum(({ heardToday }) => heardToday),
    phones: sum(({ phones }) => phones),
    silentPhones: sum(({ silentPhones }) => silentPhones),
    unsent: sum(({ unsent }) => unsent),
    asOf: times.length === 0 ? now : new Date(Math.min(...times)),
  }
}
