import type { Neighbours } from '@mettrace/analysis/plan/neighbours'
import type { Membership } from '../../../places/memberships.ts'
import type { PlanQuestion, Prediction } from '../../../crime/types.ts'

/** What whole deployment areas are asked for. Areas may be named by their code or by that of a whole borough. */
export type DeploymentQuestion = PlanQuestion & {
  /** Fewest and most homes in a deployment area, both inclusive. */
  smallest: number
  largest: number
  /** Maximum deployment areas; as many as needed when undefined. */
  most: number | undefined
  /** Share of the kits that every BCU gets at least; 0 for none. */
  bcuFloor: number
  /** Codes of areas that have kits already. */
  covered: readonly string[]
}

/** What a plan of whole areas needs to know of the ground, in the order of the risk's areas. */
export type Ground = {
  neighbours: Neighbours
  borough: Membership
  bcu: Membership
}

export type DeploymentArea = Prediction & {
  /** From 1, the most burglaries for each home first. */
  number: number
  codes: string[]
  names: (string | null)[]
  boroughs: string[]
  homes: number
  kits: number
  /** Burglaries in the last twelve months of the history; null where not all of them are loaded. */
  lastYear: number | null
  /** Why it is in: in a few words for a table, and in sentences. */
  reason: string
  reasons: string[]
}

export type NearMiss = { code: string; name: string | null; reason: string }

/** Other numbers of kits, each chosen anew. */
export type OtherKitsPlan = { kits: number; areas: number; expected: number }

export type DeploymentPlan = Prediction & {
  areas: DeploymentArea[]
  nearMisses: NearMiss[]
  homes: number
  kitsUsed: number
  /** Expected burglaries of the chosen areas as a fraction of the whole city's. */
  share: number
  /** No choice of deployment areas can expect more than this. */
  bound: number
  /** (bound − expected) / bound. */
  gap: number
  status: 'optimal' | 'feasible'
  /** Expected burglaries that the floors cost; null without floors. */
  floorCost: number | null
  /** Areas that were never to be taken, and those that have kits already. */
  excluded: readonly string[]
  covered: readonly string[]
}
