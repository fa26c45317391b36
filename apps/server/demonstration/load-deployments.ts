import { plainSerial } from '@mettrace/kit-codes/serial/serial'
import { actingAs } from '../foundation/access/acting-as.ts'
import type { Database } from '../foundation/database.ts'
import { firstDay, parseMonth } from '../foundation/month.ts'
import { settingOf, settings } from '../foundation/settings.ts'
import { uuidv7 } from '../foundation/uuid.ts'
import { homesOfMadeUpAreas, type RegisteredHome } from '../places/made-up-ground.ts'
import { demonstrationActor, plantedTruth } from '../places/made-up-city.ts'
import { areasOf, chooseVintage } from '../places/areas.ts'
import { homesKnown, fixDeployments, type ToFix } from '../rooms/deliver/deployments/fix-deployments.ts'
import { placeHomesOfDeployments } from '../rooms/deliver/deployments/place-homes.ts'
import { addLives, type Life } from '../rooms/supply/lives.ts'
import { everyHomes } from './load-homes.ts'

const registrar = actingAs('demonstrationHomes', demonstrationActor.id)

const saturation = 0.85
/**
 * Shares of the homes of an area that have a kit in the end, area by area in turn: near what was approved, some above it,
 * some short of it. Some homes have had one before; kits are bound for all.
 */
const shares = [0.86, 0.85, 0.83, 0.87, 0.84] as const
/** Homes get their kits within so many days of the start. */
const daysToDeliver = 120
/** Kits in the ledger for every home of the city at most, and altogether: the first deployments get theirs, the last may not. */
const [mostKitsPerHome, mostKits] = [0.125, 6000]
/** The planted programme runs in the last three years, in areas chosen for the year before them. */
const programmeMonths = 36

type Planted = { code: string; from: string; homes: number }

/** Fixes the planted programme as deployments: each area with the month in which it got its kits. Returns them by their start. */
const fixPlanted = (database: Database, until: string): Promise<Planted[]> =>
  database.withActor(demonstrationActor, 'deployments of the made-up city', async (tx) => {
    const truth = await plantedTruth(tx)
    const vintage = await chooseVintage(tx, 'lsoa', { on: until })
    const planted = truth?.areas ?? []
    const names = new Map((await areasOf(tx, vintage)).map(({ code, name }) => [code, name ?? code]))
    const homes = await homesKnown(
      tx,
      planted.map(({ code }) => code),
    )
    const months = [...new Set(planted.map(({ from }) => from))].toSorted()
    const programme = settingOf(await settings(tx), 'kits in the programme').value
    let bound = 0
    const chosenUntil = (parseMonth(truth?.lastMonth ?? '') ?? 0) - programmeMonths
    await fixDeployments(tx, demonstrationActor.id, {
      origin: 'demonstration',
      name: 'The demonstration programme',
      draft: null,
      order: null,
      ...vintage,
      series: 'all',
      source: 'street',
      saturation,
      chosenFrom: firstDay(chosenUntil - 11),
      chosenUntil: firstDay(chosenUntil),
      topUp: false,
      madeUp: true,
      countOn: until,
      deployments: planted
        .toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)))
        .map(({ code, from }): ToFix => ({
          name: names.get(code) ?? code,
          codes: [code],
          start: { on: `${from}-01`, known: 'month' },
          wave: months.indexOf(from) + 1,
          kits: Math.ceil(saturation * (homes.get(code) ?? 0)),
        }))
        // In a very large city the programme has no kits for the last.
        .filter(({ kits }) => (bound += kits ?? 0) <= programme),
    })
    return planted
      .map(({ code, from }) => ({ code, from, homes: homes.get(code) ?? 0 }))
      .toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)))
  })

const day = 86_400_000

/** The kits of a deployment came to the central store, and went to the BCU, together: one act for all of them. */
type Together = { from: string; received: string; issued: string }

type Delivery = { home: RegisteredHome; delivered: number; together: Together }

/** Homes of an area with the time at which each got its kit, street by street from the start on; none after the last day. */
const deliveries = (
  homes: readonly RegisteredHome[],
  { from, until, share }: { from: string; until: string; share: number },
): Delivery[] => {
  const [start, end] = [Date.parse(`${from}-02T10:00:00Z`), Date.parse(`${until}T10:00:00Z`)]
  const acts = new Map<string, Together>()
  const together = ({ bcu }: RegisteredHome): Together => {
    const known = acts.get(bcu) ?? { from, received: uuidv7(), issued: uuidv7() }
    acts.set(bcu, known)
    return known
  }
  return homes.flatMap((home, at) => {
    const delivered = start + Math.floor((daysToDeliver * at) / homes.length) * day
    // Of every street the same share is never in.
    const isIn = Math.floor((at + 1) * share) > Math.floor(at * share)
    return !isIn || delivered > end ? [] : [{ home, delivered, together: together(home) }]
  })
}

/** Serials one after another, but for those whose check character could be misread. */
const serials = function* (): Generator<string> {
  for (let number = 1; ; number++) {
    const serial = plainSerial(`ZD${String(number).padStart(6, '0')}`)
    if (serial !== undefined) yield serial
  }
}

/** A kit that went by the central store and that of the BCU to a home. */
const lifeOf = (serial: string, { home, delivered, together }: Delivery): Life => {
  const { ward, bcu } = home
  const start = Date.parse(`${together.from}-02T10:00:00Z`)
  return {
    serial,
    code: serial.slice(0, -1),
    madeOn: new Date(start - 120 * day).toISOString().slice(0, 10),
    expiresOn: new Date(start + 1700 * day).toISOString().slice(0, 10),
    events: [
      {
        at: new Date(start - 90 * day),
        kind: 'received',
        holder: 'store',
        place: { ward: null, bcu: null },
        act: together.received,
      },
      {
        at: new Date(start - 60 * day),
        kind: 'issued',
        holder: `bcu:${bcu}`,
        place: { ward: null, bcu },
        act: together.issued,
      },
      { at: new Date(delivered), kind: 'delivered', holder: `home:${home.id}`, place: { ward, bcu } },
    ],
  }
}

/** Makes deployments of the planted programme, and hands its kits to homes that have none yet, up to the share of each area. */
export const loadDeployments = async (
  database: Database,
  { homes: homesOfCity, until }: { homes: number; until: string },
): Promise<void> => {
  const planted = await fixPlanted(database, until)
  await placeHomesOfDeployments(database)
  await database.withActor(registrar, 'kits of the made-up deployments', async (tx) => {
    const homes = await homesOfMadeUpAreas(
      tx,
      planted.map(({ code }) => code),
      everyHomes,
    )
    const ofArea = Map.groupBy(homes, ({ code }) => code)
    const most = Math.min(mostKits, Math.floor(mostKitsPerHome * homesOfCity))
    const serial = serials()
    let given = 0
    for (const [at, { code, from, homes: all }] of planted.entries()) {
      const without = ofArea.get(code) ?? []
      const wanted = Math.ceil(shares[at % shares.length]! * all) - (all - without.length)
      const share = Math.min(1, Math.max(0, wanted / without.length))
      const some = deliveries(without, { from, until, share }).slice(0, most - given)
      const lives = some.map((each) => lifeOf(serial.next().value as string, each))
      await addLives(tx, registrar.id, lives)
      given += some.length
    }
  })
}
