import { centreLineRounds } from '@mettrace/analysis/rounds/streets/centre-line'
import type { StreetHome } from '@mettrace/analysis/rounds/streets/faces'
import { usualWishes } from '@mettrace/analysis/rounds/streets/round-wishes'
import { streetRounds } from '@mettrace/analysis/rounds/streets/street-rounds'
import { groundOf } from '@mettrace/analysis/rounds/streets/streets-ground'
import type { StreetRounds } from '@mettrace/analysis/rounds/streets/walked-rounds'
import { answerInWorker } from '../../../foundation/jobs/answer-in-worker.ts'
import { piecesOf } from '../../../places/street-pieces.ts'
import type { WalkedGround } from '../../../places/walked-ground.ts'
import { decodeWkb } from '../../../places/wkb.ts'

/** Homes by ward, and the longest that a round may take at doors, minutes; null where nothing limits it. */
export type RoundsWork = { wards: StreetHome[][]; ground: WalkedGround; mostMinutes: number | null }

/** For each ward the same homes with sides of streets, and as points on their middle. */
export type RoundsFound = { own: StreetRounds; baseline: StreetRounds }[]

/** Steps of the search, and not seconds: the same homes have the same rounds on every machine. */
const iterations = 20_000

answerInWorker(({ wards, ground, mostMinutes }: RoundsWork, report): RoundsFound => {
  const barriers = ground.barriers.flatMap((outline) => decodeWkb(Buffer.from(outline)).flat())
  const streets = { pieces: piecesOf(ground.streets), barriers }
  const wishes = { ...usualWishes, mostMinutes: mostMinutes ?? Infinity }
  const all = wards.reduce((sum, { length }) => sum + length, 0)
  let made = 0
  return wards.map((homes) => {
    // Each ward has its share of the steps.
    const steps = (iterations * homes.length) / all
    const search = { seed: 1, spent: (done: number) => done / steps }
    const placed = groundOf(homes, streets, wishes)
    const own = streetRounds(homes, placed, wishes, search)
    const baseline = centreLineRounds(homes, placed, wishes, search)
    made += homes.length
    report(made, all, 'homes')
    return { own, baseline }
  })
})
