import { addDays } from '@mettrace/clocks/days/days'
import { actingAs } from '../foundation/access/acting-as.ts'
import { createReadStream } from 'node:fs'
import { residentsOf, type Resident } from '@mettrace/demo/residents'
import type { Database } from '../foundation/database.ts'
import { demonstrationActor } from '../places/made-up-city.ts'
import { registerMadeUpHomes } from '../places/made-up-ground.ts'
import { registerMany } from '../rooms/deliver/register-many.ts'
import { addCounts, leaveVariance } from '../rooms/supply/made-up-supply.ts'
import { MadeUpSupply } from './load-supply.ts'

const registrar = actingAs('demonstrationHomes', demonstrationActor.id)

/** Every so many homes one has registered, and at most so many altogether. */
export const everyHomes = 12
const [mostResidents, atOnce] = [5000, 500]
/** Counted so many days ago: before what is under way today began to move. */
const countedAgo = 10

/**
 * Gives every made-up home its ward and BCU, and some homes a resident with a kit whose code is ZX and six digits, in
 * the order of their addresses.
 */
export const loadHomes = async (
  database: Database,
  wardsOfHomes: string,
  city: { seed: number; until: string },
): Promise<void> => {
  const bcus = await loadResidents(database, wardsOfHomes, city)
  await countStock(database, bcus, city.until)
}

/** Counts of made-up stock: whoever counts decides nothing of it, so two take part. */
const countStock = async (database: Database, bcus: readonly string[], until: string): Promise<void> => {
  const counter = actingAs('demonstrationHomes', 'demonstration: Second keeper')
  const [bcu] = bcus
  if (bcu === undefined) return
  const at = new Date(Date.parse(`${until}T08:00:00Z`) - countedAgo * 86_400_000)
  const [variance] = await database.withActor(counter, 'counts of the made-up city', (tx) =>
    addCounts(tx, counter.id, [
      { holder: 'store', bcu: null, at, missing: 2 },
      { holder: `bcu:${bcu}`, bcu, at, missing: 1 },
    ]),
  )
  if (variance === undefined) return
  await database.withActor(registrar, 'a variance of the made-up city', (tx) =>
    leaveVariance(tx, registrar.id, { variance, reason: 'Found behind the shelf' }),
  )
}

/** Homes, residents and kits in one transaction. Returns the BCUs, in their order. */
const loadResidents = (
  database: Database,
  wardsOfHomes: string,
  { seed, until }: { seed: number; until: string },
): Promise<string[]> =>
  database.withActor(registrar, 'homes and residents of the made-up city', async (tx) => {
    const lines = createReadStream(wardsOfHomes, { encoding: 'utf8' }) as AsyncIterable<string>
    const homes = await registerMadeUpHomes(tx, lines, { everyHomes, most: mostResidents })
    const people = residentsOf(seed + 6)
    const given = homes.map((home, at) =>
      Object.assign({ home, code: `ZX${String(1 + at).padStart(6, '0')}` }, people.next().value as Resident),
    )
    const supply = await MadeUpSupply.begin(tx, registrar.id, {
      seed: seed + 7,
      until,
      givenAgo: given.map(({ daysAgo }) => daysAgo),
    })
    for (let from = 0; from < given.length; from += atOnce) {
      const some = given.slice(from, from + atOnce)
      await registerMany(
        tx,
        some.map((each) => ({ ...each, fromDay: addDays(until, -each.daysAgo) })),
      )
      await supply.add(tx, some)
    }
    const bcus = [...new Set(homes.map(({ bcu }) => bcu))].toSorted()
    if (bcus.length > 0) await supply.addStock(tx, seed + 7, bcus)
    await supply.recall(tx)
    return bcus
  })
