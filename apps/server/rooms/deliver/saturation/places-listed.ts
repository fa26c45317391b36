import { homesToGo } from '@mettrace/analysis/saturation/homes-to-go'
import { saturationOf, type Saturation } from '@mettrace/analysis/saturation/share'
import { londonDay } from '../../../foundation/days.ts'
import { rowsBefore, rowsOnPage } from '../../../foundation/page/pages.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { wardAndBcuNames } from '../../../places/place-names.ts'
import { deploymentsListed } from '../deployments/deployments.ts'
import { countedDeployments } from './counted-deployments.ts'
import { placeCounts } from './counts.ts'
import { freshnessOfDeployments, freshnessOfPlaces, type Freshness } from './freshness.ts'
import { saturationSettings } from './saturation.ts'

/** What a list is of. */
export const listedKinds = ['deployment', 'ward', 'bcu'] as const
export type ListedKind = (typeof listedKinds)[number]

/** A place of a list, how far it is, and how old that is. */
export type ListedPlace = Saturation &
  Freshness & {
    /** Code of a ward or BCU, id of a deployment. */
    id: string
    name: string
    /** Number of a deployment; null of other places. */
    number: number | null
    target: number
    toGo: number
  }

type Listed = { places: ListedPlace[]; total: number }

type Counted = { id: string; name: string; number: number | null; target: number; saturation: Saturation }

const linesOf = (counted: readonly Counted[], heardAt: (at: number) => Freshness): ListedPlace[] =>
  counted.map(({ saturation, ...each }, at) => ({
    ...each,
    ...saturation,
    ...heardAt(at),
    toGo: homesToGo(saturation.homes, saturation.protected, each.target),
  }))

const deploymentLines = async (tx: Transaction, now: Date, page: number | 'all'): Promise<Listed> => {
  const { target, silentHours } = await saturationSettings(tx)
  const today = londonDay(now)
  const { deployments, total } = await deploymentsListed(tx, { today, state: 'under way' }, page)
  const counted = await countedDeployments(tx, deployments, today)
  return {
    total,
    places: linesOf(
      deployments.map(({ id, name, number, saturation: aim }) => ({
        id,
        name,
        number,
        target: aim ?? target,
        saturation: counted.get(id)!.state,
      })),
      await freshnessOfDeployments(tx, deployments, now, silentHours),
    ),
  }
}

const codedLines = async (
  tx: Transaction,
  what: 'ward' | 'bcu',
  now: Date,
  page: number | 'all',
): Promise<Listed> => {
  const { target, silentHours } = await saturationSettings(tx)
  const names = new Map(
    (await wardAndBcuNames(tx)).flatMap(({ kind, code, name }) =>
      kind === what ? [[code, name ?? code]] : [],
    ),
  )
  const all = (await placeCounts(tx, what, {}, londonDay(now)))
    .map(({ of, ...counts }) => ({
      id: of,
      name: names.get(of) ?? of,
      number: null,
      target,
      saturation: saturationOf(counts),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1))
  const shown = page === 'all' ? all : all.slice(rowsBefore(page), rowsBefore(page) + rowsOnPage)
  const parts = shown.map(({ id: code }, place) => ({ code, place }))
  return {
    total: all.length,
    places: linesOf(shown, await freshnessOfPlaces(tx, { what, parts }, now, silentHours)),
  }
}

/**
 * Deployments under way by their start, or wards or BCUs by their names, as far as the actor may see them, each against its target:
 * a page of them, or all.
 */
export const placesListed = (
  tx: Transaction,
  what: ListedKind,
  now: Date,
  page: number | 'all',
): Promise<Listed> =>
  what === 'deployment' ? deploymentLines(tx, now, page) : codedLines(tx, what, now, page)
