/** A range is no longer than this: a longer one is a slip, or no list of kits. */
export const longestRange = 100_000

/** Letters before a number, so many figures as it is written in. */
const numbered = /^(.*?)(\d{1,15})$/

/**
 * Codes of a range, both ends among them: `ZX000101` to `ZX000150`. Undefined where the two are not written alike, the
 * second is before the first, or there are more than `longestRange`.
 */
export const codesOfRange = (first: string, last: string): string[] | undefined => {
  const [, before = '', from] = numbered.exec(first) ?? []
  const [, alsoBefore, to] = numbered.exec(last) ?? []
  if (from === undefined || to === undefined || before !== alsoBefore || from.length !== to.length)
    return undefined
  const count = Number(to) - Number(from) + 1
  if (count < 1 || count > longestRange) return undefined
  return Array.from(
    { length: count },
    (_, at) => before + String(Number(from) + at).padStart(from.length, '0'),
  )
}
