import { asModel, cityOf, readCity, type CityQuestion } from '../../../crime/expected/risk.ts'
import type { CountedCity } from '../../../crime/types.ts'
import type { Database } from '../../../foundation/database.ts'
import { kept, rememberedWork, type Declared } from '../../../foundation/jobs/memory.ts'
import type { Actor, Transaction } from '../../../foundation/with-actor.ts'
import { bcuMembership, boroughMembership } from '../../../places/memberships.ts'
import { bordersOf, neighboursAmong, outlinesOf, type Borders } from '../../../places/neighbours.ts'
import type { Ground } from './deployment-types.ts'

const bordersFor = (state: string, { kind, validFrom }: CountedCity): Declared => ({
  name: 'borders',
  restsOn: [state, kind, validFrom],
})

/** Everything that the ground rests on and is not remembered, read by the model at once: counts and outlines among it. */
const readGround = async (database: Database, tx: Transaction, state: string, question: CityQuestion) => {
  const city = kept<CountedCity>(database, cityOf(state, question))?.answer ?? (await readCity(tx, question))
  const borders = kept<Borders>(database, bordersFor(state, city))?.answer
  const areas = city.codes.map((code, at) => ({
    code,
    name: city.names[at] ?? null,
    easting: city.easting[at]!,
    northing: city.northing[at]!,
  }))
  const vintage = { kind: city.kind, validFrom: city.validFrom ?? '' }
  return {
    city,
    borders,
    outlines: borders ? [] : await outlinesOf(tx, vintage),
    borough: await boroughMembership(tx, areas),
    bcu: await bcuMembership(tx, areas),
  }
}

/**
 * Neighbours, boroughs and BCUs of the areas of a risk; remembered for a state of the data. The counts that the risk
 * rests on are read with it where they are not remembered: one look of the model at the data serves both.
 */
export const groundOf = (
  database: Database,
  actor: Actor,
  state: string,
  question: CityQuestion,
): Promise<Ground> => {
  const city = cityOf(state, question)
  const declared = { name: 'ground of a plan', restsOn: city.restsOn }
  return rememberedWork(database, actor.id, declared, async () => {
    const read = await asModel(database, actor.id, 'risk of areas, and their ground', (tx) =>
      readGround(database, tx, state, question),
    )
    await rememberedWork(database, actor.id, city, async () => read.city)
    const borders =
      read.borders ??
      (await rememberedWork(database, actor.id, bordersFor(state, read.city), () => bordersOf(read.outlines)))
    return { neighbours: neighboursAmong(borders, read.city.codes), borough: read.borough, bcu: read.bcu }
  })
}
