import { homesToGo } from '@mettrace/analysis/saturation/homes-to-go'
import { saturationOf, type Saturation } from '@mettrace/analysis/saturation/share'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { countedGround } from '../../../places/counted-ground.ts'
import { namedOutlines, type NamedOutline } from '../../../places/outlines.ts'
import type { AskedPlace, PlaceKind } from './asked-place.ts'
import { placeCounts, type CountedBy } from './counts.ts'
import type { ReadSaturation } from './saturation.ts'

/** What a place is shown by: the wards of a BCU, the areas of a ward or deployment, the streets of an area. */
export type PartKind = 'ward' | 'area' | 'street'
export const partOf: Readonly<Record<PlaceKind, PartKind>> = {
  bcu: 'ward',
  ward: 'area',
  deployment: 'area',
  area: 'street',
}

/** A part of a place and how far it is. The code is empty where the area of homes is not known yet. */
export type PlacePart = Saturation & {
  code: string
  name: string
  /** Whether it has a page of its own. */
  isPlace: boolean
  outline: NamedOutline | undefined
}

/** Outlines are those of the boundaries that areas are counted in, else the latest. */
const withNames = async (
  tx: Transaction,
  counted: readonly { code: string; saturation: Saturation }[],
  { kind, validFrom }: { kind: string; validFrom: string | null },
  isPlace: boolean,
): Promise<PlacePart[]> => {
  const outlines = new Map(
    (
      await namedOutlines(
        tx,
        { kind, validFrom },
        counted.map(({ code }) => code),
      )
    ).map((each) => [each.code, each]),
  )
  // Where everything of a street is placed by now, its old count of nothing stays.
  return counted
    .filter(({ saturation: { homes, excluded } }) => homes + excluded > 0)
    .map(({ code, saturation }) =>
      Object.assign({}, saturation, {
        code,
        name: code === '' ? 'Area not known yet' : (outlines.get(code)?.name ?? code),
        isPlace: isPlace && code !== '',
        outline: outlines.get(code),
      }),
    )
}

const countedBy = async (
  tx: Transaction,
  by: CountedBy,
  where: Parameters<typeof placeCounts>[2],
  day: string,
): Promise<{ code: string; saturation: Saturation }[]> =>
  (await placeCounts(tx, by, where, day)).map(({ of, ...counts }) => ({
    code: of,
    saturation: saturationOf(counts),
  }))

const mostToGoFirst = (parts: readonly PlacePart[], target: number): PlacePart[] => {
  const toGo = (part: PlacePart): number => homesToGo(part.homes, part.protected, target)
  return parts.toSorted(
    (a, b) => toGo(b) - toGo(a) || a.name.localeCompare(b.name, 'en') || (a.code < b.code ? -1 : 1),
  )
}

/**
 * The parts of a place, most to go first, as far as the actor may see them. `areas` are those that the place itself was counted by,
 * so that nothing is counted twice. Of an area that crosses the border of a ward, its ward shows the homes that lie in the ward.
 */
export const partsOf = async (
  tx: Transaction,
  { kind, id, place }: AskedPlace,
  { areas, target }: Pick<ReadSaturation, 'areas' | 'target'>,
  day: string,
): Promise<PlacePart[]> => {
  if (kind === 'bcu') {
    const wards = await countedBy(tx, 'ward', { bcu: id }, day)
    return mostToGoFirst(await withNames(tx, wards, { kind: 'ward', validFrom: null }, true), target)
  }
  const ground = await countedGround(tx)
  if (kind === 'ward') {
    const counted = await countedBy(tx, 'area', { ward: id }, day)
    return mostToGoFirst(
      await withNames(tx, counted, ground ?? { kind: 'lsoa', validFrom: null }, true),
      target,
    )
  }
  if (kind === 'area') {
    const streets = await countedBy(tx, 'street', { area: id }, day)
    return mostToGoFirst(
      streets.map(({ code, saturation }) =>
        Object.assign({}, saturation, { code, name: code, isPlace: code !== '', outline: undefined }),
      ),
      target,
    )
  }
  const { vintage } = place.areas!
  const isGround = ground?.kind === vintage.kind && ground.validFrom === vintage.validFrom
  const own = Array.from(areas, ([code, saturation]) => ({ code, saturation }))
  return mostToGoFirst(await withNames(tx, own, vintage, isGround), target)
}
