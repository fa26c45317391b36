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

/** Deployments under way as far as the actor may see them, a page of them. Those furthest from their target come first. */
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
    return Object.assign({}, heardAt(at), {
      deployment,
      state: own.state,
      target: saturation ?? target,
      areas: areas.flatMap(({ code }) => {
        const outline = outlines.get(`${kind} ${validFrom} ${code}`)
        return outline ? [{ share: own.areas.get(code)!.state.share, outline }] : []
      }),
    })
  })
  const missing = ({ state, target: aim }: WallLine): number => aim - (state.share ?? 0)
  return { lines: lines.toSorted((a, b) => missing(b) - missing(a)), total, target }
}
