/** Visits at which somebody could have answered, and those at which somebody did. */
export type AnsweredVisits = { readonly visits: number; readonly answered: number }

/** A street is known by its own visits and by as many of its place. Not measured. */
const placeWorth = 10

/** What is known of a home before its first try, in tries: one that did not answer is less likely to the next time. Not measured. */
const homeWorth = 4

/** Of two times that differ by less than this share neither is worth waiting for. */
const alike = 0.8

/** By time band, of any names as long as they are the same everywhere. */
type ByBand<T> = ReadonlyMap<string, T>

/**
 * Chance that a door of a street answers in each band: its own visits beside those of its place, where a band that nobody has
 * tried is worth an even chance (Jeffreys 1946).
 */
export const answersOf = (
  bands: readonly string[],
  street: ByBand<AnsweredVisits>,
  place: ByBand<AnsweredVisits>,
): Map<string, number> =>
  new Map(
    bands.map((band) => {
      const [all, own] = [place, street].map((of) => of.get(band) ?? { visits: 0, answered: 0 })
      const share = (all!.answered + 0.5) / (all!.visits + 1)
      return [band, (placeWorth * share + own!.answered) / (placeWorth + own!.visits)]
    }),
  )

/**
 * Chance that a home answers in each band, the likeliest first: as its street does, and less the more often it was tried in the band
 * without an answer: tries at the same time of day find the same people out (Purdon, Campanelli and Sturgis 1999, Journal of
 * Official Statistics 15). `unanswered`: its tries by band.
 */
export const chancesOf = (
  answers: ByBand<number>,
  unanswered: ByBand<number>,
): { readonly band: string; readonly chance: number }[] =>
  [...answers]
    .map(([band, answer]) => ({
      band,
      chance: (answer * homeWorth) / (homeWorth + (unanswered.get(band) ?? 0)),
    }))
    .toSorted((one, other) => other.chance - one.chance)

/** When a home is to be tried next: `best`, and every band that is about as good. */
export type AnotherTime = { readonly best: string; readonly good: readonly string[] }

/**
 * Another time for a home that never answered, by the chances of its street and its own tries; null where no other time promises
 * more.
 */
export const anotherTime = (answers: ByBand<number>, unanswered: ByBand<number>): AnotherTime | null => {
  const chances = chancesOf(answers, unanswered)
  const [best] = chances
  const most = Math.max(0, ...unanswered.values())
  if (!best || (unanswered.get(best.band) ?? 0) >= most) return null
  const good = new Set(chances.filter(({ chance }) => chance >= alike * best.chance).map(({ band }) => band))
  return { best: best.band, good: [...answers.keys()].filter((band) => good.has(band)) }
}
