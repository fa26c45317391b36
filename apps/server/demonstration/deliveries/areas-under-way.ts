import { madeUpDoors } from '@mettrace/demo/deliveries'
import type { Transaction } from '../../foundation/with-actor.ts'
import { areasOf, chooseVintage } from '../../places/areas.ts'
import { bcuMembership } from '../../places/memberships.ts'
import { demonstrationActor } from '../../places/made-up-city.ts'
import { placesToPost } from '../../places/place-names.ts'
import { changeDeployment } from '../../rooms/deliver/deployments/change-deployment.ts'
import { deploymentsListed, type Deployment } from '../../rooms/deliver/deployments/deployments.ts'
import { fixDeployments, homesKnown } from '../../rooms/deliver/deployments/fix-deployments.ts'

const name = 'Deliveries of this month'
const [saturation, fewestHomes, day] = [0.85, 100, 86_400_000]

/** Deployments that are under way in the made-up city, in the order of `madeUpDoors`; none before they were made. */
export const deploymentsUnderWay = async (tx: Transaction, today: string): Promise<Deployment[]> => {
  const { deployments } = await deploymentsListed(tx, { today }, 'all')
  return deployments
    .filter(({ origin, phase }) => origin === 'demonstration' && phase === name)
    .toSorted((one, other) => one.number - other.number)
}

/** Deployments of the years before are over: so many days after their start nobody delivered in them any more. */
const daysOfDeployment = 150

/** Closes made-up deployments whose deliveries are over, so that what is under way is what somebody walks. */
const closeEarlier = async (
  tx: Transaction,
  deployments: readonly Deployment[],
  today: string,
): Promise<void> => {
  for (const { id, origin, state, startsOn, lastChange: follows } of deployments) {
    if (origin !== 'demonstration' || state !== 'under way' || startsOn === null) continue
    const on = new Date(Date.parse(startsOn) + daysOfDeployment * day).toISOString().slice(0, 10)
    if (on >= today) continue
    const reason = 'Every home was called at'
    await changeDeployment(tx, demonstrationActor.id, id, { what: 'closed', on, kits: null, follows, reason })
  }
}

/**
 * Fixes a deployment for each of `madeUpDoors`, each an area of the first BCU that had none: the smallest, so that a month
 * of one officer goes a long way. Closes those that are over. Fewer where the city has fewer such areas.
 */
export const fixUnderWay = async (tx: Transaction, today: string): Promise<void> => {
  const [bcu] = (await placesToPost(tx, 'bcu')).map(({ code }) => code).toSorted()
  const vintage = await chooseVintage(tx, 'lsoa', { on: today })
  const areas = await areasOf(tx, vintage)
  const homes = await homesKnown(
    tx,
    areas.map(({ code }) => code),
  )
  const { of, names } = await bcuMembership(tx, areas)
  const { deployments } = await deploymentsListed(tx, { today }, 'all')
  await closeEarlier(tx, deployments, today)
  const taken = new Set(deployments.flatMap((each) => each.areas.map(({ code }) => code)))
  const free = areas
    .filter(
      ({ code }, at) =>
        names[of[at] ?? -1] === bcu && !taken.has(code) && (homes.get(code) ?? 0) >= fewestHomes,
    )
    .toSorted((a, b) => homes.get(a.code)! - homes.get(b.code)! || (a.code < b.code ? -1 : 1))
    .slice(0, madeUpDoors.length)
  if (free.length === 0) return
  await fixDeployments(tx, demonstrationActor.id, {
    origin: 'demonstration',
    name,
    draft: null,
    order: null,
    ...vintage,
    series: null,
    source: null,
    saturation,
    chosenFrom: null,
    chosenUntil: null,
    topUp: false,
    madeUp: true,
    countOn: today,
    deployments: free.map((area, at) => ({
      name: area.name ?? area.code,
      codes: [area.code],
      start: {
        on: new Date(Date.parse(today) - madeUpDoors[at]!.startedAgo * day).toISOString().slice(0, 10),
        known: 'day' as const,
      },
      wave: null,
      kits: Math.ceil(saturation * homes.get(area.code)!),
    })),
  })
}
