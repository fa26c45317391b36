import { MetTraceError } from '../../foundation/errors.ts'
import type { Month } from '../../foundation/month.ts'
import { headingsInWords } from './headings.ts'
import { readMonth } from './periods.ts'
import type { SourceFile } from './source-files.ts'

export type CountLevel = 'lsoa' | 'ward' | 'borough'

export type CountLabels = { area: string; areaName: string; borough: string; major: string; minor: string }

/** How a table of counts is laid out: a column for each month, or a row for each month. */
export type CountLayout = {
  level: CountLevel
  labels: (row: string[]) => CountLabels
  /** Cells that a row cannot do without: its labels. */
  least: number
} & (
  | { kind: 'wide'; months: { month: Month; at: number }[] }
  | { kind: 'long'; monthText: (row: string[]) => string; count: number }
)

/**
 * Headings by vintage, letters and figures only. Wide: "MajorText" (boroughs and wards since 2019), "Major Category"
 * (LSOAs, and all levels before); the borough is "LookUp_BoroughName", "BoroughName" or "Borough". Long: "CrimeType ",
 * "CrimeDetails", "CrimeCount" (boroughs 2011–2013); "major_category", "value", "year", "month" (a public copy).
 */
const accepted = {
  lsoaCode: ['lsoacode', 'lsoa11cd', 'lsoa21cd', 'lsoa'],
  lsoaName: ['lsoaname', 'lsoa11nm', 'lsoa21nm'],
  wardCode: ['wardcode', 'lookupwardcode'],
  wardName: ['wardname', 'ward', 'lookupwardname'],
  borough: ['lookupboroughname', 'boroughname', 'borough'],
  major: ['majortext', 'majorcategory', 'majorclassdescription', 'crimetype'],
  minor: ['minortext', 'minorcategory', 'minorclassdescription', 'crimedetails'],
  month: ['month', 'monthyear'],
  year: ['year'],
  count: ['crimecount', 'count', 'value', 'offences'],
} as const satisfies Record<string, readonly string[]>

type Role = keyof typeof accepted

const plain = (heading: string): string => heading.toLowerCase().replaceAll(/[^a-z0-9]+/g, '')

const findRole = (headings: readonly string[], role: Role): number => {
  const plainHeadings = headings.map(plain)
  for (const name of accepted[role]) {
    const at = plainHeadings.indexOf(name)
    if (at !== -1) return at
  }
  return -1
}

const missing = (file: SourceFile, headings: readonly string[], expected: string): MetTraceError =>
  new MetTraceError('column_missing', `This table of counts has no column for ${expected}.`, {
    file: file.name,
    line: 1,
    found: headingsInWords(headings),
    expected,
  })

/** Errors: `column_missing`; `value_invalid` when two columns are of the same month. */
export const countLayoutOf = (file: SourceFile, headings: readonly string[]): CountLayout => {
  const need = (role: Role, expected: string): number => {
    const at = findRole(headings, role)
    if (at === -1) throw missing(file, headings, expected)
    return at
  }
  const major = need('major', 'the major category (MajorText)')
  const minor = need('minor', 'the minor category (MinorText)')
  const [lsoaCode, lsoaName, wardCode, wardName] = (
    ['lsoaCode', 'lsoaName', 'wardCode', 'wardName'] as const
  ).map((role) => findRole(headings, role)) as [number, number, number, number]
  const level: CountLevel =
    lsoaCode >= 0 || lsoaName >= 0 ? 'lsoa' : wardCode >= 0 || wardName >= 0 ? 'ward' : 'borough'
  const borough =
    level === 'borough' ? need('borough', 'the borough (LookUp_BoroughName)') : findRole(headings, 'borough')
  // Names of wards are not unique in London, so a table of wards without codes cannot be placed.
  const code = {
    lsoa: () => need('lsoaCode', 'the LSOA code (LSOA Code)'),
    ward: () => need('wardCode', 'the ward code (WardCode)'),
    borough: () => borough,
  }[level]()
  const name = { lsoa: lsoaName, ward: wardName, borough }[level]
  const labels = (row: string[]): CountLabels => ({
    area: row[code] ?? '',
    areaName: row[name] ?? '',
    borough: row[borough] ?? '',
    major: row[major] ?? '',
    minor: row[minor] ?? '',
  })
  const least = Math.max(code, major, minor) + 1
  const months = monthColumns(file, headings)
  if (months.length > 0) return { kind: 'wide', level, labels, least, months }
  const month = need('month', 'the months (201904, 201905 …)')
  const year = findRole(headings, 'year')
  const count = need('count', 'the number of offences (CrimeCount)')
  const monthText = (row: string[]): string =>
    year === -1 ? (row[month] ?? '') : monthOfYear(row[month] ?? '', row[year] ?? '')
  return { kind: 'long', level, labels, least, monthText, count }
}

/** Month and year of columns of their own, also where pandas made them fractions. */
const monthOfYear = (month: string, year: string): string => {
  const [monthText, yearText] = [month, year].map((text) => text.trim().replace(/\.0+$/, '')) as [
    string,
    string,
  ]
  return /^\d+$/.test(monthText) ? `${yearText}-${monthText}` : `${monthText} ${yearText}`
}

const monthColumns = (file: SourceFile, headings: readonly string[]): { month: Month; at: number }[] => {
  const months: { month: Month; at: number }[] = []
  for (const [at, heading] of headings.entries()) {
    const month = readMonth(heading)
    if (month === undefined) continue
    if (months.some((other) => other.month === month)) {
      throw new MetTraceError('value_invalid', 'Two columns are of the same month.', {
        file: file.name,
        line: 1,
        column: at + 1,
        found: heading,
        expected: 'each month once',
      })
    }
    months.push({ month, at })
  }
  return months
}
