/** Longer arrays are kept as their length and four figures. */
const longest = 8

/**
 * Figures as text short enough to keep in a snapshot and exact enough that hardly any change of them goes unseen: numbers
 * to nine digits; of a long array its length, least, largest, sum, and a sum in which every place weighs differently.
 */
export const fingerprint = (value: unknown): unknown => {
  if (typeof value === 'number') return rounded(value)
  if (value === null || typeof value !== 'object') return value
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return ofNumbers(Array.from(value as Float64Array))
  if (Array.isArray(value))
    return value.length > longest && value.every((each) => typeof each === 'number')
      ? ofNumbers(value)
      : value.map(fingerprint)
  if (value instanceof Map || value instanceof Set) return fingerprint([...value])
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fingerprint(each)]))
}

const ofNumbers = (values: readonly number[]): unknown => {
  if (values.length <= longest) return values.map(rounded)
  const weighted = values.reduce((sum, value, at) => sum + value * (1 + ((at * 7919) % 101)), 0)
  const sum = values.reduce((total, value) => total + value, 0)
  const ends = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
  return `${values.length}: ${[...ends, sum, weighted].map(rounded).join(' ')}`
}

const rounded = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(9)) + 0 : value)
