import type { GlanceFigure } from '../../../foundation/room/glance.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { count, wholeNumber } from '../../../foundation/words/figures.ts'
import { ageInWords } from '../saturation/place-words.ts'
import { saturationSettings } from '../saturation/saturation.ts'
import { allTeams, teamFigures } from './team-figures.ts'

/** Officers heard from today, of those with a round. */
export const glance = async (tx: Transaction, now: Date): Promise<GlanceFigure> => {
  const { silentHours } = await saturationSettings(tx)
  const all = allTeams(await teamFigures(tx, now, silentHours), now)
  return {
    of: 'Officers heard from today',
    figure: wholeNumber(all.heardToday),
    unit: `of ${wholeNumber(all.officers)} with a round`,
    words:
      all.phones === 0
        ? 'No phone of theirs has been heard from.'
        : `${wholeNumber(all.silentPhones)} of ${count(all.phones, 'phone')} silent, ${count(all.unsent, 'record')} not sent at the last contact.`,
    age: all.phones === 0 ? 'no phone out' : `complete up to ${ageInWords(all, now).heard}`,
  }
}
