import type { Saturation } from '@mettrace/analysis/saturation/share'
import { homesToGo } from '@mettrace/analysis/saturation/homes-to-go'
import { dayInWords, timeInWords } from '../../../foundation/days.ts'
import { count, percent, wholeNumber } from '../../../foundation/words/figures.ts'
import type { Freshness } from './freshness.ts'
import type { ReadSaturation } from './saturation.ts'
import { stateBarOf, type StateBar } from './state-bar.ts'

/** `85%`, or `82.5%` where it has a fraction. */
export const targetInWords = (target: number): string => percent(target).replace('.0%', '%')

const shareInWords = (share: number | null): string => (share === null ? 'not known' : percent(share))

/** The share's two bounds: with those excluded back in, and of the homes where somebody was found. */
export const boundsInWords = ({ shareWithExcluded, shareOfFound }: Saturation): string =>
  shareWithExcluded === null
    ? 'not known'
    : `${percent(shareWithExcluded)} with excluded homes, ${
        shareOfFound === null
          ? 'nobody found yet'
          : `${percent(shareOfFound)} of homes where somebody was found`
      }`

/** The same as `58.0% to 70.7%`, for columns whose heading says what they are. */
const boundsInShort = ({ shareWithExcluded, shareOfFound }: Saturation): string =>
  shareWithExcluded === null
    ? 'not known'
    : `${percent(shareWithExcluded)} to ${shareOfFound === null ? 'not known' : percent(shareOfFound)}`

/** `40 minutes ago`, of a moment that is not to come. */
const agoInWords = (then: Date, now: Date): string => {
  const minutes = Math.max(0, Math.floor((now.getTime() - then.getTime()) / 60_000))
  if (minutes < 1) return 'less than a minute ago'
  if (minutes < 120) return `${count(minutes, 'minute')} ago`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${count(hours, 'hour')} ago` : `${count(Math.floor(hours / 24), 'day')} ago`
}

/** How old figures are, and how many phones are silent. Where nobody walks, all that there is to know is known. */
export type ShownAge = { heard: string; at: string; silent: string }

export const ageInWords = ({ asOf, phones, silentPhones }: Freshness, now: Date): ShownAge => ({
  heard: phones === 0 ? 'now' : agoInWords(asOf, now),
  at: timeInWords(asOf),
  silent:
    phones === 0
      ? 'none out'
      : silentPhones === 0
        ? `none of ${wholeNumber(phones)}`
        : `${wholeNumber(silentPhones)} of ${wholeNumber(phones)}`,
})

const toGoInWords = ({ homes, protected: isProtected }: Saturation, target: number): string => {
  if (homes === 0) return 'not known'
  const toGo = homesToGo(homes, isProtected, target)
  return toGo === 0 ? 'reached' : wholeNumber(toGo)
}

/** The share by spot checks, and what it is of: areas that nobody checked are not spoken of. */
export const verifiedInWords = (verified: ReadSaturation['verified']): { share: string; note: string } => {
  if (!verified) return { share: 'not known', note: 'no spot check has been closed' }
  const { share, low, high, drawnOn, checked, areas } = verified
  const range = `${percent(low)} to ${percent(high)}`
  const day = dayInWords(drawnOn)
  if (areas === 1) return { share: percent(share), note: `${range}, by doors drawn on ${day}` }
  if (checked === areas)
    return {
      share: percent(share),
      note: `${range}, by spot checks of all its ${wholeNumber(areas)} areas, the first drawn on ${day}`,
    }
  return {
    share: `${percent(share)} of a part`,
    note: `${range} in the ${wholeNumber(checked)} of ${count(areas, 'area')} that ${checked === 1 ? 'was' : 'were'} checked, the first drawn on ${day}; nobody can tell of the others`,
  }
}

/** A place as lists and tables show it, figures in words. */
export type ShownPlace = {
  homes: string
  protected: string
  deliveredOnly: string
  refused: string
  noAnswer: string
  notYet: string
  excluded: string
  share: string
  bounds: string
  toGo: string
  bar: StateBar | undefined
}

export const shownPlace = (place: Saturation, target: number): ShownPlace => ({
  homes: wholeNumber(place.homes),
  protected: wholeNumber(place.protected),
  deliveredOnly: wholeNumber(place.deliveredOnly),
  refused: wholeNumber(place.refused),
  noAnswer: wholeNumber(place.noAnswer),
  notYet: wholeNumber(place.notYet),
  excluded: wholeNumber(place.excluded),
  share: shareInWords(place.share),
  bounds: boundsInShort(place),
  toGo: toGoInWords(place, target),
  bar: stateBarOf(place, target),
})

/** Columns of a file, and a place's cells in them. */
export const stateHeadings = [
  'homes',
  'excluded',
  'protected',
  'delivered_only',
  'refused',
  'no_answer',
  'not_yet',
  'share',
  'share_with_excluded',
  'share_of_found',
  'target',
  'to_go',
] as const

const toFour = (share: number | null): number | null => (share === null ? null : Number(share.toFixed(4)))

export const stateCells = (place: Saturation, target: number): (number | null)[] => [
  place.homes,
  place.excluded,
  place.protected,
  place.deliveredOnly,
  place.refused,
  place.noAnswer,
  place.notYet,
  toFour(place.share),
  toFour(place.shareWithExcluded),
  toFour(place.shareOfFound),
  target,
  homesToGo(place.homes, place.protected, target),
]
