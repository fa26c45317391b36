import { MetTraceError } from './errors.ts'
import { formatMonth, parseMonth, type Month } from './month.ts'
import { monthInWords } from './words/figures.ts'

/** What a setting means, and between what its value must be. */
export type SettingRule = {
  means: string
  least: number
  most: number
  whole?: true
  /** A month, kept as a number such as 201503, or 0 for none. */
  month?: true
  /** Each force has its own. */
  byForce?: true
}

/** How a month that never was is typed and shown. */
const noMonth = 'none'

const hours = (means: string): SettingRule => ({ means, least: 0.1, most: 1000 })
const pounds = (means: string): SettingRule => ({ means, least: 0, most: 1_000_000 })
const minutes = (means: string, most: number): SettingRule => ({ means, least: 1, most, whole: true })

/** Every setting by its name. */
export const settingRules: Readonly<Record<string, SettingRule>> = {
  saturation: {
    means: 'Share of the homes of an area that get a kit: what plans aim for where nothing else is asked.',
    least: 0.01,
    most: 1,
  },
  'kits a year': {
    means: 'Kits that the programme hands out in a year.',
    least: 0,
    most: 10_000_000,
    whole: true,
  },
  'kits in the programme': {
    means: 'Kits that deployments may bind in all. No approval binds more.',
    least: 0,
    most: 10_000_000,
    whole: true,
  },
  'budget a year': { means: 'Money of the programme for a year.', least: 0, most: 1_000_000_000 },
  'burglaries per 1,000 kits': {
    means:
      'Burglaries that the decision expects 1,000 kits to prevent: a straight line, in Budget and price.',
    least: 0,
    most: 1000,
  },
  'hours per burglary': hours('Police hours that one burglary takes, as the decision has them.'),
  'hours per burglary at launch': hours('Police hours that one burglary takes, as said at the launch.'),
  'hours per burglary in year 1': hours('Police hours that one burglary takes, as said of year 1.'),
  'hours per burglary in year 2': hours('Police hours that one burglary takes, as said of year 2.'),
  'minutes per home': {
    means: 'Minutes at the door for one kit, taken off the hours saved.',
    least: 0,
    most: 240,
  },
  'travel minutes per home': { means: 'Minutes on the way to one home.', least: 0, most: 240 },
  'homes per sign': {
    means: 'Homes to one street sign, from which the signs that a deployment needs are told.',
    least: 1,
    most: 1000,
    whole: true,
  },
  'smallest deployment area': {
    means: 'Fewest homes in a deployment area where nothing else is asked.',
    least: 0,
    most: 1_000_000,
    whole: true,
  },
  'largest deployment area': {
    means: 'Most homes in a deployment area where nothing else is asked.',
    least: 1,
    most: 1_000_000,
    whole: true,
  },
  'programme from': {
    means: 'Month from which a force handed out kits: years before it are years without kits.',
    least: 190_001,
    most: 219_912,
    month: true,
    byForce: true,
  },
  'pounds per kit': pounds('Price of one kit in reports.'),
  'pounds per delivery hour': pounds('What one hour of delivery costs.'),
  'pounds to the police per burglary': pounds('What one burglary costs the police.'),
  'pounds to society per burglary': pounds('What one burglary costs everybody.'),
  'bedsits are homes': {
    means:
      'Whether each bedsit of a house in multiple occupation (class RH02) is a home of the register; if not, the house is one (RH01).',
    least: 0,
    most: 1,
    whole: true,
  },
  'tries at a door': {
    means:
      'Visits that a home gets where nobody is found: reach is told for as many, and for more up to six.',
    least: 1,
    most: 6,
    whole: true,
  },
  'hours until a phone is silent': {
    means:
      'After how many hours without a contact a phone counts as silent: it may hold visits that nobody else has.',
    least: 1,
    most: 1000,
  },
  'stocktakes a year': {
    means: 'Stocktakes of each property store in a calendar year, one in each equal part of it.',
    least: 1,
    most: 12,
    whole: true,
  },
  'idle sign-out': minutes('After how many minutes without a request a session ends.', 240),
  'longest session': { means: 'After how many hours a session ends in any case.', least: 1, most: 24 },
  'emergency code': minutes('How long a code for an emergency sign-in can be used.', 60),
  'emergency session': minutes('How long an emergency sign-in lasts at most.', 240),
}

/** A setting by name and, where it is set by force, whose it is. */
export const settingName = ({ name, force }: { name: string; force: string }): string =>
  settingRules[name]?.byForce ? `${name}: ${force || 'every other force'}` : name

/** The month that a setting says; null for none. */
export const monthOfSetting = (value: number): Month | null =>
  value === 0 ? null : Math.floor(value / 100) * 12 + (value % 100) - 1

const written = (value: number, { month }: SettingRule): string => {
  if (!month) return value.toLocaleString('en-GB')
  const said = monthOfSetting(value)
  return said === null ? noMonth : formatMonth(said)
}

/** A value as pages show it; a month in words. */
export const settingInWords = (name: string, value: number): string => {
  if (!settingRules[name]?.month) return value.toLocaleString('en-GB', { maximumFractionDigits: 4 })
  const month = written(value, settingRules[name])
  return month === noMonth ? month : monthInWords(month)
}

/** A value as it is typed into a form: a month as `2015-03`, a number without commas. */
export const settingAsTyped = (name: string, value: number): string =>
  settingRules[name]?.month ? written(value, settingRules[name]) : String(value)

/** What must be typed for a setting. */
export const settingExpected = (name: string): string => {
  const rule = settingRules[name]
  if (!rule) return 'a number'
  if (rule.month) return `a month, like 2015-03, or ${noMonth}`
  return `a ${rule.whole ? 'whole ' : ''}number from ${written(rule.least, rule)} to ${written(rule.most, rule)}`
}

/** A value as it was typed; NaN for what is none. */
export const settingFrom = (name: string, typed: string): number => {
  const text = typed.replaceAll(/[,\s£]/g, '')
  if (!settingRules[name]?.month) return /^-?\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN
  if (text === noMonth) return 0
  const month = parseMonth(text)
  return month === undefined ? Number.NaN : Math.floor(month / 12) * 100 + (month % 12) + 1
}

/** Errors: `usage` about `value` for one that the setting cannot have. */
export const mustFitSetting = (name: string, value: number): void => {
  const rule = settingRules[name]
  const month = value % 100
  const fits =
    rule === undefined
      ? Number.isFinite(value)
      : (rule.month && value === 0) ||
        (value >= rule.least &&
          value <= rule.most &&
          (!rule.whole || Number.isInteger(value)) &&
          (!rule.month || (Number.isInteger(value) && month >= 1 && month <= 12)))
  if (!fits)
    throw new MetTraceError('usage', `The value of “${name}” must be ${settingExpected(name)}`, {
      about: 'value',
      found: String(value),
    })
}
