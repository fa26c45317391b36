import { leftOut, unexposed } from '@mettrace/analysis/effect/exposure/cells'
import { exposureRatios } from '@mettrace/analysis/effect/exposure/exposure-ratios'
import { isControl } from '@mettrace/analysis/effect/exposure/mirrored'
import { never } from '../programme/programme-panel.ts'
import { asChange, beginsOf, compareMirrored, logEstimate, type Comparison } from './compare.ts'
import { baseComparison, type Base } from './groups.ts'
import type { Specification } from './report-types.ts'

const none = { estimate: Number.NaN, low: null, high: null, p: null }

const buffers: readonly { words: string; metres: number }[] = [
  { words: 'beyond 750 m', metres: 750 },
  { words: 'beyond 500 m', metres: 500 },
  { words: 'beyond 250 m', metres: 250 },
  { words: 'all without kits', metres: 0 },
]

const windows: readonly { words: string; longest: number }[] = [
  { words: 'all months', longest: Infinity },
  { words: 'first 12 months', longest: 12 },
  { words: 'first 24 months', longest: 24 },
]

/** Before and after with an effect of every area and month, the months of the selection among those before. */
const beforeAndAfter = ({ panel, begins, cluster }: Comparison, longest: number) => {
  const [areas, months] = [panel.codes.length, panel.months]
  const exposure = new Int16Array(areas * months).fill(leftOut)
  for (let area = 0; area < areas; area++) {
    const begin = begins[area]!
    if (begin < 0 && begin !== isControl) continue
    for (let month = 0; month < months; month++) {
      if (begin === isControl || month < panel.start[area]!) exposure[area * months + month] = unexposed
      else if (month >= begin && month < begin + longest) exposure[area * months + month] = 0
    }
  }
  try {
    return exposureRatios({ areas, months, counts: panel.counts, exposure, groups: 1, cluster })
  } catch (error) {
    if (error instanceof RangeError) return `This cannot be compared: ${error.message}.`
    throw error
  }
}

const methods: readonly {
  words: string
  run: (comparison: Comparison, longest: number) => ReturnType<typeof compareMirrored>
}[] = [
  {
    words: 'windows that mirror the selection',
    run: (comparison, longest) =>
      compareMirrored({ ...comparison, groupOf: (_area, age) => (age < longest ? 0 : leftOut) }),
  },
  { words: 'all months before, the selection among them', run: beforeAndAfter },
]

/** The same effect by every method, choice of controls and window; the first row is the one fixed beforehand. */
export const specificationRows = (base: Base): Specification[] => {
  if (!base.panel.reached.some((reached) => reached !== never)) return []
  const comparison = baseComparison(base)
  return methods.flatMap((method) =>
    buffers.flatMap(({ words: controls, metres }) =>
      windows.map(({ words: window, longest }): Specification => {
        const begins = beginsOf(base.panel, base.distances[base.by], metres)
        const found = method.run({ ...comparison, begins }, longest)
        const primary = method === methods[0] && metres === base.metres && longest === Infinity
        const names = { method: method.words, controls, window, primary }
        return typeof found === 'string'
          ? Object.assign(names, none, { why: found })
          : Object.assign(names, asChange(logEstimate(found)), { why: null })
      }),
    ),
  )
}
