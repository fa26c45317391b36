import { neighboursOfPairs, type Neighbours } from '@mettrace/analysis/plan/neighbours'
import { inWorker } from '../foundation/jobs/pool.ts'
import type { Transaction } from '../foundation/with-actor.ts'
import type { BordersWork } from './borders-worker.ts'
import type { Vintage } from './place-points.ts'

const worker = new URL('borders-worker.ts', import.meta.url)

/** Outlines of the areas of a vintage, by code. */
export type Outlines = { code: string; boundary: Buffer }[]

/** Which areas share a border, as places in `placeOf`. */
export type Borders = { placeOf: Map<string, number>; pairs: [number, number][] }

export const outlinesOf = async (tx: Transaction, { kind, validFrom }: Vintage): Promise<Outlines> => {
  const { rows } = await tx.query<Outlines[number]>(
    'select code, boundary from places.area where kind = $1 and valid_from = $2 order by code',
    [kind, validFrom],
  )
  return rows
}

/** Which of these outlines share a border, worked out in a thread. */
export const bordersOf = async (outlines: Outlines): Promise<Borders> => {
  const pairs = await inWorker<BordersWork, [number, number][]>(worker, {
    boundaries: outlines.map(({ boundary }) => boundary),
  })
  return { placeOf: new Map(outlines.map(({ code }, at) => [code, at])), pairs }
}

/** Which of some areas share a border, in the order of `codes`. A code that has no outline has no neighbours. */
export const neighboursAmong = ({ placeOf, pairs }: Borders, codes: readonly string[]): Neighbours => {
  const asked = new Map(codes.map((code, at) => [placeOf.get(code), at]))
  return neighboursOfPairs(
    codes.length,
    pairs.flatMap(([one, other]): [number, number][] => {
      const [first, second] = [asked.get(one), asked.get(other)]
      return first === undefined || second === undefined ? [] : [[first, second]]
    }),
  )
}
