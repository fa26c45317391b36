import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'
import { putExhibit } from './exhibit-things.ts'

const { answer, refusal, run, ownerUrl } = await commandLineOnEmptyFolder()
// The first command sets the database up.
await answer('settings')
const owner = new pg.Client({ connectionString: ownerUrl, options: '-c mettrace.change_by=test' })
await owner.connect()
afterAll(() => owner.end())

test('every hand of an exhibit is told, by its label or its reference, and where several are called so it is asked which', async () => {
  expect((await refusal(3, 'continuity', 'JS/1')).code).toBe('not_found')
  const { exhibit } = await putExhibit(owner, 1, { bcu: 'North' })
  const told = {
    exhibit,
    reference: 'JS/1',
    holder: 'Store, North',
    faults: [],
    facts: [
      { sequence: 1, kind: 'seized', to: 'Officer, PC 4471 Stone' },
      { sequence: 2, kind: 'moved', from: 'Officer, PC 4471 Stone', to: 'Store, North' },
    ],
  }
  expect((await answer('continuity', 'js 1')).results).toMatchObject(told)
  expect((await answer('continuity', exhibit.toUpperCase())).results).toMatchObject(told)
  await putExhibit(owner, 2, { bcu: 'South' })
  expect((await refusal(2, 'continuity', 'JS/1')).code).toBe('usage')
  expect((await answer('continuity', 'JS/1', '--of', 'C/1')).results).toMatchObject({ exhibit })
  const { output } = await run('continuity', 'JS/1', '--of', 'C/1')
  expect(output).toContain('Officer, PC 4471 Stone')
})
