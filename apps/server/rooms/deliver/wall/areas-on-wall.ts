import { homesToGo } from '@mettrace/analysis/saturation/homes-to-go'
import type { Saturation } from '@mettrace/analysis/saturation/share'
import { londonDay } from '../../../foundation/days.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { namedOutlines, type NamedOutline } from '../../../places/outlines.ts'
import { deploymentsListed, type Deployment } from '../deployments/deployments.ts'
import { countedDeployments } from '../saturation/counted-deployments.ts'
import { freshnessOfDeployments, type Freshness } from '../saturation/freshness.ts'
import { saturationSettings } from '../saturation/saturation.ts'

/** An area on the map of the wall. */
export type WallArea = { share: number | null; outline: NamedOutline }

/** A deployment on the wall, how old what is known of it is, and its areas. */
export type WallLine = Freshness & {
  deployment: Deployment
  state: Saturation
  target: number
  toGo: number
  areas: WallArea[]
}

const outlinesOfAll = async (
  tx: Transaction,
  deployments: readonly Deployment[],
): Promise<Map<string, NamedOutline>> => {
  const found = new Map<string, NamedOutline>()
  for (const own of Map.groupBy(deployments, ({ kind, validFrom }) => `${kind} ${validFrom}`).values()) {
    const [first] = own
    const codes = [...new Set(own.flatMap(({ areas }) => areas.map(({ code }) => code)))]
    for (const outline of await namedOutlines(tx, first!, codes))
      found.set(`${first!.kind} ${first!.validFrom} ${outline.code}`, outline)
  }
  return found
}

/** The most homes to go first; of as many, the lower number. */
export const mostToGoFirst = <Line extends { toGo: number; deployment: { number: number } }>(
  lines: readonly Line[],
): Line[] => lines.toSorted((a, b) => b.toGo - a.toGo || a.deployment.number - b.deployment.number)

/** Deployments under way as far as the actor may see them, a page of them, the most homes to go first. */
export const wallLines = async (
  tx: Transaction,
  now: Date,
  page: number,
): Promise<{ lines: WallLine[]; total: number; target: number }> => {
  const { target, silentHours } = await saturationSettings(tx)
  const today = londonDay(now)
  const { deployments, total } = await deploymentsListed(tx, { today, state: 'under way' }, page)
  const counted = await countedDeployments(tx, deployments, today)
  const heardAt = await freshnessOfDeployments(tx, deployments, now, silentHours)
  const outlines = await outlinesOfAll(tx, deployments)
  const lines = deployments.map((deployment, at): WallLine => {
    const { kind, validFrom, id, areas, saturation } = deployment
    const own = counted.get(id)!
    const aim = saturation ?? target
    return Object.assign({}, heardAt(at), {
      deployment,
      state: own.state,
      target: aim,
      toGo: homesToGo(own.state.homes, own.state.protected, aim),
      areas: areas.flatMap(({ code }) => {
        const outline = outlines.get(`${kind} ${validFrom} ${code}`)
        return outline ? [{ share: own.areas.get(code)!.state.share, outline }] : []
      }),
    })
  })
  return { lines: mostToGoFirst(lines), total, target }
}
