import { describe, expect, test } from 'vitest'
import { databaseContent } from '../../../../../test/database-content.ts'
import { testDatabase } from '../../../../../test/database.ts'
import { putSaturationTown } from '../../../../../test/saturation-town.ts'
import { temporaryFile } from '../../../../../test/temporary-files.ts'
import { importSurvey, type SurveySettings } from './import-survey.ts'
import { surveyAnswers } from './surveys.ts'

const { database, owner } = await testDatabase()
await putSaturationTown(database, owner)
const actor = { id: 'command line: test', role: 'registrar' } as const

const heading = 'area,date,people,question,asked,know'
const heard = 'Have you heard of it?'
const take = async (rows: readonly string[], settings: SurveySettings = {}, first = heading) =>
  importSurvey(
    database,
    actor,
    [await temporaryFile('spring.csv', [first, ...rows, ''].join('\n'))],
    () => undefined,
    settings,
  )
const spring = [
  `E1,2026-05-30,residents,${heard},40,31`,
  `E2,2026-05-30,residents,${heard},10,4`,
  `E1,2026-05-31,offenders,${heard},12,7`,
]

test('answers are added up by day, people and question, the latest first', async () => {
  const { results, warnings } = await take(spring)
  expect([results, warnings]).toMatchObject([[{ rows: 3, taken: 3, alreadyPresent: 0 }], []])
  const answers = await database.withActor({ id: 'x', role: 'planner' }, 'a test', (tx) =>
    surveyAnswers(tx, ['E1', 'E2'], null),
  )
  expect(answers).toEqual([
    { onDay: '2026-05-31', people: 'offenders', question: heard, areas: 1, asked: 12, know: 7, total: 2 },
    { onDay: '2026-05-30', people: 'residents', question: heard, areas: 2, asked: 50, know: 35, total: 2 },
  ])
})

test('the same rows again change nothing, and new ones beside them are taken', async () => {
  const before = await databaseContent(owner)
  expect((await take(spring)).results).toMatchObject([{ rows: 3, taken: 0, alreadyPresent: 3 }])
  expect(await databaseContent(owner)).toEqual(before)
  const more = [...spring.slice(0, 1), `E3,2026-05-30,residents,${heard},5,0`]
  expect((await take(more)).results).toMatchObject([{ rows: 2, taken: 1, alreadyPresent: 1 }])
})

describe('one fault is told by line and column, and nothing is taken', () => {
  const row = (over: Record<string, string>): string =>
    Object.values({
      area: 'E1',
      date: '2026-06-01',
      people: 'residents',
      question: heard,
      asked: '10',
      know: '5',
      ...over,
    }).join(',')
  test.each([
    ['an area that there is not', row({ area: 'E9' }), { column: 'area', found: 'E9' }],
    ['a day to come', row({ date: '2999-01-01' }), { column: 'date', found: '2999-01-01' }],
    ['a day written otherwise', row({ date: '01/06/2026' }), { column: 'date', found: '01/06/2026' }],
    ['other people', row({ people: 'shops' }), { column: 'people', expected: 'residents or offenders' }],
    ['no question', row({ question: '' }), { column: 'question', found: 'nothing' }],
    ['nobody asked', row({ asked: '0' }), { column: 'asked', found: '0' }],
    [
      'more who know than were asked',
      row({ know: '11' }),
      { column: 'know', expected: 'a whole number from 0 to 10' },
    ],
    [
      'other numbers than before',
      `E1,2026-05-30,residents,${heard},40,30`,
      { column: 'asked', expected: '31 of 40, as was taken before' },
    ],
  ])('%s', async (_, wrong, where) => {
    const before = await databaseContent(owner)
    const refused = await take([row({ area: 'E2' }), wrong]).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'value_invalid', where: { file: 'spring.csv', line: 3, ...where } })
    expect(await databaseContent(owner)).toEqual(before)
  })

  test('a row of which there are two', async () => {
    const refused = await take([row({}), row({ know: '6' })]).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'value_invalid', where: { line: 3, column: 'question' } })
  })

  test('a column that is missing', async () => {
    const refused = await take(['E1'], {}, 'area').catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'column_missing' })
  })
})
