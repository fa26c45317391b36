/**
 * Exact interval of a share after `hits` of `trials` (Clopper & Pearson 1934, Biometrika 26), by bisection on the
 * binomial tails.
 */
export function exactBinomialInterval(
  hits: number,
  trials: number,
  level: number,
): { low: number; high: number } {
  const tail = (1 - level) / 2
  return {
    low: hits === 0 ? 0 : bisect((share) => upperTail(hits, trials, share) - tail),
    high: hits === trials ? 1 : bisect((share) => upperTail(hits + 1, trials, share) - (1 - tail)),
  }
}

/** Probability of at least `hits` successes. */
function upperTail(hits: number, trials: number, share: number): number {
  let term = trials * Math.log1p(-share)
  let below = 0
  for (let k = 0; k < hits; k++) {
    below += Math.exp(term)
    term += Math.log(((trials - k) / (k + 1)) * (share / (1 - share)))
  }
  return 1 - below
}

/** Root of a function that rises over (0, 1). */
function bisect(rising: (share: number) => number): number {
  let [low, high] = [0, 1]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (rising(middle) < 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}
