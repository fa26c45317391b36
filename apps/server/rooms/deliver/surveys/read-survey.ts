import { areaCode } from '../../../places/formats/codes.ts'
import { wholeNumber } from '../../../places/formats/numbers.ts'
import { dayIn, nameIn, type Read } from '../../supply/batch/cells.ts'
import { Faults } from '../../supply/batch/faults.ts'
import {
  readKitTable,
  unusedWarnings,
  type KitTable,
  type KitTableRow,
  type Mapped,
} from '../../supply/batch/kit-table.ts'

/** Columns of a survey's file by their own names (docs/formats/survey.md). */
export const surveyColumns = ['area', 'date', 'people', 'question', 'asked', 'know'] as const
export type SurveyColumn = (typeof surveyColumns)[number]

export type SurveyPeople = 'residents' | 'offenders'

/** How many of those asked a question in an area on a day knew. */
export type SurveyCount = {
  line: number
  area: string
  onDay: string
  people: SurveyPeople
  question: string
  asked: number
  know: number
}

export type SurveyFile = { file: string; counts: SurveyCount[]; warnings: string[] }

const mostAsked = 100_000
const longestQuestion = 200

/** What a row tells of: two rows of one cannot both be right. */
export const surveyKey = ({
  area,
  onDay,
  people,
  question,
}: Omit<SurveyCount, 'line' | 'asked' | 'know'>): string => [area, onDay, people, question].join('\n')

/** Reads a survey's file. Errors: `value_invalid` with every fault by line, and those of the readers of tables. */
export const readSurvey = (
  path: string,
  { mapped, today }: { mapped: Mapped<SurveyColumn>; today: string },
): Promise<SurveyFile> =>
  readKitTable(path, { names: surveyColumns, needed: surveyColumns, mapped }, (table) =>
    surveyOf(table, today),
  )

const surveyOf = async (table: KitTable<SurveyColumn>, today: string): Promise<SurveyFile> => {
  const faults = new Faults(table.file)
  const counts: SurveyCount[] = []
  const lines = new Map<string, number>()
  let rowsRead = 0
  for await (const row of table.rows()) {
    rowsRead++
    const read = countOf(row, table, faults, today)
    if (!read) continue
    const before = lines.get(surveyKey(read))
    if (before === undefined) lines.set(surveyKey(read), row.line)
    else
      faults.add(
        row.line,
        table.heading('question'),
        'an area, day, people and question for the second time',
        `each once; the same is in line ${before}`,
      )
    counts.push(read)
  }
  if (rowsRead === 0)
    faults.add(2, table.heading('area'), 'no rows', 'a row for each area, day, people and question')
  faults.refuse()
  return { file: table.file, counts, warnings: unusedWarnings(table) }
}

const pastDayIn = (text: string, today: string): Read<string> => {
  const day = dayIn(text)
  if (!('value' in day)) return day
  return day.value === null || day.value > today
    ? { found: text, expected: `a day until ${today}, such as 2026-11-30` }
    : { value: day.value }
}

const peopleIn = (text: string): Read<SurveyPeople> =>
  text === 'residents' || text === 'offenders'
    ? { value: text }
    : { found: text, expected: 'residents or offenders' }

const countIn = (text: string, least: number, most: number): Read<number> => {
  const value = /^\d+$/.test(text) ? wholeNumber(+text, most) : undefined
  return value === undefined || value < least
    ? { found: text, expected: `a whole number from ${least} to ${most}` }
    : { value }
}

const countOf = (
  { line, cell }: KitTableRow<SurveyColumn>,
  { heading }: KitTable<SurveyColumn>,
  faults: Faults,
  today: string,
): SurveyCount | undefined => {
  const take = <T>(name: SurveyColumn, read: Read<T>): T | undefined => {
    if ('value' in read) return read.value
    faults.add(line, heading(name), read.found, read.expected)
    return undefined
  }
  const area = areaCode(cell('area'))
  if (area === '') faults.add(line, heading('area'), 'nothing', 'the code of an area')
  const onDay = take('date', pastDayIn(cell('date'), today))
  const people = take('people', peopleIn(cell('people')))
  const question = take('question', nameIn(cell('question'), 'a question', longestQuestion))
  const asked = take('asked', countIn(cell('asked'), 1, mostAsked))
  const know = take('know', countIn(cell('know'), 0, asked ?? mostAsked))
  if (area === '' || onDay === undefined || people === undefined || question === undefined) return undefined
  if (asked === undefined || know === undefined) return undefined
  return { line, area, onDay, people, question, asked, know }
}
