import { expect, test } from 'vitest'
import { exampleCity } from '../../../../../test/example-city.ts'
import { parseMonth } from '../../../foundation/month.ts'
import { programmePanel } from '../programme/programme-panel.ts'
import { parseProgramme } from '../programme/read-programme.ts'
import { cleanProgrammes } from './placebo.ts'

const month = (text: string): number => parseMonth(text)!

const programme = parseProgramme(
  JSON.stringify({
    name: 'Four areas',
    series: 'residential',
    deployments: [{ areas: ['EX01', 'EX02', 'EX03', 'EX04'], start: '2024-01' }],
  }),
)
const panel = programmePanel(exampleCity(), programme)

const yearsBefore = (kitsFrom: number, firstMonth = panel.firstMonth) =>
  cleanProgrammes(programme, { ...panel, firstMonth }, kitsFrom).map(({ from, to }) => [from, to])

test('years without kits are calendar years', () => {
  expect(yearsBefore(Infinity)).toEqual([
    [month('2021-01'), month('2022-01')],
    [month('2022-01'), month('2023-01')],
  ])
  expect(yearsBefore(month('2023-04'))).toEqual([[month('2021-01'), month('2022-01')]])
})

test('where no two calendar years are loaded, they are the twelve months before the kits and those before them', () => {
  expect(yearsBefore(month('2023-04'), month('2021-04'))).toEqual([[month('2021-04'), month('2022-04')]])
  expect(yearsBefore(month('2023-03'), month('2021-04'))).toEqual([])
})
