/** What rounds are to be. Minutes but for `mostHomes`, `wishedHomes` (homes of a round) and `metresPerMinute`. */
export type RoundWishes = {
  readonly mostHomes: number
  readonly wishedHomes: number
  /** The longest that a round may take at doors. */
  readonly mostMinutes: number
  readonly metresPerMinute: number
  /** What it costs to cross a street, beyond the metres. */
  readonly crossing: number
  /** What a round costs for being one: to get there, and to begin. */
  readonly perRound: number
  /** For each minute by which a round is longer or shorter than the others; at most 1. */
  readonly balance: number
  /** For each minute of a way between two doors beyond `near`, so that a round stays in one piece. */
  readonly spread: number
  readonly near: number
}

/** A man's pace of 4.8 km an hour, and a look both ways; the others say what matters and were tried on real streets. */
export const usualWishes: RoundWishes = {
  mostHomes: 50,
  wishedHomes: 45,
  mostMinutes: Infinity,
  metresPerMinute: 80,
  crossing: 0.25,
  perRound: 15,
  balance: 0.3,
  spread: 1,
  near: 1,
}
