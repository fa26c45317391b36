import type { StreetHome } from '@mettrace/analysis/rounds/streets/faces'
import { centreLineRounds } from '@mettrace/analysis/rounds/streets/centre-line'
import { usualWishes } from '@mettrace/analysis/rounds/streets/round-wishes'
import { streetRounds } from '@mettrace/analysis/rounds/streets/street-rounds'
import { groundOf } from '@mettrace/analysis/rounds/streets/streets-ground'
import type { StreetRounds } from '@mettrace/analysis/rounds/streets/walked-rounds'
import { answerInWorker } from '../../../foundation/jobs/answer-in-worker.ts'
import { piecesOf } from '../../../places/street-pieces.ts'
import type { WalkedGround } from '../../../places/walked-ground.ts'
import { decodeWkb } from '../../../places/wkb.ts'

export type RoundsWork = { homes: StreetHome[]; ground: WalkedGround }

/** The same homes with sides of streets, and as points on their middle. */
export type RoundsFound = { own: StreetRounds; baseline: StreetRounds }

/** Steps of the search, and not seconds: the same homes have the same rounds on every machine. */
const iterations = 20_000

answerInWorker(({ homes, ground }: RoundsWork): RoundsFound => {
  const barriers = ground.barriers.flatMap((outline) => decodeWkb(Buffer.from(outline)).flat())
  const search = { seed: 1, spent: (done: number) => done / iterations }
  const streets = { pieces: piecesOf(ground.streets), barriers }
  const placed = groundOf(homes, streets, usualWishes)
  return {
    own: streetRounds(homes, placed, usualWishes, search),
    baseline: centreLineRounds(homes, placed, usualWishes, search),
  }
})
