import { neighboursOfPairs, type Neighbours } from '@mettrace/analysis/plan/neighbours'
import type { Database } from '../foundation/database.ts'
import { inWorker } from '../foundation/in-worker.ts'
import type { Actor } from '../foundation/with-actor.ts'
import type { BordersWork } from './borders-worker.ts'
import type { Vintage } from './place-points.ts'

const worker = new URL('borders-worker.ts', import.meta.url)

type Borders = { placeOf: Map<string, number>; pairs: [number, number][] }

const remembered = new WeakMap<Database, Map<string, Promise<Borders>>>()
const mostRemembered = 4

const readBorders = async (database: Database, actor: Actor, vintage: Vintage): Promise<Borders> => {
  const rows = await database.withActor(actor, 'neighbours of areas', async (tx) => {
    const answer = await tx.query<{ code: string; boundary: Buffer }>(
      'select code, boundary from places.area where kind = $1 and valid_from = $2 order by code',
      [vintage.kind, vintage.validFrom],
    )
    return answer.rows
  })
  const pairs = await inWorker<BordersWork, [number, number][]>(worker, {
    boundaries: rows.map(({ boundary }) => boundary),
  })
  return { placeOf: new Map(rows.map(({ code }, at) => [code, at])), pairs }
}

const bordersOf = async (database: Database, actor: Actor, vintage: Vintage): Promise<Borders> => {
  const version = await database.withActor(actor, 'state of the geography', async (tx) => {
    const { rows } = await tx.query<{ version: number }>('select version from places.geography')
    return rows[0]?.version
  })
  let kinds = remembered.get(database)
  if (!kinds) remembered.set(database, (kinds = new Map()))
  const key = `${vintage.kind} ${vintage.validFrom} ${version}`
  let borders = kinds.get(key)
  if (!borders) {
    borders = readBorders(database, actor, vintage)
    kinds.set(key, borders)
    borders.catch(() => kinds.delete(key))
    const oldest = kinds.keys().next().value
    if (kinds.size > mostRemembered && oldest !== undefined) kinds.delete(oldest)
  }
  return borders
}

/**
 * Which of the areas of a vintage share a border, in the order of `codes`; remembered until boundaries change. A code
 * that has no outline has no neighbours.
 */
export const neighboursOf = async (
  database: Database,
  actor: Actor,
  vintage: Vintage,
  codes: readonly string[],
): Promise<Neighbours> => {
  const { placeOf, pairs } = await bordersOf(database, actor, vintage)
  const asked = new Map(codes.map((code, at) => [placeOf.get(code), at]))
  return neighboursOfPairs(
    codes.length,
    pairs.flatMap(([one, other]): [number, number][] => {
      const [first, second] = [asked.get(one), asked.get(other)]
      return first === undefined || second === undefined ? [] : [[first, second]]
    }),
  )
}
