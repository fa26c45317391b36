import { sendPage } from '../../../foundation/layout/views.ts'
import { timeInWords } from '../../../foundation/days.ts'
import { readPage } from '../../../foundation/page/page.ts'
import type { Answers } from '../../../foundation/room/room.ts'
import { count, wholeNumber } from '../../../foundation/words/figures.ts'
import { ageInWords } from '../saturation/place-words.ts'
import { saturationSettings } from '../saturation/saturation.ts'
import { allTeams, teamFigures, type TeamFigures } from './team-figures.ts'

const shown = (figures: Omit<TeamFigures, 'bcu'>, now: Date) => ({
  officers: wholeNumber(figures.officers),
  heardToday: wholeNumber(figures.heardToday),
  phones: wholeNumber(figures.phones),
  silent: wholeNumber(figures.silentPhones),
  isSilent: figures.silentPhones > 0,
  unsent: wholeNumber(figures.unsent),
  heard: figures.phones === 0 ? 'no phone yet' : ageInWords(figures, now).heard,
})

/** The team board as figures, for whoever is shown nobody by name. */
export const answers: Answers = ({ database, clock }) => ({
  teamFigures: async (request, reply) => {
    const now = clock()
    const { teams, silentHours } = await readPage(database, request, 'team board as figures', async (tx) => {
      const settings = await saturationSettings(tx)
      return { ...settings, teams: await teamFigures(tx, now, settings.silentHours) }
    })
    return sendPage(reply, 200, 'rooms/deliver/team/team-figures.njk', {
      room: 'Deliver',
      page: 'Officers out',
      asOf: timeInWords(now),
      silentAfter: count(silentHours, 'hour'),
      rows: teams.map((team) => ({ bcu: team.bcu, ...shown(team, now) })),
      all: shown(allTeams(teams, now), now),
    })
  },
})
