import { agreementOf, type Agreement } from '@mettrace/analysis/saturation/agreement'
import type { Interval } from '@mettrace/analysis/saturation/intervals'
import type { LotErrors } from '@mettrace/analysis/saturation/lot-quality'
import { verifiedShare, type Checked, type Verified } from '@mettrace/analysis/saturation/verified'

/** Homes of an area that were reported alike, and what was found at the doors that were drawn of them. */
export type Stratum = {
  homes: number
  drawn: number
  marked: number
  notMarked: number
  nothing: number
  refused: number
  noAnswer: number
}

/** A closed spot check in numbers. Days as `2026-11-30`, shares from 0 to 1. */
export type SpotCheckCounts = {
  reported: Stratum
  others: Stratum
  target: number
  /** What a rule of lot quality was reckoned for; null where the doors were drawn for a share. */
  lot: (LotErrors & { poor: number; atLeast: number }) | null
  drawnOn: string
  closedOn: string
}

/** Share of all homes with its exact interval. */
export type VerifiedShare = Interval & { share: number }

export type LotVerdict = LotErrors & {
  checked: number
  atLeast: number
  poor: number
  marked: number
  verdict: 'accepted' | 'not accepted' | 'cannot tell'
}

export type SpotCheckResult = {
  /** Doors at which nobody could look: they stay in the sample. */
  unanswered: number
  reportedShare: number
  /** Null where a stratum with homes has no door at which somebody could look. */
  verified: VerifiedShare | null
  /** With the standard error, of the doors at which somebody could look. */
  usual: Pick<Verified, 'standardError' | 'normal'> | null
  agreement: Agreement | null
  lot: LotVerdict | null
  /** Where the interval lies to the target. */
  against: 'above' | 'below' | 'cannot tell'
}

const unansweredOf = ({ refused, noAnswer }: Stratum): number => refused + noAnswer

/** Doors of a stratum where somebody could look. */
const looked = (stratum: Stratum): Checked => ({
  homes: stratum.homes,
  checked: stratum.drawn - unansweredOf(stratum),
  found: stratum.marked,
})

/** All doors that were drawn, those without an answer as if all of them, or none, were marked. */
const supposed = (stratum: Stratum, marked: boolean): Checked => ({
  homes: stratum.homes,
  checked: stratum.drawn,
  found: stratum.marked + (marked ? unansweredOf(stratum) : 0),
})

/**
 * The share is that of the doors where somebody could look. The interval goes from the low end with every other door
 * counted as not marked to the high end with every one as marked: whatever is behind them, it holds the truth as often as it says.
 */
const verifiedOf = ({
  reported,
  others,
}: SpotCheckCounts): { verified: VerifiedShare; usual: Verified } | null => {
  const among = verifiedShare({ reported: looked(reported), others: looked(others) })
  if (!among) return null
  const end = (marked: boolean): Interval =>
    verifiedShare({ reported: supposed(reported, marked), others: supposed(others, marked) })!.exact
  return { verified: { share: among.share, low: end(false).low, high: end(true).high }, usual: among }
}

const verdictOf = (counts: SpotCheckCounts, unanswered: number): LotVerdict | null => {
  const { lot, reported, others } = counts
  if (!lot) return null
  const marked = reported.marked + others.marked
  const verdict =
    marked >= lot.atLeast ? 'accepted' : marked + unanswered < lot.atLeast ? 'not accepted' : 'cannot tell'
  return { ...lot, checked: reported.drawn + others.drawn, marked, verdict }
}

const againstTarget = (verified: VerifiedShare | null, target: number): SpotCheckResult['against'] => {
  if (verified && verified.low >= target) return 'above'
  return verified && verified.high < target ? 'below' : 'cannot tell'
}

/** What a spot check came to. */
export const resultOf = (counts: SpotCheckCounts): SpotCheckResult => {
  const { reported, others, target } = counts
  const unanswered = unansweredOf(reported) + unansweredOf(others)
  const found = verifiedOf(counts)
  const verified = found?.verified ?? null
  const table = {
    both: reported.marked,
    reportedOnly: reported.notMarked + reported.nothing,
    foundOnly: others.marked,
    neither: others.notMarked + others.nothing,
  }
  const doors = table.both + table.reportedOnly + table.foundOnly + table.neither
  return {
    unanswered,
    reportedShare: reported.homes / (reported.homes + others.homes),
    verified,
    usual: found && { standardError: found.usual.standardError, normal: found.usual.normal },
    agreement: doors === 0 ? null : agreementOf(table),
    lot: verdictOf(counts, unanswered),
    against: againstTarget(verified, target),
  }
}
