import { plainWords } from './categories.ts'

export type IncidentSeries = 'residential' | 'other' | 'not burglary'

export type Classified = {
  series: IncidentSeries
  /** False for a burglary that does not say of what: it is of the series of all burglary only. */
  certain: boolean
}

/**
 * Classes of the Home Office Counting Rules for burglary, with or without the letter or number of an offence in the
 * class. To March 2017: 28A burglary in a dwelling, 28B attempted, 28C distraction, 28D attempted distraction, 29
 * aggravated; 30A burglary in a building other than a dwelling, 30B attempted, 31 aggravated. From April 2017: 28E to
 * 28H and 29A residential, 30C, 30D and 31A business and community (Home Office, offence reference tables of the crime
 * open data; later letters stay in their class). A class never changed sides, so the class alone decides.
 */
const seriesOfClass: Readonly<Record<string, IncidentSeries>> = {
  28: 'residential',
  29: 'residential',
  30: 'other',
  31: 'other',
}

/** `28A`, `28/1`, `028/01`, `02801`, with or without "HO" or "class" before it and words after it. */
const offenceCode =
  /^(?:HOC?|HOME OFFICE|CLASS|CODE)?\s*0*(28|29|30|31)(?:\s?[A-Z]|\s?\/\s?\d{1,2}|(?<=0\d\d)\d{2})?(?:\s*[-:–].*|\s+\D.*)?$/

const seriesOfCode = (text: string): IncidentSeries | undefined =>
  seriesOfClass[offenceCode.exec(text.trim().toUpperCase())?.[1] ?? '']

/** What was looked into and is not, or no longer, a recorded burglary. */
const withdrawn = /\b(NO CRIME|NO CRIMED|NON CRIME|CANCELLED|NOT BURGLARY|TRANSFERRED OUT|GOING EQUIPPED)\b/

const notAHome =
  /\b(NON (DWELL\w*|RES\w*|DOM\w*)|NOT A DWELLING|OTHER (THAN|BUILDINGS?|PREMISES)|OTD|BOTD|BUSINESS|COMMUNITY|COMMERCIAL)\b/

/** Distraction burglary is recorded for dwellings only (28C, 28G). */
const aHome =
  /\b(DWELL\w*|RES|RESI|RESID\w*|DOMESTIC|HOMES?|UNCONNECTED|OUTBUILDING|BID|DISTRACTION|ARTIFICE)\b/

/** In a file of burglaries the word itself may be left out. */
const withoutTheWord: Readonly<Record<string, IncidentSeries>> = {
  DWELLING: 'residential',
  RESIDENTIAL: 'residential',
  DOMESTIC: 'residential',
  'RESIDENTIAL HOME': 'residential',
  'RESIDENTIAL UNCONNECTED BUILDING': 'residential',
  'NON DWELLING': 'other',
  'NON RESIDENTIAL': 'other',
  'OTHER THAN A DWELLING': 'other',
  'OTHER BUILDING': 'other',
  'BUSINESS AND COMMUNITY': 'other',
}

/**
 * Series of an incident by its classification in words or by its Home Office code, or both: words that say what was
 * burgled decide, else the code does.
 */
export const classify = (...texts: readonly string[]): Classified => {
  const plain = texts.map((text) => plainWords(text).replace('HOME OFFICE', ''))
  if (plain.some((words) => withdrawn.test(words))) return { series: 'not burglary', certain: true }
  const burglaries = plain.filter((words) => /\bBURG/.test(words))
  for (const words of burglaries) {
    if (notAHome.test(words)) return { series: 'other', certain: true }
    if (aHome.test(words)) return { series: 'residential', certain: true }
  }
  const byCode = texts.map(seriesOfCode).find((series) => series !== undefined)
  if (byCode) return { series: byCode, certain: true }
  if (burglaries.length > 0) return { series: 'other', certain: false }
  const series = plain.map((words) => withoutTheWord[words]).find((found) => found !== undefined)
  return { series: series ?? 'not burglary', certain: true }
}
