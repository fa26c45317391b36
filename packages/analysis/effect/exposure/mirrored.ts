import { leftOut, unexposed } from './cells.ts'

/** In a list of beginnings: an area that is compared with, and one that is left out altogether. */
export const isControl = -1
export const isLeftOut = -2

export type MirrorQuestion = {
  readonly areas: number
  readonly months: number
  /** First exposed month of each area, or `isControl`, or `isLeftOut`. */
  readonly begins: Int32Array
  /** First month of each area in which anything may have happened: from it to the beginning nothing is compared. */
  readonly starts: Int32Array
  /** Months by whose counts the areas were chosen; null where they were drawn by lot. */
  readonly selection: { readonly from: number; readonly to: number } | null
  /** Group of an exposed cell by area and months since its beginning; `leftOut` where it is not wanted. */
  readonly groupOf: (area: number, age: number) => number
}

/**
 * Exposure of every cell of a comparison whose windows mirror the selection. An area chosen for a bad year was already
 * rising into it and falls out of it by itself; where that short-lived risk is stationary, months as far before the
 * selection as the exposed months lie after it hold as much of it, so that the difference between the two is the effect
 * (symmetric difference in differences: Chabé-Ferret, Journal of Econometrics 185, 2015; Heckman & Robb 1985). Exposed
 * months without a month to mirror them are left out; where the areas were drawn by lot, every month before is compared.
 */
export const mirroredExposure = (question: MirrorQuestion): Int16Array => {
  const { areas, months, begins, starts, selection, groupOf } = question
  const exposure = new Int16Array(areas * months).fill(leftOut)
  const used = new Uint8Array(months)
  const put = (area: number, month: number, group: number): void => {
    exposure[area * months + month] = group
    used[month] = 1
  }
  for (let area = 0; area < areas; area++) {
    const begin = begins[area]!
    if (begin < 0) continue
    let any = false
    for (let month = begin; month < months; month++) {
      const group = groupOf(area, month - begin)
      if (group === leftOut) continue
      const mirror = selection ? selection.from + selection.to - month : 0
      if (mirror < 0 || (selection && month <= selection.to)) continue
      any = true
      put(area, month, group)
      if (selection) put(area, mirror, unexposed)
    }
    if (any && !selection) for (let month = 0; month < starts[area]!; month++) put(area, month, unexposed)
  }
  for (let area = 0; area < areas; area++) {
    if (begins[area] !== isControl) continue
    for (let month = 0; month < months; month++) if (used[month]) exposure[area * months + month] = unexposed
  }
  return exposure
}
