import { leftOut } from '@mettrace/analysis/effect/exposure/cells'
import { isControl, isLeftOut } from '@mettrace/analysis/effect/exposure/mirrored'
import { beyond, ringEdges, ringsOf, untold } from '@mettrace/analysis/displacement/rings'
import type { ProgrammePanel } from '../programme/programme-panel.ts'
import {
  asChange,
  beginsOf,
  compareMirrored,
  logEstimate,
  type Comparison,
  type Selection,
} from './compare.ts'
import type { Controls, DoseRow } from './report-types.ts'
import { never } from '../programme/programme-panel.ts'

/** Metres from every area to the nearest covered one, by each way of measuring; along the streets where any are loaded. */
export type Distances = { centroid: Float64Array; outline: Float64Array; network?: Float64Array | undefined }

/** Fewer areas to compare with than this bear no claim, nor fewer than there are covered ones. */
const fewestControls = 20

/** What is common to all comparisons of a report. */
export type Base = {
  panel: ProgrammePanel
  selection: Selection
  cluster: Int32Array
  distances: Distances
  /** Those by the way that the programme chose. */
  away: Float64Array
  metres: number
  by: keyof Distances
}

export const baseComparison = ({ panel, selection, cluster, away, metres }: Base): Comparison => ({
  panel,
  selection,
  cluster,
  begins: beginsOf(panel, away, metres),
  starts: panel.start,
})

const inside = ({ deployment }: ProgrammePanel): Uint8Array =>
  Uint8Array.from(deployment, (own) => (own >= 0 ? 1 : 0))

const count = (ring: Int16Array, at: number): number => ring.filter((one) => one === at).length

/** How many controls the buffers cost, and whether enough are left. */
export const controlsOf = (base: Base): Controls => {
  const { panel, distances, away, metres, by } = base
  const marked = inside(panel)
  const covered = marked.reduce((sum, one) => sum + one, 0)
  const untreated = panel.codes.length - covered
  const rings = {
    centroid: ringsOf(distances.centroid, marked),
    outline: ringsOf(distances.outline, marked),
    network: distances.network && ringsOf(distances.network, marked),
  }
  const left = beginsOf(panel, away, metres).filter((begin) => begin === isControl).length
  return {
    metres,
    by,
    untreated,
    rings: ringEdges.map((to, at) => ({
      from: ringEdges[at - 1] ?? 0,
      to,
      centroid: count(rings.centroid, at),
      outline: count(rings.outline, at),
      network: rings.network ? count(rings.network, at) : null,
    })),
    untold: rings.network ? count(rings.network, untold) : null,
    lost: untreated - left,
    left,
    needed: Math.max(fewestControls, covered),
  }
}

/** Deployment of the covered area whose centroid is nearest to each area. */
const nearestReached = ({ codes, easting, northing, reached, deployment }: ProgrammePanel): Int32Array => {
  const covered = [...codes.keys()].filter((area) => deployment[area]! >= 0 && reached[area] !== never)
  return Int32Array.from(codes, (_, area) => {
    let [best, at] = [Infinity, isLeftOut]
    for (const other of covered) {
      const away = (easting[area]! - easting[other]!) ** 2 + (northing[area]! - northing[other]!) ** 2
      if (away < best) [best, at] = [away, reached[other]!]
    }
    return at
  })
}

/** Change in each ring about the covered areas, against areas beyond the last ring, since the nearest was covered. */
export const ringChanges = (base: Base) => {
  const { panel, away } = base
  const ring = ringsOf(away, inside(panel))
  const nearest = nearestReached(panel)
  return ringEdges.flatMap((to, at) => {
    const begins = Int32Array.from(ring, (own, area) =>
      own === at ? nearest[area]! : own === beyond ? isControl : isLeftOut,
    )
    const found = compareMirrored({ ...baseComparison(base), begins, starts: begins })
    if (typeof found === 'string') return []
    return [
      {
        from: ringEdges[at - 1] ?? 0,
        to,
        areas: found.areas[0]!,
        observed: found.observed[0]!,
        expected: found.expected[0]!,
        ...asChange(logEstimate({ ...found, clusters: found.clusters })),
      },
    ]
  })
}

const coverageBands: readonly [from: number, to: number][] = [
  [0.01, 0.5],
  [0.5, 0.7],
  [0.7, 0.85],
  [0.85, 1.0001],
]

type Dose = {
  by: DoseRow['by']
  from: number
  to: number
  holds: (deployment: number, month: number) => boolean
}

const thirds = (values: readonly number[]): [number, number][] => {
  const sorted = values.toSorted((a, b) => a - b)
  if (new Set(sorted).size < 3) return []
  const [one, two] = [sorted[Math.floor(sorted.length / 3)]!, sorted[Math.floor((2 * sorted.length) / 3)]!]
  return [
    [sorted[0]!, one],
    [one, two],
    [two, sorted.at(-1)! + 1e-9],
  ].filter(([from, to]) => to! > from!) as [number, number][]
}

/** Deployments in thirds by what was counted in each of them. */
const dosesOf = (values: readonly (number | undefined)[], by: 'stickers' | 'signs'): Dose[] =>
  thirds(values.filter((value) => value !== undefined)).map(([from, to]) => ({
    by,
    from,
    to,
    holds: (at) => values[at] !== undefined && values[at] >= from && values[at] < to,
  }))

/** Change by how much of an area was covered, and by how many homes showed a sticker and streets a sign. */
export const doseRows = (
  base: Base,
  stickers: readonly (number | undefined)[],
  signs: readonly (number | undefined)[],
): DoseRow[] => {
  const { panel } = base
  const { months, deployment, coverage } = panel
  const doses: Dose[] = [
    ...coverageBands.map(([from, to]): Dose => ({
      by: 'coverage',
      from,
      to: Math.min(1, to),
      holds: (at, month) => coverage[at * months + month]! >= from && coverage[at * months + month]! < to,
    })),
    ...dosesOf(stickers, 'stickers'),
    ...dosesOf(signs, 'signs'),
  ]
  const comparison = baseComparison(base)
  return doses.flatMap(({ by, from, to, holds }) => {
    // A dose by coverage counts from the first kit, not from the target.
    const begins = comparison.begins.map((begin, area) =>
      by === 'coverage' && deployment[area]! >= 0 ? panel.start[area]! : begin,
    )
    const found = compareMirrored({
      ...comparison,
      begins,
      groupOf: (area, age) => (holds(deployment[area]!, begins[area]! + age) ? 0 : leftOut),
    })
    if (typeof found === 'string' || found.areas[0] === 0) return []
    return [
      {
        by,
        from,
        to,
        areas: found.areas[0]!,
        deployments: found.clusters[0]!,
        observed: found.observed[0]!,
        expected: found.expected[0]!,
        ...asChange(logEstimate(found)),
      },
    ]
  })
}
