import { currencies } from './currencies.ts'

/** What is wrong with a value, as “found …, expected …” has it after “expected”; undefined where nothing is. */
export type Check = (value: unknown) => string | undefined

const check =
  (expected: string, holds: (value: unknown) => boolean): Check =>
  (value) =>
    holds(value) ? undefined : expected
const orNull =
  (one: Check): Check =>
  (value) =>
    value === null ? undefined : one(value)

const isText = (value: unknown): value is string => typeof value === 'string'
const isName = (value: unknown): value is string => isText(value) && value !== ''
const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** RFC 3339, date and time with its offset: a day alone is none, and neither is 30 February. */
const isTime = (value: unknown): boolean => {
  if (!isText(value)) return false
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+-](\d\d):(\d\d))$/.exec(value)
  if (!parts) return false
  const [, day, hours, minutes, seconds, offsetHours = '0', offsetMinutes = '0'] = parts
  const start = new Date(`${day}T00:00:00Z`)
  return (
    !Number.isNaN(start.getTime()) &&
    start.toISOString().startsWith(`${day}`) &&
    Number(hours) <= 23 &&
    Number(minutes) <= 59 &&
    Number(seconds) <= 59 &&
    Number(offsetHours) <= 23 &&
    Number(offsetMinutes) <= 59
  )
}

/** RFC 3986 with a scheme; nothing that must be percent-encoded stands as it is. */
const isUri = (value: unknown): boolean =>
  isText(value) &&
  /^[a-z][a-z0-9+.-]*:(?:[a-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9a-f]{2})+(?:#(?:[a-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9a-f]{2})*)?$/i.test(
    value,
  ) &&
  URL.canParse(value)

const text = check('a text', isText)
const name = check('a text that is not empty', isName)
const id = check(
  'a text that is not empty, or a whole number',
  (value) => isName(value) || Number.isInteger(value),
)
const anyId = check('a text or a whole number', (value) => isText(value) || Number.isInteger(value))
const time = check('a date and time such as 2026-12-01T09:00:00Z', isTime)

export const checks = {
  text,
  textOrNull: orNull(text),
  name,
  nameOrNull: orNull(name),
  id,
  anyId,
  idOrNull: orNull(anyId),
  time,
  timeOrNull: orNull(time),
  uriOrNull: orNull(check('an address with its scheme, such as https://example.org/1', isUri)),
  numberOrNull: orNull(check('a number', (value) => typeof value === 'number' && Number.isFinite(value))),
  wholeOrNull: orNull(check('a whole number', Number.isInteger)),
  booleanOrNull: orNull(check('true or false', (value) => typeof value === 'boolean')),
  objectOrNull: orNull(check('an object', isObject)),
  formerValue: check('a text, number, list or object', (value) => typeof value !== 'boolean'),
  currencyOrNull: orNull(check('a currency such as GBP', (value) => isText(value) && currencies.has(value))),
  oneOf: (values: readonly (string | null)[]): Check =>
    check(`one of ${values.filter((each) => each !== null).join(', ')}`, (value) =>
      values.includes(value as string | null),
    ),
} as const
