import type {
  Claim,
  Controls,
  Corrected,
  Lot,
  MeasureReport,
  Outcomes,
  Power,
  PrePeriod,
  Primary,
} from './report-types.ts'

const percent = (share: number): string => `${Math.abs(100 * share).toFixed(1)}%`

export type ClaimGrounds = Pick<MeasureReport, 'breaks' | 'warnings'> & {
  primary: Primary
  lot: Lot | null
  outcomes: Outcomes | null
  corrected: Corrected
  controls: Controls
  power: Power
  prePeriod: PrePeriod
  covered: number
  deployments: number
}

const excludesZero = ({ low, high }: { low: number | null; high: number | null }): boolean =>
  low !== null && high !== null && (low > 0 || high < 0)

/** The smaller end first. */
const ends = ({ low, high }: { low: number | null; high: number | null }): string =>
  [low ?? 0, high ?? 0]
    .toSorted((one, other) => Math.abs(one) - Math.abs(other))
    .map(percent)
    .join(' to ')

/** A p below which what moved before the selection is taken for a fault of the comparison, and above which a lot shows nothing. */
const level = 0.05

/** Everything that stands in the way of a claim, in words; none where it may be made. */
const reasonsAgainst = (grounds: ClaimGrounds): string[] => {
  const { primary, lot, outcomes, corrected, controls, power, prePeriod, breaks, covered, deployments } =
    grounds
  const reasons: string[] = []
  if (covered < 2)
    reasons.push('One treated area proves nothing: what happened there may have any other cause.')
  else if (deployments < 2)
    reasons.push('One deployment proves nothing: what happened there may have any other cause.')
  if (controls.metres === 0)
    reasons.push(
      'No buffer was kept: areas beside the covered ones may have got their burglaries, or shared their protection.',
    )
  if (controls.left < controls.needed)
    reasons.push(
      `Too few areas are left to compare with: ${controls.left} beyond ${controls.metres} metres, of ${controls.untreated} without kits; ${controls.needed} are needed.`,
    )
  for (const { month, words } of breaks)
    reasons.push(`What is counted changed in ${month}, between the months compared: ${words}`)
  if (primary.why !== null) return [...reasons, primary.why]
  if (power.detectable === null || Math.abs(primary.estimate) < power.detectable) reasons.push(power.words)
  if (primary.low === null) reasons.push('Too few deployment areas for an interval.')
  else if (!excludesZero(primary)) reasons.push('The interval holds no effect at all.')
  if (outcomes && outcomes.burglary !== null && outcomes.burglary >= level)
    reasons.push(
      `Adjusted for the number of outcomes looked at, p is ${outcomes.burglary.toFixed(3)}: one of several would come out so by chance.`,
    )
  if (lot && lot.why === null && lot.p > level)
    reasons.push(
      `The starts were drawn by lot, and in ${percent(lot.p)} of the orders that could have been drawn the ratio is as far from none.`,
    )
  if (corrected.why !== null)
    reasons.push(`No expectation could be frozen before the start: ${corrected.why}`)
  else if (!excludesZero(corrected) || corrected.estimate < 0 !== primary.estimate < 0)
    reasons.push(
      'Against what was to be expected on the day before the first start, the interval holds no effect at all.',
    )
  if (prePeriod.p !== null && prePeriod.p < level)
    reasons.push('The areas already moved otherwise than the rest before they were chosen.')
  return reasons
}

/** Whether anything may be claimed, and the one sentence that may be quoted then. */
export const claimOf = (grounds: ClaimGrounds): Claim => {
  const reasons = reasonsAgainst(grounds)
  const { primary } = grounds
  if (reasons.length > 0 || primary.why !== null || primary.low === null || primary.high === null)
    return { may: false, headline: 'Cannot be told.', reasons }
  return {
    may: true,
    headline: `Burglary was ${percent(primary.estimate)} ${primary.estimate < 0 ? 'lower' : 'higher'} than it would have been, relative to areas without kits (95% interval ${ends(primary)}).`,
    reasons,
  }
}
