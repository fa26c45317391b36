import { MetTraceError } from '../errors.ts'
import { uuidv7 } from '../uuid.ts'
import { keyOf, type Declared } from './memory.ts'
import { pool, type Turn } from './pool.ts'
import type { Progress } from './thread.ts'

/** Work that people may ask for, alone or together. */
export type Wanted = Declared & {
  /** What is worked out, to go on with "is being worked out": `The plan`. */
  words: string
  /** Most that it may take once it runs, seconds. */
  seconds: number
}

type Asker = {
  /** Requests that wait at this moment. */
  waiting: number
  /** Until when it is kept for them beside, by `performance.now()`. */
  until: number
  /** Where they asked, to go back to. */
  address: string
}

/** One piece of work that somebody asked for: one, however many ask the same. */
export type Work = {
  id: string
  key: string
  words: string
  askers: Map<string, Asker>
  turn: Turn<unknown>
  over: boolean
}

export type Standing = { before: number | undefined; progress: Progress | undefined }

const stopped = (): MetTraceError =>
  new MetTraceError('stopped', 'This was stopped before it was worked out: nobody waited for it any more.')

/** The work that is under way for the people of one database. It goes on while anybody waits for it. */
export class WorkUnderWay {
  readonly #byKey = new Map<string, Work>()

  /** Joins who asks the same, or begins. `waitFor` or `leave` must follow. */
  ask<Answer>(person: string, address: string, wanted: Wanted, work: () => Promise<Answer>): Work {
    const key = keyOf(wanted)
    const found = this.#byKey.get(key) ?? this.#begin(key, person, wanted, work)
    const asker = found.askers.get(person)
    if (asker) asker.waiting++
    else found.askers.set(person, { waiting: 1, until: 0, address })
    return found
  }

  #begin(key: string, person: string, { words, seconds }: Wanted, make: () => Promise<unknown>): Work {
    const turn = pool.turn({ person, seconds }, make)
    const work: Work = { id: uuidv7(), key, words, askers: new Map(), turn, over: false }
    this.#byKey.set(key, work)
    const end = (): void => {
      work.over = true
      this.#giveUpUnwanted(work)
    }
    turn.answer.then(end, end)
    return work
  }

  /** Answers once a request waits no longer; it was told. */
  told(work: Work, person: string): void {
    work.askers.delete(person)
    this.#giveUpUnwanted(work)
  }

  /** A request goes away and comes back within `milliseconds`; if it does not, it has left. */
  comesBack(work: Work, person: string, milliseconds: number): void {
    const asker = work.askers.get(person)
    if (!asker) return
    asker.waiting--
    asker.until = performance.now() + milliseconds
    setTimeout(() => this.#giveUpUnwanted(work), milliseconds + 50).unref()
  }

  /** A request goes away for good. */
  leave(work: Work, person: string): void {
    const asker = work.askers.get(person)
    if (asker) asker.waiting--
    this.#giveUpUnwanted(work)
  }

  /** Somebody wants it no longer, however many requests of theirs wait. Answers with where they asked. */
  stop(id: string, person: string): string | undefined {
    const work = [...this.#byKey.values()].find((each) => each.id === id)
    const asker = work?.askers.get(person)
    if (!work || !asker) return undefined
    work.askers.delete(person)
    this.#giveUpUnwanted(work)
    return asker.address
  }

  standing({ turn }: Work): Standing {
    return { before: turn.before(), progress: turn.progress() }
  }

  /** Ends everything: the database is about to be left. */
  async close(): Promise<void> {
    const all = [...this.#byKey.values()]
    for (const { turn } of all) turn.stop(stopped())
    await Promise.allSettled(all.map(({ turn }) => turn.ended))
  }

  #giveUpUnwanted(work: Work): void {
    const now = performance.now()
    for (const [person, { waiting, until }] of work.askers)
      if (waiting <= 0 && until <= now) work.askers.delete(person)
    if (work.askers.size > 0) return
    if (this.#byKey.get(work.key) === work) this.#byKey.delete(work.key)
    if (!work.over) work.turn.stop(stopped())
  }
}
