import type { Draft, DraftInputs } from './drafts.ts'

/** Choices that differ: its name, and what it was in either draft. */
export type ChangedInput = { name: string; before: string; after: string }

export type Comparison = {
  inputs: ChangedInput[]
  /** Areas that came in, went out, and stayed. */
  came: { code: string; name: string }[]
  went: { code: string; name: string }[]
  stayed: number
  /** Difference of the second to the first. */
  expected: number
  homes: number
  kitsUsed: number
}

const words: [keyof DraftInputs, string][] = [
  ['kits', 'Kits'],
  ['saturation', 'Saturation'],
  ['smallest', 'Smallest'],
  ['largest', 'Largest'],
  ['most', 'Maximum deployment areas'],
  ['bcuFloor', 'Share for every BCU'],
  ['exclude', 'Never taken'],
  ['include', 'Always taken'],
  ['covered', 'Areas with kits already'],
  ['series', 'Series'],
  ['source', 'Source'],
  ['kind', 'Kind of area'],
  ['validFrom', 'Boundaries of'],
  ['from', 'History from'],
  ['until', 'Use data up to'],
  ['months', 'Months ahead'],
]

const written = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ')
  return value === null || value === undefined ? 'none' : String(value)
}

const areasOf = ({ plan }: Draft): Map<string, string> =>
  new Map(
    plan.areas.flatMap(({ codes, names }) => codes.map((code, at) => [code, names[at] ?? code] as const)),
  )

const only = (areas: Map<string, string>, others: Map<string, string>): { code: string; name: string }[] =>
  [...areas].filter(([code]) => !others.has(code)).map(([code, name]) => ({ code, name }))

/** What changed from one draft to another: in what was asked, and in which areas are in. */
export const compareDrafts = (before: Draft, after: Draft): Comparison => {
  const [first, second] = [areasOf(before), areasOf(after)]
  const went = only(first, second)
  return {
    inputs: words.flatMap(([key, name]) => {
      const [one, other] = [written(before.inputs[key]), written(after.inputs[key])]
      return one === other ? [] : [{ name, before: one, after: other }]
    }),
    came: only(second, first),
    went,
    stayed: first.size - went.length,
    expected: after.plan.expected - before.plan.expected,
    homes: after.plan.homes - before.plan.homes,
    kitsUsed: after.plan.kitsUsed - before.plan.kitsUsed,
  }
}
