import { betaCdf, betaMoment, betaQuantile, type Beta } from '../special/beta.ts'
import type { Interval } from './intervals.ts'

/** Visits of one try at one time of day and week, of homes where nobody had been found before. */
export type TriedHomes = {
  /** 1 for the first try at a home. */
  readonly attempt: number
  /** Any names, as long as they are the same everywhere: `weekday`, `evening`, `booked`. */
  readonly band: string
  readonly visits: number
  /** Visits at which somebody was found. */
  readonly met: number
  /** Of those: refused. */
  readonly refused: number
}

/** What is known of tries from one number on, up to the next group of its band. */
export type TryRates = {
  readonly from: number
  readonly visits: number
  readonly met: number
  readonly refused: number
  /** Chance that a visit finds somebody, and that who is found refuses. */
  readonly contact: Beta
  readonly refusal: Beta
}

/** By band; of each band from the first try upwards. */
export type RatesByBand = ReadonlyMap<string, readonly TryRates[]>

/** What is known of a share about which nothing is known (Jeffreys 1946): worth one home. */
export const jeffreys: Beta = { a: 0.5, b: 0.5 }

/** Visits below which a try does not stand by itself. */
export const fewestVisits = 20

const rates = (from: number, visits: number, met: number, refused: number, prior: Beta): TryRates => ({
  from,
  visits,
  met,
  refused,
  contact: { a: prior.a + met, b: prior.b + visits - met },
  refusal: { a: prior.a + refused, b: prior.b + met - refused },
})

/**
 * Contact and refusal of an area by try and time band, as beta posteriors. Who was not found once is less likely to be
 * found the next time (Purdon, Campanelli and Sturgis 1999, Journal of Official Statistics 15), so each try has its own
 * rates; one with fewer than `least` visits is counted together with the tries before it in its band, and the last
 * group stands for all tries after it. Tries of the same attempt and band are added up.
 * Throws RangeError for counts that are not whole, more met than visits or more refused than met, or an attempt below 1.
 */
export const ratesByBand = (
  tried: readonly TriedHomes[],
  { least = fewestVisits, prior = jeffreys }: { readonly least?: number; readonly prior?: Beta } = {},
): RatesByBand => {
  for (const { attempt, visits, met, refused } of tried) {
    const isWhole = [attempt, visits, met, refused].every((each) => Number.isSafeInteger(each))
    if (!(isWhole && attempt >= 1 && refused >= 0 && refused <= met && met <= visits))
      throw new RangeError(`try ${attempt}: found ${visits} visits, ${met} met, ${refused} refused`)
  }
  const inOrder = tried.toSorted((a, b) => a.attempt - b.attempt)
  return new Map(
    Map.groupBy(inOrder, ({ band }) => band)
      .entries()
      .map(([band, own]) => {
        const groups: TryRates[] = []
        for (const [attempt, same] of Map.groupBy(own, (each) => each.attempt)) {
          const sum = (of: 'visits' | 'met' | 'refused'): number =>
            same.reduce((total, each) => total + each[of], 0)
          const [visits, met, refused] = [sum('visits'), sum('met'), sum('refused')]
          const last = groups.at(-1)
          if (last && (last.visits < least || visits < least)) {
            groups.pop()
            groups.push(rates(last.from, last.visits + visits, last.met + met, last.refused + refused, prior))
          } else groups.push(rates(last ? attempt : 1, visits, met, refused, prior))
        }
        return [band, groups]
      }),
  )
}

/** Rates of a try; undefined where nothing of its band is known. */
export const ratesAt = (known: RatesByBand, band: string, attempt: number): TryRates | undefined =>
  known.get(band)?.findLast(({ from }) => from <= attempt)

/** Mean and central interval of a share. */
export const betaSummary = (beta: Beta, level = 0.95): Interval & { readonly mean: number } => ({
  mean: betaMoment(beta, 1, 0),
  low: betaQuantile((1 - level) / 2, beta),
  high: betaQuantile((1 + level) / 2, beta),
})

/**
 * The beta distribution with a mean between 0 and 1 and a variance, which must be below mean × (1 − mean). Sums and products
 * of shares are close to it (Fan 1991, Communications in Statistics – Theory and Methods 20).
 */
export const betaLike = (mean: number, variance: number): Beta => {
  const size = (mean * (1 - mean)) / variance - 1
  return { a: mean * size, b: (1 - mean) * size }
}

/** P(X ≥ x). */
export const betaUpperP = (x: number, beta: Beta): number => 1 - betaCdf(Math.min(1, Math.max(0, x)), beta)
