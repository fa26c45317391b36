import type { Transaction } from '../../../foundation/with-actor.ts'
import { countedGround } from '../../../places/counted-ground.ts'
import type { Vintage } from '../../../places/place-points.ts'
import { countsOfAreas, placeCounts } from './counts.ts'
import type { SaturationPlace } from './place.ts'

/**
 * Areas of a place whose homes all lie in it, and how many others there are: what is known of an area is not known of its part. Homes whose
 * area is not known yet are one of the others.
 */
export type AreasWithin = { vintage: Vintage; codes: string[]; beyond: number }

/** Areas within a place on a day; undefined where no areas are counted. Of areas that were asked for it is those. */
export const areasWithin = async (
  tx: Transaction,
  { areas, bcu, ward }: SaturationPlace,
  day: string,
): Promise<AreasWithin | undefined> => {
  const ground = await countedGround(tx)
  if (!ground) return undefined
  if (areas) {
    const { kind, validFrom } = areas.vintage
    const isGround = ground.kind === kind && ground.validFrom === validFrom
    return isGround ? { vintage: ground, codes: [...areas.codes], beyond: 0 } : undefined
  }
  const own = (await placeCounts(tx, 'area', { bcu, ward }, day)).filter(
    ({ homes, excluded }) => homes + excluded > 0,
  )
  const { counts } = await countsOfAreas(
    tx,
    ground,
    own.map(({ of }) => of),
    day,
  )
  const isWhole = ({ of, homes, excluded }: (typeof own)[number]): boolean => {
    const all = counts.get(of)
    return all !== undefined && all.homes + all.excluded === homes + excluded
  }
  const whole = own.filter(isWhole)
  return { vintage: ground, codes: whole.map(({ of }) => of), beyond: own.length - whole.length }
}
