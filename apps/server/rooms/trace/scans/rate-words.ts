import { count, percent, wholeNumber } from '../../../foundation/words/figures.ts'
import type { Rate } from './rates.ts'

/** A share in per cent; what is not all never reads as all. */
export const shareInWords = (share: number): string => percent(share < 1 ? Math.min(share, 0.9994) : share)

/** `71.9% to 79.1%` */
export const rangeInWords = ({ low, high }: { low: number; high: number }): string =>
  `${shareInWords(low)} to ${percent(high)}`

/** Whether every detainee was scanned: the heading of the rates, and what stands behind it. */
export const verdictOf = (total: Rate): { heading: string; words: string } => {
  const question = 'Was every detainee scanned?'
  const { booked, scanned, over, noRecord, refused, notPossible, rate } = total
  if (over > 0)
    return {
      heading: `${question} The numbers disagree`,
      words: `${count(over, 'person', 'people')} more ${over === 1 ? 'is' : 'are'} on record than were booked in. Correct the number or the scans: until then there is no rate.`,
    }
  if (rate === null)
    return {
      heading: `${question} Not known`,
      words: 'No number of detainees booked in is known, and without it there is no rate.',
    }
  if (scanned === booked)
    return {
      heading: 'Every detainee booked in was scanned',
      words: `${wholeNumber(scanned)} of ${wholeNumber(booked)}. So many show a rate from ${rangeInWords(rate)} (95% interval).`,
    }
  return {
    heading: `${question} ${shareInWords(rate.share)} were`,
    words: `No: ${wholeNumber(scanned)} of ${wholeNumber(booked)}, which shows a rate from ${rangeInWords(rate)} (95% interval). ${wholeNumber(refused)} refused, ${wholeNumber(notPossible)} not possible, ${wholeNumber(noRecord)} without a record.`,
  }
}
