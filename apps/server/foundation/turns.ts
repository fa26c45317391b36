import { FairQueue } from './jobs/fair-queue.ts'

/**
 * So many at a time, and who waits comes in an order that is fair between people: one who asks for two hundred things at
 * once does not keep the others from their one.
 */
export class Turns {
  #free: number
  #lastEnded = -Infinity
  readonly #queue = new FairQueue<() => void>()

  constructor(most: number) {
    this.#free = most
  }

  /**
   * Runs the work when it is this person's turn. Rejects where nobody's work ends for `patience` milliseconds: while others
   * come to an end, whoever waits comes nearer.
   */
  async run<T>(person: string, patience: number, work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await this.#wait(person, patience)
    try {
      return await work()
    } finally {
      this.#lastEnded = performance.now()
      const next = this.#queue.next()
      if (next) next()
      else this.#free++
    }
  }

  #wait(person: string, patience: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const begin = (): void => {
      clearTimeout(timer)
      resolve()
    }
    const look = (): void => {
      const left = patience - (performance.now() - this.#lastEnded)
      if (left > 0) {
        timer = setTimeout(look, left)
        return
      }
      this.#queue.remove(begin)
      reject(new Error('timeout exceeded while waiting for a turn'))
    }
    let timer = setTimeout(look, patience)
    this.#queue.add(person, begin)
    return promise
  }
}
