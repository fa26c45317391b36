export type EmpiricalBayes = {
  /** Variance of the underlying rates between areas; may come out below 0, then taken as 0 in the estimates. */
  readonly a: number
  /** Overall rate: all events / all at risk. */
  readonly b: number
  /** Shrunken rate of each area. */
  readonly estimate: Float64Array
}

/**
 * Marshall's global empirical Bayes rates (Marshall 1991, "Mapping disease and mortality rates using empirical Bayes
 * estimators", Applied Statistics 40, 283–294), by the method of moments: each area's rate is drawn towards the
 * overall rate, the more so the fewer are at risk there.
 * b = ΣO/ΣN; s² = ΣN(r − b)²/ΣN; a = s² − b/(ΣN/m); estimate b + a/(a + b/N) · (r − b). An area with nobody at risk
 * gets the overall rate.
 * observed: events per area; atRisk: number at risk. Throws RangeError for numbers below 0, or nobody at risk at all.
 */
export const empiricalBayes = (observed: Float64Array, atRisk: Float64Array): EmpiricalBayes => {
  if (observed.length !== atRisk.length) {
    throw new RangeError(`observed and at risk must be of one length: ${observed.length}, ${atRisk.length}`)
  }
  let events = 0
  let total = 0
  for (const [area, number] of atRisk.entries()) {
    const count = observed[area]!
    if (!(count >= 0 && number >= 0 && Number.isFinite(count + number))) {
      throw new RangeError(
        `area ${area}: events and number at risk must be 0 or more, found ${count}, ${number}`,
      )
    }
    if (number === 0 && count > 0) throw new RangeError(`area ${area} has ${count} events but nobody at risk`)
    events += count
    total += number
  }
  if (total === 0) throw new RangeError('nobody is at risk in any area')
  const b = events / total
  let squares = 0
  for (const [area, number] of atRisk.entries()) {
    if (number > 0) squares += number * (observed[area]! / number - b) ** 2
  }
  const a = squares / total - b / (total / atRisk.length)
  const between = Math.max(0, a)
  const estimate = atRisk.map((number, area) =>
    number === 0 || between === 0
      ? b
      : b + (between / (between + b / number)) * (observed[area]! / number - b),
  )
  return { a, b, estimate }
}
