import { parseMonth, type Month } from '../../foundation/month.ts'
import { monthByName, yearOfTwoFigures } from './dates.ts'

const monthOf = (year: number | undefined, month: number | undefined): Month | undefined =>
  year === undefined || month === undefined || month < 1 || month > 12 || year < 1900 || year >= 2200
    ? undefined
    : year * 12 + month - 1

const yearThenMonth = /^(\d{4})(?:[-/ ]?m|[-/])(\d{1,2})$/i
const packedMonth = /^((?:19|20|21)\d{2})(0[1-9]|1[0-2])(?:\.0+)?$/
const monthThenYear = /^(\d{1,2})[-/](\d{4})$/
const nameThenYear = /^([a-z]{3,9})\.?(?:[-/ ,]*(\d{4})|[-/ ]?['’]?(\d{2})(?!\d))$/i
const yearThenName = /^(\d{4})[-/ ]*([a-z]{3,9})\.?$/i

/**
 * A month as statistics programs, spreadsheets and people write it: `2014-03`, `201403`, `2014/3`, `03/2014`, `2014m3`
 * (Stata), `2014M03`, `Mar 2014`, `March 2014`, `Mar-14`, `2014 Mar`. Undefined when it is none.
 */
export const readMonth = (given: string): Month | undefined => {
  const plain = parseMonth(given)
  if (plain !== undefined) return plain
  const text = given.trim()
  const year = yearThenMonth.exec(text) ?? packedMonth.exec(text)
  if (year) return monthOf(Number(year[1]), Number(year[2]))
  const last = monthThenYear.exec(text)
  if (last) return monthOf(Number(last[2]), Number(last[1]))
  const name = nameThenYear.exec(text)
  if (name) {
    const of = name[2] === undefined ? yearOfTwoFigures(Number(name[3])) : Number(name[2])
    return monthOf(of, monthByName(name[1] ?? ''))
  }
  const back = yearThenName.exec(text)
  return back ? monthOf(Number(back[1]), monthByName(back[2] ?? '')) : undefined
}

/** `2014Q1`, `2014-Q1`, `2014 q1`, `Q1 2014`, `1Q2014`: year × 4 + quarter − 1. */
export const readQuarter = (text: string): number | undefined => {
  const match =
    /^(?<year>\d{4})[-/ :]?q(?<part>[1-4])$/i.exec(text) ??
    /^q(?<part>[1-4])[-/ ]?(?<year>\d{4})$/i.exec(text) ??
    /^(?<part>[1-4])q[-/ ]?(?<year>\d{4})$/i.exec(text)
  return match?.groups ? Number(match.groups['year']) * 4 + Number(match.groups['part']) - 1 : undefined
}

/** `2014H1`, `2014-h2` (Stata), `H1 2014`: year × 2 + half − 1. */
export const readHalf = (text: string): number | undefined => {
  const match =
    /^(?<year>\d{4})[-/ ]?[hs](?<part>[12])$/i.exec(text) ??
    /^h(?<part>[12])[-/ ]?(?<year>\d{4})$/i.exec(text)
  return match?.groups ? Number(match.groups['year']) * 2 + Number(match.groups['part']) - 1 : undefined
}

/** Weeks since that of 1 January 1970, by ISO 8601: `2014-W05`, `2014W05`. */
export const readWeek = (text: string): number | undefined => {
  const match = /^(\d{4})-?W(\d{2})$/.exec(text)
  const [year, week] = [Number(match?.[1]), Number(match?.[2])]
  if (!match || week < 1 || week > 53) return undefined
  const fourth = Date.UTC(year, 0, 4)
  const monday = fourth / 86_400_000 - ((new Date(fourth).getUTCDay() + 6) % 7) + (week - 1) * 7
  return (monday + 3) / 7
}

/** Stata's weeks, of which each year has 52: `2014w5`. */
export const readStataWeek = (text: string): number | undefined => {
  const match = /^(\d{4})w(\d{1,2})$/.exec(text)
  const week = Number(match?.[2])
  return match && week >= 1 && week <= 52 ? Number(match[1]) * 52 + week - 1 : undefined
}

/** A year that runs over the end of a calendar year, `2014/15`, `2014-15` or `2014/2015`: the year it begins in. */
export const readSplitYear = (text: string): number | undefined => {
  const match = /^(?:FY ?)?(\d{4})[-/–](\d{4}|\d{2})$/i.exec(text)
  const year = Number(match?.[1])
  const next = String(year + 1)
  return match && (match[2] === next || match[2] === next.slice(2)) ? year : undefined
}
