import type { Transaction } from '../foundation/with-actor.ts'
import { count } from '../foundation/words/figures.ts'
import type { Wards } from './address-staging.ts'
import { areasOf, chooseVintage, vintagesLoaded } from './areas.ts'
import { bcuMembership } from './memberships.ts'
import { areaIndexOf } from './place-points.ts'

const noBcu = 'not known'

/** Wards in force on a day, each with its BCU. Errors: `not_enough` where no wards are loaded. */
export const wardsOn = async (
  tx: Transaction,
  day: string,
  warn: (words: string) => void,
): Promise<Wards> => {
  const vintage = await chooseVintage(tx, 'ward', { on: day })
  const areas = await areasOf(tx, vintage)
  const { of, names } = await bcuMembership(tx, areas)
  const bcuOf = new Map(areas.map(({ code }, at) => [code, names[of[at] ?? -1] ?? noBcu]))
  const without = [...bcuOf.values()].filter((bcu) => bcu === noBcu).length
  if (without > 0) {
    const hasBcus = (await vintagesLoaded(tx)).some(({ kind }) => kind === 'bcu') || without < areas.length
    warn(
      `${count(without, 'ward lies', 'wards lie')} in no BCU that is known${hasBcus ? '' : ': import boundaries of BCUs, or a look-up'}. Before homes there are accepted, whoever is posted to a BCU should be able to see them.`,
    )
  }
  return { validFrom: vintage.validFrom, index: await areaIndexOf(tx, vintage), bcuOf }
}
