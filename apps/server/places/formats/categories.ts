import { type Month } from '../../foundation/month.ts'

/** What a burglary was of, in the words of the rules it was recorded under; `unspecified` when they do not say. */
export type BurglaryPart =
  'dwelling' | 'residential' | 'home' | 'unconnected building' | 'other' | 'unspecified'

export type Category = {
  burglary: boolean
  /** Of the residential series. */
  residential: boolean
  /** None for what is not burglary. */
  part: BurglaryPart | null
  /** False for a burglary category that the crosswalk does not know: it counts in the series of all burglary only. */
  recognised: boolean
}

/**
 * Minor categories of burglary in every vintage of the MPS counts (London Datastore, "MPS Recorded Crime: Geographic
 * Breakdown"). "Domestic Burglary" names dwellings up to March 2017 and what is residential from April 2017: the break
 * is in the months, not in the name.
 */
const minorParts: Readonly<Record<string, BurglaryPart>> = {
  'BURGLARY IN A DWELLING': 'dwelling',
  'BURGLARY DWELLING': 'dwelling',
  'DOMESTIC BURGLARY': 'residential',
  'BURGLARY RESIDENTIAL': 'residential',
  'RESIDENTIAL BURGLARY': 'residential',
  'RESIDENTIAL GENERAL': 'residential',
  'RES BURGLARY OF A HOME': 'home',
  'RESIDENTIAL BURGLARY OF A HOME': 'home',
  'RESIDENTIAL HOME': 'home',
  'RES BURGLARY OF UNCONNECTED BUILDING': 'unconnected building',
  'RESIDENTIAL BURGLARY OF UNCONNECTED BUILDING': 'unconnected building',
  'RESIDENTIAL OUTBUILDING': 'unconnected building',
  'BURGLARY IN OTHER BUILDINGS': 'other',
  'BURGLARY BUSINESS AND COMMUNITY': 'other',
  'BUSINESS AND COMMUNITY BURGLARY': 'other',
  'BURGLARY NON RESIDENTIAL': 'other',
  'NON DOMESTIC BURGLARY': 'other',
}

const residentialParts: ReadonlySet<BurglaryPart> = new Set([
  'dwelling',
  'residential',
  'home',
  'unconnected building',
])

/** Capitals, words parted by single blanks, no signs: `Burglary - Residential` and `BURGLARY RESIDENTIAL` are one. */
export const plainWords = (text: string): string =>
  text
    .toUpperCase()
    .replaceAll('&', ' AND ')
    .replaceAll(/[^A-Z0-9]+/g, ' ')
    .trim()

export const isResidentialPart = (part: BurglaryPart): boolean => residentialParts.has(part)

const notBurglary: Category = { burglary: false, residential: false, part: null, recognised: true }

/** The crosswalk: a major and a minor category of any vintage, in any capitals. */
export const categoryOf = (major: string, minor: string): Category => {
  if (plainWords(major) !== 'BURGLARY') return notBurglary
  const part = minorParts[plainWords(minor)]
  return part === undefined
    ? { burglary: true, residential: false, part: 'unspecified', recognised: false }
    : { burglary: true, residential: isResidentialPart(part), part, recognised: true }
}

export type SeriesBreak = {
  /** First month recorded in the new way. */
  month: Month
  from: string
  to: string
  /** Series of which figures before and after differ by the recording alone. */
  series: readonly ('all' | 'residential')[]
  words: string
  source: string
  /** Only counts of the Metropolitan Police have it. */
  metropolitan?: true
}

const monthOf = (year: number, month: number): Month => year * 12 + month - 1

/** Months at which a burglary category came to mean something else, oldest first. */
export const seriesBreaks: readonly SeriesBreak[] = [
  {
    month: monthOf(2017, 4),
    from: 'burglary in a dwelling',
    to: 'residential burglary',
    series: ['residential'],
    words:
      'From April 2017 burglaries of sheds, garages and other outbuildings of a home are residential; before, they were not. Only the series of all burglary survives this.',
    source: 'Home Office Counting Rules, Burglary, April 2017',
  },
  {
    month: monthOf(2023, 4),
    from: 'residential burglary',
    to: 'residential burglary of a home, and of an unconnected building',
    series: [],
    words:
      'During April 2023 residential burglary is split into burglary of a home and of an unconnected building. The two together go on as residential; either alone does not compare with the years before.',
    source: 'Home Office Crime Recording Rules, Burglary, 2023; the months of the MPS counts',
  },
  {
    month: monthOf(2024, 3),
    from: 'Crime Report Information System (CRIS)',
    to: 'CONNECT',
    metropolitan: true,
    series: ['all', 'residential'],
    words:
      'The Metropolitan Police recorded in CRIS until 27 February 2024 and in CONNECT from the day after. Counts of the two come in separate files.',
    source: 'Metropolitan Police, freedom of information disclosure 01.FOI.25.042468, January 2025',
  },
]

/**
 * Breaks that stand between two months, so that a comparison of the earlier with the later is confounded by them; with
 * a series, only those that change it. The order of the months does not matter.
 */
export const breaksBetween = (one: Month, other: Month, series?: 'all' | 'residential'): SeriesBreak[] => {
  const first = Math.min(one, other)
  const last = Math.max(one, other)
  return seriesBreaks.filter(
    (each) =>
      each.month > first && each.month <= last && (series === undefined || each.series.includes(series)),
  )
}

/** `From April 2017 …` */
export const breakWarning = ({ words }: SeriesBreak): string => words

/** Names that stand in a borough's place in the MPS counts and are no borough. */
const notBoroughs: ReadonlySet<string> = new Set([
  'AVIATION SECURITY SO18',
  'LONDON HEATHROW AND LONDON CITY AIRPORTS',
  'HEATHROW',
  'UNKNOWN',
  'NOT KNOWN',
  'NK',
  'OTHER NK',
])

/** Whether a name in a borough's place is an airport command or no place at all. */
export const isOutsideBoroughs = (borough: string): boolean => notBoroughs.has(plainWords(borough))
