import { madeUpDoors } from '@mettrace/demo/deliveries'
import { actingAs } from '../../foundation/access/acting-as.ts'
import type { Database } from '../../foundation/database.ts'
import { londonDay } from '../../foundation/days.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { demonstrationActor, demonstrationOf } from '../../places/made-up-city.ts'
import type { Deployment } from '../../rooms/deliver/deployments/deployments.ts'
import { placeHomesOfDeployments } from '../../rooms/deliver/deployments/place-homes.ts'
import { giveHomes } from '../../rooms/deliver/sync/assignments/make-assignment.ts'
import { deploymentsUnderWay, fixUnderWay } from './areas-under-way.ts'
import { addMonthKits, monthSerials } from './month-kits.ts'
import { noonOf, walkOf, type Walk } from './made-up-walk.ts'

const registrar = actingAs('demonstrationHomes', demonstrationActor.id)
const day = 86_400_000

/** What the built-in provider calls the officers, each by the place of their deployment. */
export const officersOfMonth = ['pcso-1-2', 'pcso-1-3', 'pcso-1-4', 'pcso-1-5'] as const

/** Kits that an officer still has in hand, and those in the store of the BCU for the days to come. */
const [kitsInHand, kitsInStore] = [20, 200]

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
    untilDay: londonDay(new Date(noonOf(today).getTime() - day)),
    homes,
  })
}

type Month = { walks: Walk[]; kits: string[][]; seed: number; today: string }

/** The deployments of the month, and the day that it is told of: of one that was begun before, its own. */
const monthUnderWay = async (
  tx: Transaction,
  now: Date,
): Promise<{ deployments: Deployment[]; today: string; seed: number } | undefined> => {
  const city = await demonstrationOf(tx)
  if (city?.state !== 'loaded') return undefined
  const asked = londonDay(now)
  if ((await deploymentsUnderWay(tx, asked)).length === 0) await fixUnderWay(tx, asked)
  const deployments = await deploymentsUnderWay(tx, asked)
  const [first] = deployments
  if (!first) return undefined
  const today = londonDay(new Date(noonOf(first.startsOn!).getTime() + madeUpDoors[0]!.startedAgo * day))
  return { deployments, today, seed: city.seed ?? 0 }
}

/** Serials for each walk and for the store, the same ones whenever they are asked for. */
const serialsOf = (walks: readonly Walk[]): { kits: string[][]; inStore: string[] } => {
  const serial = monthSerials()
  const take = (count: number): string[] => Array.from({ length: count }, () => serial.next().value as string)
  const kits = walks.map(({ visits }) =>
    take(visits.filter(({ outcome }) => outcome.kind === 'delivered').length + kitsInHand),
  )
  return { kits, inStore: take(kitsInStore) }
}

/** Homes of officers and their kits, up to the beginning of the walks: whole, or not at all. */
const assignAll = async (
  tx: Transaction,
  { walks, today, now }: { walks: readonly Walk[]; today: string; now: Date },
): Promise<void> => {
  const { kits, inStore } = serialsOf(walks)
  for (const walk of walks) {
    await assign(tx, walk, today)
    const bcu = walk.homes[0]?.bcu
    const handedAt = new Date(Date.parse(walk.deployment.startsOn!) - day / 2)
    if (bcu !== undefined)
      await addMonthKits(tx, registrar.id, { bcu, person: walk.person, handedAt, serials: kits[walk.at]! })
  }
  const bcu = walks[0]?.homes[0]?.bcu
  if (bcu !== undefined)
    await addMonthKits(tx, registrar.id, { bcu, person: null, handedAt: now, serials: inStore })
}

/** Deployments, homes of officers and their kits; undefined where nobody can walk, or all was told. */
export const beginMonth = async (
  database: Database,
  now: Date,
  people: ReadonlyMap<string, string>,
): Promise<Month | undefined> => {
  if (officersOfMonth.some((subject) => !people.has(subject))) return undefined
  const month = await database.withActor(demonstrationActor, 'deployments under way', (tx) =>
    monthUnderWay(tx, now),
  )
  if (!month) return undefined
  const { deployments, today, seed } = month
  await placeHomesOfDeployments(database)
  return database.withActor(registrar, 'kits and homes of officers of the made-up city', async (tx) => {
    const walks: Walk[] = []
    for (const [at, deployment] of deployments.entries()) {
      const person = people.get(officersOfMonth[at]!)!
      walks.push(await walkOf(tx, deployment, { at, person, seed, today }))
    }
    if (walks.every(({ hasRound }) => hasRound)) return undefined
    if (!walks.some(({ isAssigned }) => isAssigned)) await assignAll(tx, { walks, today, now })
    return { walks, kits: serialsOf(walks).kits, seed, today }
  })
}
