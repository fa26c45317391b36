import type { RiskInputs } from './inputs.ts'

type City = Pick<
  RiskInputs,
  'homes' | 'months' | 'counts' | 'repeats' | 'premises' | 'groups' | 'eastings' | 'northings'
>

/**
 * What was known of a city, or of some of its areas, before its month number `at`, and what followed in the `horizon`
 * months from there on, for tests and benches. `length` cuts the history to its last months.
 */
export const cutCity = (
  city: City,
  {
    at,
    horizon,
    length = at,
    areas,
  }: { at: number; horizon: number; length?: number; areas?: ArrayLike<number> },
): { inputs: RiskInputs; actual: Float64Array } => {
  const all = city.months.length
  const kept = Int32Array.from(areas ?? { length: city.homes.length }, (value, i) => value ?? i)
  const pick = (values: ArrayLike<number>) => Float64Array.from(kept, (i) => values[i]!)
  const cut = (values: ArrayLike<number>) => {
    const part = new Int32Array(kept.length * length)
    kept.forEach((i, row) => {
      for (let t = 0; t < length; t++) part[row * length + t] = values[i * all + at - length + t]!
    })
    return part
  }
  const { repeats, premises } = city
  return {
    inputs: {
      homes: pick(city.homes),
      months: Int32Array.from({ length }, (_, t) => city.months[at - length + t]!),
      counts: cut(city.counts),
      ...(repeats && { repeats: cut(repeats) }),
      ...(premises && { premises: cut(premises) }),
      groups: pick(city.groups),
      eastings: pick(city.eastings),
      northings: pick(city.northings),
      horizon,
    },
    actual: Float64Array.from(kept, (i) => {
      let sum = 0
      for (let t = at; t < at + horizon; t++) sum += city.counts[i * all + t]!
      return sum
    }),
  }
}
