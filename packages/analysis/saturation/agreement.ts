import { normalQuantile } from '../special/normal-quantile.ts'
import { clopperPearson, type Interval } from './intervals.ts'

/** Doors that were checked, by what was reported of them and what was found. */
export type AgreementTable = {
  readonly both: number
  readonly reportedOnly: number
  readonly foundOnly: number
  readonly neither: number
}

export type Agreement = {
  /** Share of the doors of which both say the same, exact interval. */
  readonly agreement: number
  readonly interval: Interval
  /** Agreement beyond what chance alone would give; null where one of the two says the same of every door. */
  readonly kappa: number | null
  readonly kappaInterval: Interval | null
}

/**
 * Agreement of reports and checks, and Cohen's kappa (Cohen 1960, Educational and Psychological Measurement 20) with its
 * large-sample interval (Fleiss, Cohen and Everitt 1969, Psychological Bulletin 72), cut at −1 and 1. They are of the doors
 * that were checked: where the two strata were drawn at different rates they are no figures of the area.
 * Throws RangeError for counts that are not whole, no door at all, or a level outside 0 to 1.
 */
export const agreementOf = (table: AgreementTable, level = 0.95): Agreement => {
  const { both, reportedOnly, foundOnly, neither } = table
  const counts = [both, reportedOnly, foundOnly, neither]
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0))
    throw new RangeError(`doors are counted in whole numbers from 0, found ${counts.join(', ')}`)
  const doors = both + reportedOnly + foundOnly + neither
  const agreed = both + neither
  const interval = clopperPearson(agreed, doors, level)
  const agreement = agreed / doors
  const [reported, found] = [(both + reportedOnly) / doors, (both + foundOnly) / doors]
  const byChance = reported * found + (1 - reported) * (1 - found)
  const isAlike = [reported, found].some((share) => share === 0 || share === 1)
  if (isAlike) return { agreement, interval, kappa: null, kappaInterval: null }
  const kappa = (agreement - byChance) / (1 - byChance)
  const beyond = 1 - kappa
  const variance =
    ((both / doors) * (1 - (reported + found) * beyond) ** 2 +
      (neither / doors) * (1 - (2 - reported - found) * beyond) ** 2 +
      beyond ** 2 *
        ((reportedOnly / doors) * (found + 1 - reported) ** 2 +
          (foundOnly / doors) * (1 - found + reported) ** 2) -
      (kappa - byChance * beyond) ** 2) /
    (doors * (1 - byChance) ** 2)
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(Math.max(0, variance))
  return {
    agreement,
    interval,
    kappa,
    kappaInterval: { low: Math.max(-1, kappa - reach), high: Math.min(1, kappa + reach) },
  }
}
