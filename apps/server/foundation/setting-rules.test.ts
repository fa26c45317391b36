import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/database.ts'
import {
  mustFitSetting,
  settingAsTyped,
  settingExpected,
  settingFrom,
  settingInWords,
  settingRules,
} from './setting-rules.ts'
import { allSettings } from './settings.ts'

const { database } = await testDatabase()

test('every setting says what it means, and its own value is one that it can have', async () => {
  const all = await database.withActor({ id: 'test', role: 'planner' }, 'test', allSettings)
  expect(Object.keys(settingRules).toSorted()).toEqual(all.map(({ name }) => name).toSorted())
  for (const { name, value } of all) {
    expect(() => mustFitSetting(name, value)).not.toThrow()
    expect(settingFrom(name, settingAsTyped(name, value))).toBe(value)
  }
})

test.each([
  ['saturation', '1.2'],
  ['saturation', '85%'],
  ['saturation', ''],
  ['kits a year', '88000.5'],
  ['programme from', '2015-13'],
  ['programme from', '201503x'],
  ['longest session', '100'],
  ['pounds per kit', '1e3'],
])('a value of %s cannot be %j', (name, typed) => {
  expect(() => mustFitSetting(name, settingFrom(name, typed))).toThrow(settingExpected(name))
})

test('a month is a month in words and as it is typed, whatever number it is kept as', () => {
  expect(settingFrom('programme from', '2015-12')).toBe(201_512)
  expect(settingInWords('programme from', 201_512)).toBe('December 2015')
  expect(settingAsTyped('programme from', 201_501)).toBe('2015-01')
  expect(() => mustFitSetting('programme from', 201_513)).toThrow('a month, like 2015-03')
  expect(settingFrom('programme from', 'none')).toBe(0)
  expect(() => mustFitSetting('programme from', 0)).not.toThrow()
  expect(settingInWords('programme from', 0)).toBe('none')
  expect(settingAsTyped('programme from', 0)).toBe('none')
  expect(settingFrom('budget a year', '£1,200,000')).toBe(1_200_000)
})
