import { addDays } from '@mettrace/clocks/days/days'
import type { LampId, ScanPlaceId } from '@mettrace/protocol/scans/scan-fact'
import type { PlaceKind } from '@mettrace/protocol/scans/scan-rules'
import { addLamp, checkLamp, lampsOn } from '../../rooms/trace/scans/lamps.ts'
import { addScanPlace, scanPlaces } from '../../rooms/trace/scans/scan-places.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { madeUpId } from '../deliveries/made-up-id.ts'

/** Where the made-up city scans. */
export type PlacesOfScans = { suite: ScanPlaceId; arch: LampId; lamp: LampId }

export const placeOfKind = (kind: PlaceKind): string => madeUpId(`made-up ${kind}`)

const names = {
  'custody suite': 'Harbour Road',
  'property store': 'Central property store',
  shop: 'Second Chance, Quay Street',
} as const

const lamps = [
  { id: madeUpId('made-up arch'), kind: 'arch', name: 'A-01', checks: [350, 170] },
  // Its last check ran out: scans with it say so.
  { id: madeUpId('made-up lamp'), kind: 'lamp', name: 'L-07', checks: [320] },
] as const
const checkHolds = 180

/** Adds the places and lamps of a BCU that are not there yet, with their checks. */
export const addPlaces = async (
  tx: Transaction,
  actor: string,
  { bcu, today }: { bcu: string; today: string },
): Promise<PlacesOfScans> => {
  const there = new Set((await scanPlaces(tx)).map(({ id }) => id))
  for (const [kind, name] of Object.entries(names) as [keyof typeof names, string][])
    if (!there.has(placeOfKind(kind)))
      await addScanPlace(tx, actor, { id: placeOfKind(kind), kind, name, bcu })
  const known = new Set((await lampsOn(tx, today)).map(({ id }) => id))
  for (const { id, kind, name, checks } of lamps) {
    if (!known.has(id)) await addLamp(tx, actor, { id, kind, name, bcu })
    for (const ago of checks)
      await checkLamp(tx, actor, {
        id: madeUpId(`check of ${name} ${ago}`),
        lamp: id,
        onDay: addDays(today, -ago),
        passed: true,
        nextBy: addDays(today, checkHolds - ago),
        note: null,
      })
  }
  return {
    suite: placeOfKind('custody suite') as ScanPlaceId,
    arch: lamps[0].id as LampId,
    lamp: lamps[1].id as LampId,
  }
}
