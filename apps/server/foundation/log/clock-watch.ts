/** Milliseconds by which the database's clock may be put right without a word. */
const unsteady = 60_000

const seconds = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

/**
 * Holds the database's clock against this process's own count of time, which nobody can set. `ticks` are milliseconds
 * from any beginning.
 */
export class ClockWatch {
  readonly #ticks: () => number
  #last: { now: number; ticks: number } | undefined

  constructor(ticks: () => number) {
    this.#ticks = ticks
  }

  /**
   * Looks at the clock; `signed` is when the last head was signed, by the same clock, before this process began. Gives what
   * is to be written down of a jump; undefined where the clock went on as it should.
   */
  look(now: Date, signed: Date | undefined): string | undefined {
    const ticks = this.#ticks()
    const moved = this.#last
      ? now.getTime() - this.#last.now - (ticks - this.#last.ticks)
      : Math.min(0, signed ? now.getTime() - signed.getTime() : 0)
    this.#last = { now: now.getTime(), ticks }
    if (Math.abs(moved) <= unsteady) return undefined
    return `the clock of the database went ${moved < 0 ? 'back' : 'forward'} by ${seconds.format(Math.abs(moved) / 1000)} seconds`
  }
}
