import { isControl } from '@mettrace/analysis/effect/exposure/mirrored'
import {
  carriedDispersion,
  changeDispersion,
  detectableChange,
} from '@mettrace/analysis/power/detectable-change'
import { mirroredExposure } from '@mettrace/analysis/effect/exposure/mirrored'
import { unexposed } from '@mettrace/analysis/effect/exposure/cells'
import { baseComparison, type Base } from './groups.ts'
import type { Power } from './report-types.ts'

const percent = (share: number): string => `${(100 * share).toFixed(1)}%`

/** Shorter windows of the past than this say too little of a year or more. */
const shortestWindow = 6

const wordsOf = (detectable: number | null, design: number | null): string => {
  if (design === null)
    return 'The past of these areas is too short, or they are too few, to say what effect we could detect.'
  if (detectable === null) return 'We could detect no effect of any size with these areas.'
  return `We could detect an effect of ${percent(detectable)} or more, 4 times in 5. We could not tell a smaller one from chance.`
}

/**
 * What effect the comparison could find, from the areas' own past before the first start: how much more than chance the
 * change of a deployment, and of the rest in squares of 2 km, varied between two windows as far apart as those compared.
 */
export const powerOf = (base: Base): Power => {
  const { panel, selection, cluster } = base
  const { begins, starts } = baseComparison(base)
  const [areas, months] = [panel.codes.length, panel.months]
  const exposure = mirroredExposure({ areas, months, begins, starts: starts!, selection, groupOf: () => 0 })
  const counts = { insideBefore: 0, insideAfter: 0, outsideBefore: 0, outsideAfter: 0 }
  const afterMonth = new Uint8Array(months)
  for (const [at, group] of exposure.entries()) if (group >= 0) afterMonth[at % months] = 1
  const first = starts!.reduce((least, start) => (start >= 0 ? Math.min(least, start) : least), months)
  for (const [at, group] of exposure.entries()) {
    const count = panel.counts[at]!
    const isInside = begins[Math.floor(at / months)]! >= 0
    if (group >= 0) counts.insideAfter += count
    else if (group === unexposed && isInside) counts.insideBefore += count
    else if (group === unexposed) {
      if (afterMonth[at % months] && at % months >= first) counts.outsideAfter += count
      else counts.outsideBefore += count
    }
  }
  const wanted = Math.max(
    1,
    afterMonth.reduce((sum, one) => sum + one, 0),
  )
  const between = selection ? Math.min(12, selection.to - selection.from + 1) : 0
  const window = Math.min(wanted, Math.floor((first - between) / 2))
  const past = Int32Array.from({ length: areas * first }, (_, at) => {
    const area = Math.floor(at / Math.max(1, first))
    return panel.counts[area * months + (at % first)]!
  })
  const dispersion = (isInside: boolean): number | null => {
    if (window < shortestWindow) return null
    const own = cluster.map((each, area) => {
      const begin = begins[area]!
      return (isInside ? begin >= 0 : begin === isControl) ? each : -1
    })
    const names = new Map([...new Set(own.filter((each) => each >= 0))].map((each, at) => [each, at]))
    const found = changeDispersion({
      counts: past,
      areas,
      months: first,
      cluster: own.map((each) => names.get(each) ?? -1),
      window,
      between,
    })
    return found === null ? null : carriedDispersion(found, window, wanted)
  }
  const [designInside, designOutside] = [dispersion(true), dispersion(false)]
  // As it would have been without kits: the fall that is looked for must not be taken for a want of burglaries.
  const insideAfter =
    counts.outsideBefore > 0 ? (counts.insideBefore * counts.outsideAfter) / counts.outsideBefore : 0
  const detectable =
    designInside === null || designOutside === null
      ? null
      : detectableChange({ ...counts, insideAfter }, { inside: designInside, outside: designOutside })
  return {
    detectable,
    designInside,
    designOutside,
    measuredOver: Math.max(0, window),
    ...counts,
    words: wordsOf(detectable, designInside === null ? null : designOutside),
  }
}
