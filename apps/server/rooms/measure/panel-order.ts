import type { Panel } from '@mettrace/analysis/effect/panel'

type NamedPanel = { name: string; panel: Panel }

/** What stands by unit in a panel that was read. */
type ByUnit = {
  units: string[]
  outcomes: NamedPanel[]
  covariates: NamedPanel[]
  treatment: Panel | undefined
  start: Int32Array
  cluster: Int32Array | undefined
}

/**
 * A panel with its units in the order of their names, numbers by their size, whatever the order of the rows: draws of
 * bootstraps and placebos go to units by their place, so that the same file sorted another way would show another
 * interval. Groups are numbered in the order of their units.
 */
export const inOrderOfNames = <Read extends ByUnit>(panel: Read): Read => {
  const order = orderOf(panel.units)
  const reordered = (one: Panel): Panel => {
    const values = new Float64Array(one.values.length)
    for (const [place, unit] of order.entries())
      values.set(one.values.subarray(unit * one.times, (unit + 1) * one.times), place * one.times)
    return { ...one, values }
  }
  const named = (all: readonly NamedPanel[]): NamedPanel[] =>
    all.map(({ name, panel: one }) => ({ name, panel: reordered(one) }))
  return {
    ...panel,
    units: order.flatMap((unit) => panel.units[unit] ?? []),
    outcomes: named(panel.outcomes),
    covariates: named(panel.covariates),
    treatment: panel.treatment && reordered(panel.treatment),
    start: Int32Array.from(order, (unit) => panel.start[unit]!),
    cluster: panel.cluster && numbered(order.map((unit) => panel.cluster![unit]!)),
  }
}

const orderOf = (names: readonly string[]): number[] => {
  const areNumbers = names.every((name) => name !== '' && Number.isFinite(Number(name)))
  return [...names.keys()].toSorted((a, b) => {
    const [one, other] = [names[a] ?? '', names[b] ?? '']
    const bySize = areNumbers ? Number(one) - Number(other) : 0
    return bySize || (one < other ? -1 : one > other ? 1 : 0)
  })
}

const numbered = (groups: readonly number[]): Int32Array => {
  const known = new Map([...new Set(groups)].map((group, at) => [group, at]))
  return Int32Array.from(groups, (group) => known.get(group)!)
}
