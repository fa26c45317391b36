import { isControl } from '@mettrace/analysis/effect/exposure/mirrored'
import {
  displacementQuotient,
  weightedDisplacement,
  type PlaceCounts,
} from '@mettrace/analysis/effect/weighted-displacement'
import { beyond, ringsOf } from '@mettrace/analysis/displacement/rings'
import type { ProgrammePanel } from '../programme/programme-panel.ts'
import { beginsOf } from './compare.ts'
import type { Base } from './groups.ts'
import type { Windows } from './plain.ts'
import type { PlainComparison, WeightedDifference, WeightedPlace } from './report-types.ts'

const countsIn = (
  { counts, months, homes }: ProgrammePanel,
  areas: readonly number[],
  [from, to]: [number, number],
): { count: number; homes: number } => {
  let [count, own] = [0, 0]
  for (const area of areas) {
    own += homes[area]!
    for (let month = from; month <= to; month++) count += counts[area * months + month]!
  }
  return { count, homes: own }
}

const asCounts = ({ before: early, after: late, weight }: WeightedPlace): PlaceCounts => ({
  before: early,
  after: late,
  area: weight,
})

/**
 * Weighted displacement difference (Wheeler & Ratcliffe 2018) between the plain comparison's windows, made so that an
 * officer can redo it with a pencil: burglaries of the covered areas and of those within 750 m of them, each beside its
 * own controls beyond, which are divided by how many times as many homes they have. The controls are dealt in turn, in
 * the order of their codes, so that none serves twice.
 */
export const weightedDifference = (
  base: Base,
  windows: Windows,
  { before, after }: Pick<PlainComparison, 'before' | 'after'>,
): WeightedDifference => {
  const { panel, away, metres } = base
  const ring = ringsOf(
    away,
    Uint8Array.from(panel.deployment, (own) => (own >= 0 ? 1 : 0)),
  )
  const all = [...panel.codes.keys()]
  const begins = beginsOf(panel, away, Math.max(metres, 750))
  const controls = all.filter((area) => begins[area] === isControl && ring[area] === beyond)
  const areasOf: Record<WeightedPlace['role'], number[]> = {
    treated: all.filter((area) => begins[area]! >= 0),
    control: controls.filter((_, at) => at % 2 === 0),
    displacement: all.filter((area) => ring[area]! >= 0),
    'displacement-control': controls.filter((_, at) => at % 2 === 1),
  }
  const empty = Object.entries(areasOf).find(([, areas]) => areas.length === 0)
  if (empty) return { why: `There is no ${empty[0]} area to count in.` }
  const counted = (role: WeightedPlace['role'], like: WeightedPlace['role']): WeightedPlace => {
    const [one, other] = [windows.before, windows.after].map((window) =>
      countsIn(panel, areasOf[role], window),
    )
    const beside = countsIn(panel, areasOf[like], windows.before).homes
    return {
      role,
      areas: areasOf[role].length,
      homes: one!.homes,
      before: one!.count,
      after: other!.count,
      weight: beside > 0 ? one!.homes / beside : 1,
    }
  }
  const places = {
    treated: counted('treated', 'treated'),
    control: counted('control', 'treated'),
    near: counted('displacement', 'displacement'),
    nearControl: counted('displacement-control', 'displacement'),
  }
  if (Object.values(places).some(({ weight }) => !(weight > 0)))
    return { why: 'No homes are loaded for one of the places.' }
  // Windows of unlike lengths: after is brought to the length of before.
  const longer = (windows.after[1] - windows.after[0] + 1) / (windows.before[1] - windows.before[0] + 1)
  const found = weightedDisplacement(
    {
      treated: asCounts(places.treated),
      control: asCounts(places.control),
      displacement: { near: asCounts(places.near), control: asCounts(places.nearControl) },
    },
    { before: 1, after: longer },
  )
  const quotient = displacementQuotient(
    asCounts(places.treated),
    asCounts(places.control),
    asCounts(places.near),
  )
  return {
    before,
    after,
    longer,
    places: Object.values(places),
    rows: (['local', 'displacement', 'total'] as const).flatMap((term) => {
      const each = found[term]
      return each ? [{ term, ...each }] : []
    }),
    quotient: quotient ?? null,
    why: null,
  }
}
