import type { Saturation } from '@mettrace/analysis/saturation/share'
import { londonToday } from '../../../foundation/days.ts'
import { formatMonth, parseMonth } from '../../../foundation/month.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { homesWithKits, type HomesWithKits } from '../../supply/queries.ts'
import { countedDeployments, type CountedDeployment } from '../saturation/counted-deployments.ts'
import type { PlaceCounts } from '../saturation/counts.ts'
import type { Deployment } from './deployments.ts'

/** Homes in force and homes with a kit, of an area or of a whole deployment; null where that is not known. */
export type Covered = { homesNow: number | null; withKit: number | null }

export type Coverage = Covered & {
  /** Homes with a kit for each home in force. */
  share: number | null
  /** Share of homes aimed at; null where that was never said, as of an earlier phase. */
  aim: number | null
  /** Homes to go until the aim is met. */
  toGo: number | null
  reached: boolean
  /** Homes in force by state. */
  state: Saturation
  /** By the place of each area. */
  areas: ReadonlyMap<number, Covered & { state: Saturation }>
  /** Homes that got their first kit in a month, `2026-09`, in order; empty where none is known. */
  months: { month: string; homes: number }[]
}

const sumKnown = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0)

/**
 * What is known of the kits in an area. Where the register has no home nobody can tell; nor of an earlier phase that is
 * not in the ledger, which is no phase without kits.
 */
const kitsIn = (counts: PlaceCounts | undefined, { origin }: Deployment): number | null => {
  if (!counts || counts.homes + counts.excluded === 0) return null
  const given = counts.protected + counts.deliveredOnly
  return given + counts.ended === 0 && origin === 'earlier phase' ? null : given
}

/** Coverage of a deployment from what is known of its areas. */
export const coverageFrom = (
  deployment: Deployment,
  rows: readonly HomesWithKits[],
  counted: CountedDeployment,
): Coverage => {
  const aim = deployment.saturation
  const areas = new Map(
    deployment.areas.map(({ place, code }) => {
      const { state, registered } = counted.areas.get(code)!
      return [place, { homesNow: state.homes || null, withKit: kitsIn(registered, deployment), state }]
    }),
  )
  const homesNow = sumKnown([...areas.values()].map((area) => area.homesNow))
  const withKit = sumKnown([...areas.values()].map((area) => area.withKit))
  const share = homesNow === null || withKit === null || homesNow === 0 ? null : withKit / homesNow
  const months = new Map<string, number>()
  for (const { place, month, homes } of rows)
    if (month !== null && areas.has(place))
      months.set(month.slice(0, 7), (months.get(month.slice(0, 7)) ?? 0) + homes)
  const toGo =
    aim === null || homesNow === null || withKit === null
      ? null
      : Math.max(0, Math.ceil(aim * homesNow - 1e-9) - withKit)
  return {
    homesNow,
    withKit,
    share,
    aim,
    toGo,
    reached: share !== null && toGo === 0,
    state: counted.state,
    areas,
    months: [...months]
      .map(([month, homes]) => ({ month, homes }))
      .toSorted((a, b) => (a.month < b.month ? -1 : 1)),
  }
}

/**
 * Coverage of deployments by their ids: homes with a kit now by what is counted of streets, and when each got its first by the
 * ledger. Set by set, never home by home.
 */
export const coverageOf = async (
  tx: Transaction,
  deployments: readonly Deployment[],
  day: string = londonToday(),
): Promise<Map<string, Coverage>> => {
  const rows = Map.groupBy(
    await homesWithKits(
      tx,
      deployments.map(({ number }) => number),
    ),
    ({ deployment }) => deployment,
  )
  const counted = await countedDeployments(tx, deployments, day)
  return new Map(
    deployments.map((each) => [
      each.id,
      coverageFrom(each, rows.get(each.number) ?? [], counted.get(each.id)!),
    ]),
  )
}

/**
 * Share of homes with a kit at the end of each month from the first kit to the last one, `2026-09`; nothing where it is
 * not known, and nought at the start where there is none. Kits that went out before the start of the deployment count from its start.
 */
export const shareByMonth = (
  { months, homesNow, share }: Coverage,
  start: string,
): { month: string; share: number }[] => {
  const last = months.at(-1)?.month
  if (share === null || homesNow === null) return []
  if (last === undefined) return [{ month: start, share: 0 }]
  const [from, to] = [parseMonth(start) ?? 0, Math.max(parseMonth(start) ?? 0, parseMonth(last) ?? 0)]
  return Array.from({ length: to - from + 1 }, (_, at) => {
    const month = formatMonth(from + at)
    const given = months.reduce((sum, each) => sum + (each.month <= month ? each.homes : 0), 0)
    return { month, share: Math.min(1, given / homesNow) }
  })
}
