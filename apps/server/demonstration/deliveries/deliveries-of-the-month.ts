import { madeUpDoors, visitsOfMonth, type MadeUpVisit } from '@mettrace/demo/deliveries'
import { residentsOf } from '@mettrace/demo/residents'
import { plainSerial } from '@mettrace/kit-codes/serial/serial'
import { padOfCards } from '@mettrace/protocol/codes/left-card'
import type { HomeId, Serial } from '@mettrace/protocol/words/values'
import { actingAs } from '../../foundation/access/acting-as.ts'
import type { Database } from '../../foundation/database.ts'
import { londonDay } from '../../foundation/days.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { demonstrationActor, demonstrationOf } from '../../places/made-up-city.ts'
import { homesOfAreas } from '../../places/homes-of-areas.ts'
import type { PlacedHome } from '../../places/homes-of-streets.ts'
import type { Deployment } from '../../rooms/deliver/deployments/deployments.ts'
import { placeHomesOfDeployments } from '../../rooms/deliver/deployments/place-homes.ts'
import { giveHomes } from '../../rooms/deliver/sync/assignments/make-assignment.ts'
import { homesHoldingKits } from '../../rooms/supply/queries.ts'
import { deploymentsUnderWay, fixUnderWay } from './areas-under-way.ts'
import { factAtDoor } from './facts-at-doors.ts'
import { giveRound } from './give-round.ts'
import { MadeUpOfficer, type Recorded } from './made-up-officer.ts'
import { addMonthKits, monthSerials } from './month-kits.ts'

const registrar = actingAs('demonstrationHomes', demonstrationActor.id)

/** What the built-in provider calls the officers, each by the place of their deployment. */
export const officersOfMonth = ['pcso-1-2', 'pcso-1-3', 'pcso-1-4', 'pcso-1-5'] as const

const [minute, day] = [60_000, 86_400_000]
/** Kits that an officer still has in hand, and those in the store of the BCU for the days to come. */
const [kitsInHand, kitsInStore] = [20, 200]
/** Records that a phone sends together, after days without contact. */
const atOnce = 250
/** One officer's phone has not been heard of since its last round, with records that are still on it. */
const [silentPhone, unsentThere] = [2, 7]

/** One deployment with who walks it, from its homes in the order of their doors. */
type Walk = {
  deployment: Deployment
  at: number
  person: string
  assignment: string
  homes: PlacedHome[]
  visits: (MadeUpVisit & { time: Date })[]
}

const doorKey = ({ street, number, flat }: PlacedHome): string =>
  [street, number.padStart(8, '0'), String(flat ?? 0).padStart(6, '0')].join('\n')

/** Rounds begin at a quarter past ten or at half past three by turns, UTC. */
const beginOf = (today: string, daysAgo: number): number =>
  Date.parse(`${today}T${daysAgo % 2 === 0 ? '10:15' : '15:30'}:00Z`) - daysAgo * day

const walkOf = async (
  tx: Transaction,
  deployment: Deployment,
  { at, person, seed, today }: { at: number; person: string; seed: number; today: string },
): Promise<Walk> => {
  const { kind, validFrom, areas } = deployment
  const all = await homesOfAreas(tx, { kind, validFrom, codes: areas.map(({ code }) => code) })
  const held = new Set(
    await homesHoldingKits(
      tx,
      all.map(({ id }) => id),
    ),
  )
  const homes = all
    .filter(({ id, ward }) => !held.has(id) && ward === all[0]!.ward)
    .map((home) => ({ home, key: doorKey(home) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ home }) => home)
  const visits = visitsOfMonth(seed + 8 + at, homes.length, madeUpDoors[at]!).map((visit) =>
    Object.assign({ time: new Date(beginOf(today, visit.daysAgo) + visit.minute * minute) }, visit),
  )
  return { deployment, at, person, assignment: uuidv7(), homes, visits }
}

/** Until yesterday: what is left is for rounds of the days to come. */
const assign = async (tx: Transaction, walk: Walk, today: string): Promise<void> => {
  const { deployment, homes, person, assignment: id } = walk
  if (homes.length === 0) return
  await giveHomes(tx, registrar.id, {
    id,
    person,
    name: deployment.name,
    streets: homes.map(({ street }) => street),
    fromDay: deployment.startsOn!,
    untilDay: londonDay(new Date(Date.parse(`${today}T12:00:00Z`) - day)),
    homes,
  })
}

