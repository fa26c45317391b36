import { expect, test } from 'vitest'
import { z } from 'zod'
import { commandLineOnEmptyFolder } from './command-line-folder.ts'

const { answer, refusal, run } = await commandLineOnEmptyFolder()

const setting = z.strictObject({
  name: z.string(),
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
