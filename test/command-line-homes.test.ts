import { expect, test } from 'vitest'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'

const { answer, refusal, run, write } = await commandLineOnEmptyFolder()
await write('residents.csv', 'code,people\nE01000001,1500\n')
await write('households.csv', 'code,homes\nE01000001,600\n')
const households = ['import', 'homes', 'households.csv', '--code', 'code', '--homes', 'homes']

test('a corrected file of the same day is refused, replaces on request, and can be withdrawn', async () => {
  await answer('import', 'homes', 'residents.csv', '--code', 'code', '--homes', 'people')
  expect((await refusal(3, ...households)).message).toContain('--replaces "residents.csv, people"')
  const { warnings } = await answer(...households, '--replaces', 'residents.csv, people')
  expect(warnings).toEqual(['households.csv, homes is in use, and residents.csv, people no longer is.'])
  expect((await run('homes')).output).toMatch(
    /residents\.csv, people +1 +1,500 +replaced by households\.csv, homes/,
  )

  expect((await answer('homes', 'withdraw', 'households.csv, homes')).results).toMatchObject([
    { source: 'households.csv, homes', inUse: false, withdrawn: true },
    { source: 'residents.csv, people', inUse: true },
  ])
  expect((await refusal(2, 'homes', 'withdraw', 'residents.csv, people')).message).toContain(
    'replaces no other',
  )
})
