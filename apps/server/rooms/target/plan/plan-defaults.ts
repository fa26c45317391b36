import { settingOf, type Setting } from '../../../foundation/settings.ts'

/** What a plan takes where nothing else is asked: settings, of which every version is kept. */
export type PlanDefaults = { saturation: number; smallest: number; largest: number }

export const planDefaults = (all: ReadonlyMap<string, Setting>): PlanDefaults => {
  const value = (name: string): number => settingOf(all, name).value
  return {
    saturation: value('saturation'),
    smallest: value('smallest deployment area'),
    largest: value('largest deployment area'),
  }
}
