import type { Transaction } from '../../../foundation/with-actor.ts'
import { coverageOf, type Coverage } from '../../deliver/deployments/coverage.ts'
import { deploymentsOfApproval } from '../../deliver/deployments/deployments.ts'
import { exposureByMonth, type ExposureOfMonth } from '../../deliver/signs/exposure.ts'
import type { Programme } from './programme-schema.ts'

/** What could be seen in the areas of a programme in a month, and the share of its homes with a kit; null where that is not known. */
export type ExposedMonth = ExposureOfMonth & { share: number | null }

/** Share of the homes of some deployments that had a kit by the end of a month. */
const shareBy = (all: readonly Coverage[], month: string): number | null => {
  let [homes, given] = [0, 0]
  for (const { homesNow, withKit, months } of all) {
    if (homesNow === null || withKit === null) return null
    homes += homesNow
    given += months.reduce((sum, each) => sum + (each.month <= month ? each.homes : 0), 0)
  }
  return homes === 0 ? null : Math.min(1, given / homes)
}

/**
 * Signs, stickers, press and posters of the deployments that a programme was made of, month by month until `today`, beside their
 * coverage. Empty for a programme of no deployments, and where nothing was ever seen.
 */
export const exposureOfProgramme = async (
  tx: Transaction,
  { approval }: Programme,
  today: string,
): Promise<ExposedMonth[]> => {
  if (approval === undefined) return []
  const all = (await deploymentsOfApproval(tx, approval, today)).filter(({ heldOut }) => !heldOut)
  const areas = all.flatMap((each) => each.areas.map(({ code }) => code))
  const months = await exposureByMonth(tx, areas, today.slice(0, 7))
  if (months.length === 0) return []
  const coverage = [...(await coverageOf(tx, all, today)).values()]
  return months.map((each) => Object.assign({}, each, { share: shareBy(coverage, each.month) }))
}
