export interface Timing<Answer> {
  readonly answer: Answer
  /** By the clock, and of the processor: on a busy machine the first says more of its neighbours. */
  readonly seconds: number
  readonly processor: number
}

/** Of a few runs the one that took the processor least. */
export const fastest = <Answer>(runs: number, work: () => Answer): Timing<Answer> => {
  let best: Timing<Answer> | undefined
  for (let run = 0; run < runs; run++) {
    const from = performance.now()
    const before = process.cpuUsage()
    const answer = work()
    const { user, system } = process.cpuUsage(before)
    const seconds = (performance.now() - from) / 1000
    if (!best || (user + system) / 1e6 < best.processor)
      best = { answer, seconds, processor: (user + system) / 1e6 }
  }
  return best!
}

/**
 * One line for a timing and its limit, which is held against the processor's time: work on one thread takes as long by
 * the clock of a machine with nothing else to do. A missed limit fails the program unless the run is a short one.
 */
export const line = (
  name: string,
  { seconds, processor }: Timing<unknown>,
  {
    limit,
    recorded,
    short,
  }: { limit?: number; recorded?: { rival: string; seconds: number }; short: boolean },
): string => {
  if (limit !== undefined && processor >= limit && !short) process.exitCode = 1
  const kept = limit === undefined ? '' : `, limit ${limit} s: ${processor < limit ? 'kept' : 'MISSED'}`
  const beside = recorded
    ? `; recorded ${recorded.rival} ${recorded.seconds} s (not remeasured): ${(recorded.seconds / Math.max(seconds, 1e-6)).toFixed(0)}×`
    : ''
  return `${name}: ${seconds.toPrecision(3)} s (processor ${processor.toPrecision(3)} s)${kept}${beside}`
}
