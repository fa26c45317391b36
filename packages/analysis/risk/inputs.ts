/**
 * Everything the risk model may know: burglaries, homes, place and time. Nothing else exists for it.
 *
 * n areas, T observed months. `counts` is n × T, row-major by area: area i in month t at `i * T + t`.
 */
export type RiskInputs = {
  /** Homes in each area; length n; finite and not negative. */
  homes: ArrayLike<number>
  /** Observed months as year·12 + month − 1, strictly ascending; holes are allowed; length T ≥ 1. */
  months: ArrayLike<number>
  /** Burglaries; length n·T; finite and not negative. */
  counts: ArrayLike<number>
  /**
   * Of the counts, the burglaries at a spot that was burgled in the twelve months before, or already in the same month;
   * length n·T. Left out where spots are not known.
   */
  repeats?: ArrayLike<number> | undefined
  /** Of the counts, those placed at premises (a supermarket, a car park) and not in a street; length n·T, or left out. */
  premises?: ArrayLike<number> | undefined
  /** Borough (or other group) of each area as 0, 1, 2 …; length n. All zero when there is none. */
  groups: ArrayLike<number>
  /** Easting of each area's centre in metres, any plane grid; length n. */
  eastings: ArrayLike<number>
  /** Northing of each area's centre in metres; length n. */
  northings: ArrayLike<number>
  /** Months to forecast, at least 1. */
  horizon: number
  /** First month of the forecast; the month after the last observed one unless given. */
  firstMonth?: number
}

const permittedNames = [
  'homes',
  'months',
  'counts',
  'repeats',
  'premises',
  'groups',
  'eastings',
  'northings',
  'horizon',
  'firstMonth',
] as const

/**
 * Turns a plain object into risk inputs, or refuses it.
 *
 * Targeting may look at burglaries reported by victims, homes, time and place, and at nothing else (Equality
 * Act 2010 s.149; docs/assurance): a key that is not one of those – stops, arrests, ethnicity, names, anything
 * unknown – is refused, not ignored.
 *
 * Throws TypeError for a foreign or missing key or a wrong type, RangeError for values that cannot be counts,
 * homes, months or coordinates.
 */
export const validateRiskInputs = (candidate: unknown): RiskInputs => {
  if (candidate === null || typeof candidate !== 'object' || Array.isArray(candidate))
    throw new TypeError('risk inputs must be one plain object')
  const permitted: readonly string[] = permittedNames
  for (const key of Reflect.ownKeys(candidate))
    if (typeof key !== 'string' || !permitted.includes(key))
      throw new TypeError(
        `risk knows burglaries, homes, time and place only: "${String(key)}" is refused (permitted: ${permittedNames.join(', ')})`,
      )
  const given = new Map<string, unknown>(Object.entries(candidate))
  const inputs: RiskInputs = {
    homes: numbers(given, 'homes'),
    months: numbers(given, 'months'),
    counts: numbers(given, 'counts'),
    groups: numbers(given, 'groups'),
    eastings: numbers(given, 'eastings'),
    northings: numbers(given, 'northings'),
    horizon: whole(given, 'horizon'),
  }
  if (given.get('repeats') !== undefined) inputs.repeats = numbers(given, 'repeats')
  if (given.get('premises') !== undefined) inputs.premises = numbers(given, 'premises')
  if (given.get('firstMonth') !== undefined) inputs.firstMonth = whole(given, 'firstMonth')
  checkRiskInputs(inputs)
  return inputs
}

/** Checks lengths and values of typed inputs. Throws RangeError; an empty set of areas is refused too. */
export const checkRiskInputs = (inputs: RiskInputs): void => {
  const areas = inputs.homes.length
  const months = inputs.months.length
  if (areas === 0) throw new RangeError('risk needs at least one area')
  if (months === 0) throw new RangeError('risk needs at least one month of history')
  checkLength(inputs.counts, areas * months, `counts (${areas} areas × ${months} months)`)
  checkLength(inputs.groups, areas, 'groups')
  checkLength(inputs.eastings, areas, 'eastings')
  checkLength(inputs.northings, areas, 'northings')
  checkEach(inputs.homes, 'homes', 'a number not below 0', (value) => value >= 0)
  checkEach(inputs.counts, 'counts', 'a number not below 0', (value) => value >= 0)
  checkPart(inputs.repeats, inputs.counts, 'repeats')
  checkPart(inputs.premises, inputs.counts, 'premises')
  checkEach(inputs.months, 'months', 'a whole month number', Number.isInteger)
  checkEach(inputs.groups, 'groups', 'a whole number not below 0', (g) => Number.isInteger(g) && g >= 0)
  checkEach(inputs.eastings, 'eastings', 'a finite number of metres', Number.isFinite)
  checkEach(inputs.northings, 'northings', 'a finite number of metres', Number.isFinite)
  for (let t = 1; t < months; t++)
    if (inputs.months[t]! <= inputs.months[t - 1]!) throw new RangeError('months must be strictly ascending')
  if (!(Number.isInteger(inputs.horizon) && inputs.horizon >= 1 && inputs.horizon <= 120))
    throw new RangeError(`horizon must be 1 to 120 whole months, found ${inputs.horizon}`)
  const last = inputs.months[months - 1]!
  const first = inputs.firstMonth ?? last + 1
  if (!(Number.isInteger(first) && first > last))
    throw new RangeError('firstMonth must be a whole month after the last observed one')
}

const numbers = (given: Map<string, unknown>, key: string): ArrayLike<number> => {
  const value = given.get(key)
  const numeric =
    (ArrayBuffer.isView(value) &&
      !(value instanceof DataView) &&
      !(value instanceof BigInt64Array) &&
      !(value instanceof BigUint64Array)) ||
    (Array.isArray(value) && value.every((item) => typeof item === 'number'))
  if (!numeric) throw new TypeError(`risk input "${key}" must be an array of numbers`)
  return value as ArrayLike<number>
}

const whole = (given: Map<string, unknown>, key: string): number => {
  const value = given.get(key)
  if (typeof value !== 'number') throw new TypeError(`risk input "${key}" must be a number`)
  return value
}

const checkLength = (values: ArrayLike<number>, length: number, name: string): void => {
  if (values.length !== length)
    throw new RangeError(`${name}: expected ${length} values, found ${values.length}`)
}

const checkPart = (part: ArrayLike<number> | undefined, counts: ArrayLike<number>, name: string): void => {
  if (part === undefined) return
  checkLength(part, counts.length, name)
  for (let i = 0; i < part.length; i++)
    if (!(part[i]! >= 0 && part[i]! <= counts[i]!))
      throw new RangeError(`${name}[${i}]: expected 0 to the count, ${counts[i]}, found ${part[i]}`)
}

const checkEach = (
  values: ArrayLike<number>,
  name: string,
  expected: string,
  holds: (value: number) => boolean,
): void => {
  for (let i = 0; i < values.length; i++)
    if (!holds(values[i]!) || !Number.isFinite(values[i]!))
      throw new RangeError(`${name}[${i}]: expected ${expected}, found ${values[i]}`)
}
