import { casesOfYear, codesOfCases } from '@mettrace/demo/trace'
import type { Database } from '../../foundation/database.ts'
import { demonstrationActor, demonstrationOf, madeUpUntil } from '../../places/made-up-city.ts'
import { lastBookedIn } from '../../rooms/trace/scans/booked-in.ts'
import { ownBcus } from '../../rooms/trace/scans/own-bcus.ts'
import { MadeUpPerson } from '../made-up-person.ts'
import { addPlaces } from './places-of-scans.ts'
import { bookInDetainees, sendScans } from './scans-of-year.ts'
import { tellCase } from './story-of-case.ts'

/** The city whose year is to be told; undefined where none is loaded. */
const cityToTell = (database: Database): Promise<{ seed: number; today: string } | undefined> =>
  database.withActor(demonstrationActor, 'which made-up city is loaded', async (tx) => {
    const city = await demonstrationOf(tx)
    const today = await madeUpUntil(tx)
    return city?.state === 'loaded' && today !== undefined ? { seed: city.seed ?? 0, today } : undefined
  })

/**
 * A year of Trace up to the day that the city was made on: scans of a custody suite with how many were booked in, and glows with
 * their exhibits, readings, traces and ends. Made-up people sign in and record it by the functions of every day, so that its rules hold
 * here too; when a trace was asked for cannot be dated back, so all were asked for on the day that it was made. Once for a city: the numbers
 * booked in come last, and say that it was told. `people`: ids of the made-up people by what the built-in provider calls them.
 */
export const yearOfTrace = async (database: Database, people: ReadonlyMap<string, string>): Promise<void> => {
  const city = await cityToTell(database)
  const [custody, investigation] = [people.get('custody'), people.get('investigator')]
  if (!city || custody === undefined || investigation === undefined) return
  const { seed, today } = city
  const keeper = new MadeUpPerson(database, 'custody', custody)
  const investigator = new MadeUpPerson(database, 'investigator', investigation)
  try {
    const begun = await keeper.act('the year of the made-up city', async (tx, actor) => {
      const [bcu] = await ownBcus(tx)
      if (bcu === undefined || (await lastBookedIn(tx, 1)).length > 0) return undefined
      return { bcu, places: await addPlaces(tx, actor, { bcu, today }) }
    })
    if (!begun) return
    const { places } = begun
    await sendScans(database, { seed: seed + 21, today, officer: keeper, places })
    const codes = codesOfCases(seed + 6, casesOfYear)
    for (const [at, each] of casesOfYear.entries())
      await tellCase(
        { database, today, keeper, investigator, ...begun },
        Object.assign({ number: at + 1, code: codes[at]! }, each),
      )
    await bookInDetainees({ seed: seed + 21, today, officer: keeper, places })
  } finally {
    await keeper.signOut()
    await investigator.signOut()
  }
}
