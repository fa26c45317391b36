import { expect, test } from 'vitest'
import { z } from 'zod'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'

const { answer, refusal, run } = await commandLineOnEmptyFolder()

const setting = z.strictObject({
  name: z.string(),
  force: z.string(),
  version: z.number().int().min(1),
  value: z.number(),
  unit: z.string(),
  source: z.string().min(1),
  from: z.iso.date(),
  reason: z.string().nullable(),
})
const settings = async (...parameters: string[]): Promise<z.infer<typeof setting>[]> =>
  z.array(setting).parse((await answer('settings', ...parameters)).results)

test('settings are listed with source and version, and a new version holds', async () => {
  const before = await settings()
  expect(before.find(({ name }) => name === 'burglaries per 1,000 kits')).toMatchObject({
    value: 17.39,
    version: 1,
  })
  const put = ['hours per burglary', '--value', '20.3', '--source', 'press release', '--reason', 'year two']
  expect(await settings(...put)).toMatchObject([
    { value: 20.3, version: 2, reason: 'year two', unit: 'police hours' },
  ])
  const after = await settings()
  expect(after).toHaveLength(before.length)
  expect(after.find(({ name }) => name === 'hours per burglary')).toMatchObject({ value: 20.3, version: 2 })
  expect((await run('settings')).output).toMatch(/hours per burglary +20\.3 +police hours/)
})

test('a figure that each force has its own of is put for one of them', async () => {
  const words = ['programme from', '--source', 'its own word', '--reason', 'test']
  expect((await refusal(2, 'settings', ...words, '--value', '201806')).message).toContain('add --force')
  const kent = [...words, '--value', '201806', '--force', 'Kent Police']
  expect((await refusal(2, 'settings', ...kent)).message).toContain('No street file of such a force')
  expect(
    await settings(...words, '--value', '201806', '--force', 'Metropolitan Police Service'),
  ).toMatchObject([{ version: 2, value: 201_806, force: 'Metropolitan Police Service' }])
  expect(await settings(...words, '--value', '0', '--force', 'other')).toMatchObject([
    { version: 1, force: '' },
  ])
  expect((await run('settings')).output).toMatch(
    /programme from: every other force +0 .*\n.*programme from: Metropolitan Police Service +201806 /,
  )
})

test.each<[string, string[], string]>([
  ['without what it needs', ['saturation', '--value', '0.9'], 'needs --value, --source and --reason'],
  [
    'of a name that there is not',
    ['hours', '--value', '1', '--source', 'a', '--reason', 'b'],
    'There is no setting hours',
  ],
  ['that is no number', ['saturation', '--value', 'most', '--source', 'a', '--reason', 'b'], '--value'],
])('a new version %s is refused', async (_, parameters, words) => {
  expect((await refusal(2, 'settings', ...parameters)).message).toContain(words)
})
