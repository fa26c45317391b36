import { monthInWords } from '../../../foundation/words/figures.ts'
import type {
  Claim,
  Controls,
  Corrected,
  RandomOrderEffect,
  MeasureReport,
  Outcomes,
  Power,
  PrePeriod,
  Primary,
} from './report-types.ts'

const percent = (share: number): string => `${Math.abs(100 * share).toFixed(1)}%`

export type ClaimGrounds = Pick<MeasureReport, 'breaks' | 'warnings'> & {
  primary: Primary
  lot: RandomOrderEffect | null
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
  if (covered < 2) reasons.push('One treated area proves nothing: something else may explain it.')
  else if (deployments < 2) reasons.push('One deployment proves nothing: something else may explain it.')
  if (controls.metres === 0)
    reasons.push(
      'There is no buffer: nearby areas may have got their burglaries, or shared their protection.',
    )
  if (controls.left < controls.needed)
    reasons.push(
      `Too few areas are left to compare with: ${controls.left} beyond ${controls.metres} metres, of ${controls.untreated} without kits; ${controls.needed} are needed.`,
    )
  for (const { month, words } of breaks)
    reasons.push(`What is counted changed in ${monthInWords(month)}, between the months compared: ${words}`)
  if (primary.why !== null) return [...reasons, primary.why]
  if (power.detectable === null || Math.abs(primary.estimate) < power.detectable) reasons.push(power.words)
  if (primary.low === null) reasons.push('Too few deployment areas for a likely range.')
  else if (!excludesZero(primary)) reasons.push('This could be chance: the likely range includes no change.')
  if (outcomes && outcomes.burglary !== null && outcomes.burglary >= level)
    reasons.push(
      `We looked at several outcomes. Allowing for that, this could be chance: p = ${outcomes.burglary.toFixed(3)}.`,
    )
  if (lot && lot.why === null && lot.p > level)
    reasons.push(
      `The start order was random: ${percent(lot.p)} of possible orders change burglary this much by chance alone.`,
    )
  if (corrected.why !== null)
    reasons.push(`We could not forecast these areas before the start: ${corrected.why}`)
  else if (!excludesZero(corrected) || corrected.estimate < 0 !== primary.estimate < 0)
    reasons.push(
      'Compared with the forecast of the day before the first start, this could be chance: the likely range includes no change.',
    )
  if (prePeriod.p !== null && prePeriod.p < level)
    reasons.push('Burglary in these areas already changed differently from the rest before they were chosen.')
  return reasons
}

/** Whether anything may be claimed, and the one sentence that may be quoted then. */
export const claimOf = (grounds: ClaimGrounds): Claim => {
  const reasons = reasonsAgainst(grounds)
  const { primary } = grounds
  if (reasons.length > 0 || primary.why !== null || primary.low === null || primary.high === null)
    return { may: false, headline: 'We cannot tell if the kits worked.', reasons }
  return {
    may: true,
    headline: `Burglary was ${percent(primary.estimate)} ${primary.estimate < 0 ? 'lower' : 'higher'} than it would have been, relative to areas without kits (95% likely range ${ends(primary)}).`,
    reasons,
  }
}
