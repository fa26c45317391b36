import { count, oneDecimal, wholeNumber } from '../../../foundation/words/figures.ts'
import type { Band } from '../saturation/outlook.ts'
import type { RoundsDay } from './rounds-of-day.ts'
import type { ToTryLater } from './times-to-try.ts'

const inBand: Record<Band, string> = {
  daytime: 'by day',
  evening: 'in the evening',
  weekend: 'at a weekend',
}

const percent = (share: number): string => `${Math.round(100 * share)}%`

/** `twice by day, once in the evening`. */
const triedWords = ({ unanswered }: ToTryLater): string =>
  [...unanswered].map(([band, tries]) => `${count(tries, 'time')} ${inBand[band]}`).join(', ')

const whyWords = ({ best, unanswered, answers, unknown }: ToTryLater): string => {
  const tried = [...unanswered.keys()]
    .map((band) => `${percent(answers.get(band)!)} ${inBand[band]}`)
    .join(', ')
  return unknown.has(best)
    ? `nobody has been there ${inBand[best]}; doors answer ${tried}`
    : `doors answer ${percent(answers.get(best)!)} ${inBand[best]}, ${tried}`
}

/** When a home is to be tried and why, in one line; undefined where any time is as good. */
export const laterWords = (later: ToTryLater | undefined): string | undefined =>
  later &&
  `${later.good.map((band) => inBand[band]).join(' or ')}: no answer ${triedWords(later)}; ${whyWords(later)}`

/** Homes that are to be tried at another time, by their street, what was tried, and when. */
export const laterLines = ({ all, later }: Pick<RoundsDay, 'all' | 'later'>) => {
  const lines = all.flatMap(({ id, street }) => {
    const found = later.get(id)
    if (!found) return []
    const go = found.good.map((band) => inBand[band]).join(' or ')
    return [{ street, tried: triedWords(found), go, why: whyWords(found) }]
  })
  const same = [...Map.groupBy(lines, (line) => JSON.stringify(line)).values()]
  return same
    .toSorted((a, b) => b.length - a.length || (a[0]!.street < b[0]!.street ? -1 : 1))
    .map((each) => {
      const { street, tried, go, why } = each[0]!
      return { street, tried, go, why, homes: wholeNumber(each.length) }
    })
}

/** Streets that are listed. */
const mostLines = 10

/** Where the next visits gain most, each with what all up to it are expected to come to; undefined where nothing is known. */
export const gainLines = ({ gains, toGo }: Pick<RoundsDay, 'gains' | 'toGo'>) => {
  if (gains.length === 0) return undefined
  let [visits, together] = [0, 0]
  return {
    toGo: toGo === null ? undefined : count(toGo, 'home'),
    streets: gains.slice(0, mostLines).map(({ street, band, homes, expected }) => {
      visits += homes
      together += expected
      return {
        street,
        when: inBand[band],
        homes: wholeNumber(homes),
        expected: oneDecimal(expected),
        visits: wholeNumber(visits),
        together: oneDecimal(together),
      }
    }),
    others: gains.length > mostLines ? count(gains.length - mostLines, 'other line') : undefined,
  }
}