/** What the phone recorded, and last a record that contradicts another, or names what nobody knows: they are set aside. */
const recordsOf = (
  { visits, homes, assignment, at: place }: Walk,
  serials: readonly string[],
  elsewhere: PlacedHome | undefined,
  seed: number,
): Recorded[] => {
  const kits = serials.values()
  const cards = padOfCards(10_000 * (place + 1), visits.length).values()
  const inHand = {
    kit: (): string | undefined => kits.next().value,
    card: () => cards.next().value!,
    residents: residentsOf(seed + 20 + place),
  }
  const records = visits.map(({ home, time, outcome }): Recorded => ({
    assignment,
    at: time,
    fact: factAtDoor(outcome, homes[home]!, time, inHand),
  }))
  const last = records.at(-1)
  if (!last) return []
  const at = new Date(last.at.getTime() + 4 * minute)
  const left = records.find(({ fact }) => fact.kind === 'no-answer' && fact.card !== undefined)
  const given = records.findLast(({ fact }) => fact.kind === 'delivered')
  const odd = [
    left,
    given && {
      ...given,
      fact: { ...given.fact, kit: plainSerial('ZQ000002') as Serial } as Recorded['fact'],
    },
    elsewhere && {
      ...last,
      fact: { kind: 'no-answer', home: elsewhere.id as HomeId, position: null } as const,
    },
  ][place]
  return odd ? [...records, { ...odd, at }] : records
}

/** A while after the last records came in. */
const lastHeard = ({ visits }: Walk, now: Date): Date =>
  new Date((visits.at(-1)?.time ?? now).getTime() + 40 * minute)

/** Sends what an officer's phone recorded, some days together. */
const sendAll = async (officer: MadeUpOfficer, records: readonly Recorded[]): Promise<void> => {
  for (let from = 0; from < records.length; from += atOnce) {
    const some = records.slice(from, from + atOnce)
    await officer.send(some, new Date(some.at(-1)!.at.getTime() + 20 * minute))
  }
}

/** Deployments, homes of officers and their kits, up to the beginning of the walks. */
const prepare = async (
  database: Database,
  now: Date,
  people: ReadonlyMap<string, string>,
): Promise<{ walks: Walk[]; kits: string[][]; seed: number } | undefined> => {
  const today = londonDay(now)
  const seed = await database.withActor(demonstrationActor, 'deployments under way', async (tx) => {
    const city = await demonstrationOf(tx)
    if (city?.state !== 'loaded' || officersOfMonth.some((subject) => !people.has(subject))) return undefined
    if ((await deploymentsUnderWay(tx, today)).length > 0) return undefined
    await fixUnderWay(tx, today)
    return city.seed ?? 0
  })
  if (seed === undefined) return undefined
  await placeHomesOfDeployments(database)
  return database.withActor(registrar, 'kits and homes of officers of the made-up city', async (tx) => {
    const walks: Walk[] = []
    for (const [at, deployment] of (await deploymentsUnderWay(tx, today)).entries()) {
      const person = people.get(officersOfMonth[at]!)!
      walks.push(await walkOf(tx, deployment, { at, person, seed, today }))
    }
    const serial = monthSerials()
    const take = (count: number): string[] =>
      Array.from({ length: count }, () => serial.next().value as string)
    const kits: string[][] = []
    for (const walk of walks) {
      await assign(tx, walk, today)
      const delivered = walk.visits.filter(({ outcome }) => outcome.kind === 'delivered').length
      const serials = take(delivered + kitsInHand)
      const bcu = walk.homes[0]?.bcu
      kits.push(serials)
      const handedAt = new Date(Date.parse(walk.deployment.startsOn!) - day / 2)
      if (bcu !== undefined)
        await addMonthKits(tx, registrar.id, { bcu, person: walk.person, handedAt, serials })
    }
    const bcu = walks[0]?.homes[0]?.bcu
    if (bcu !== undefined)
      await addMonthKits(tx, registrar.id, { bcu, person: null, handedAt: now, serials: take(kitsInStore) })
    return { walks, kits, seed }
  })
}

/**
 * A month of deliveries under way, made up from the city's seed and dated back from today: deployments nearly done, half
 * done, hard and just begun, each walked by an officer whose phone told of every door. What they told went through the
 * rules that judge every phone, so that states, kits and counts follow as they always do. Once for a city. `people`: ids of
 * the made-up people by what the built-in provider calls them.
 */
export const deliveriesOfTheMonth = async (
  database: Database,
  now: Date,
  people: ReadonlyMap<string, string>,
): Promise<void> => {
  const prepared = await prepare(database, now, people)
  if (!prepared) return
  const { walks, kits, seed } = prepared
  await Promise.all(
    walks.map(async (walk) => {
      const officer = new MadeUpOfficer(database, officersOfMonth[walk.at]!, walk.person)
      try {
        await sendAll(officer, recordsOf(walk, kits[walk.at]!, walks[0]?.homes[0], seed))
        if (walk.at === silentPhone) await officer.send([], lastHeard(walk, now), unsentThere)
        else await officer.send([], new Date(now.getTime() - (walk.at + 2) * 7 * minute))
      } finally {
        await officer.signOut()
      }
    }),
  )
  for (const { deployment, person } of walks) await giveRound(database, deployment, { person, now })
}
