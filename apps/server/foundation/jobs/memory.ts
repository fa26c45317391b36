import { MetTraceError } from '../errors.ts'
import { inTurn, takeTurn, whyStopped } from './pool.ts'
import { roughBytes } from './rough-bytes.ts'

/** What an answer is called, and everything that it rests on: state of the data, settings, question. JSON tells them apart. */
export type Declared = { name: string; restsOn: readonly unknown[] }

const identities = new WeakMap<object, number>()
let lastIdentity = 0

/**
 * Stands for an answer that another rests on, and with it for everything that it rests on itself. Answers that are
 * remembered are never changed.
 */
export const identityOf = (answer: object): string => {
  let identity = identities.get(answer)
  if (identity === undefined) identities.set(answer, (identity = ++lastIdentity))
  return `answer ${identity}`
}

const mostAnswers = 300
const mostBytes = 192 * 1024 * 1024

/** The text that two questions share when their answers are the same. */
export const keyOf = ({ name, restsOn }: Declared): string =>
  JSON.stringify([name, ...restsOn], (_, value: unknown) => {
    if (value instanceof Map || value instanceof Set || ArrayBuffer.isView(value))
      throw new TypeError(`What ${name} rests on cannot be told apart by JSON.`)
    return value
  })

/** Answers to questions, the least lately used given up when they are too many or too large. A failure is not kept. */
export class Memory {
  readonly #kept = new Map<string, { answer: unknown; bytes: number }>()
  readonly #making = new Map<string, Promise<unknown>>()
  readonly #most: { answers: number; bytes: number }
  #bytes = 0

  constructor(most = { answers: mostAnswers, bytes: mostBytes }) {
    this.#most = most
  }

  get size(): number {
    return this.#kept.size
  }

  get bytes(): number {
    return this.#bytes
  }

  /** The answer that is kept, in a box: an answer may be undefined itself. */
  kept(key: string): { answer: unknown } | undefined {
    const found = this.#kept.get(key)
    if (!found) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, found)
    return found
  }

  /** The answer that somebody is at. */
  making(key: string): Promise<unknown> | undefined {
    return this.#making.get(key)
  }

  /** Makes an answer and keeps it. */
  async make<Answer>(key: string, make: () => Promise<Answer>): Promise<Answer> {
    const making = make()
    this.#making.set(key, making)
    try {
      const answer = await making
      this.#keep(key, answer)
      return answer
    } finally {
      this.#making.delete(key)
    }
  }

  #keep(key: string, answer: unknown): void {
    const bytes = 2 * key.length + roughBytes(answer, this.#most.bytes)
    if (bytes > this.#most.bytes) return
    this.#kept.set(key, { answer, bytes })
    this.#bytes += bytes
    for (const [oldest, found] of this.#kept) {
      if (this.#kept.size <= this.#most.answers && this.#bytes <= this.#most.bytes) break
      this.#kept.delete(oldest)
      this.#bytes -= found.bytes
    }
  }
}

/** Answers are of one database. */
const memories = new WeakMap<object, Memory>()

const memoryOf = (database: object): Memory => {
  let memory = memories.get(database)
  if (!memory) memories.set(database, (memory = new Memory()))
  return memory
}

/** The answer that is remembered, in a box; undefined where there is none. Nothing is made. */
export const kept = <Answer>(database: object, declared: Declared): { answer: Answer } | undefined =>
  memoryOf(database).kept(keyOf(declared)) as { answer: Answer } | undefined

/** An answer that is quickly had: from memory, or made. What makes it must ask no thread. */
export const remembered = async <Answer>(
  database: object,
  declared: Declared,
  make: () => Promise<Answer>,
): Promise<Answer> => {
  const [memory, key] = [memoryOf(database), keyOf(declared)]
  const found = memory.kept(key)
  if (found) return found.answer as Answer
  return (memory.making(key) ?? memory.make(key, make)) as Promise<Answer>
}

/** The work was stopped or ran out of time: another try may well answer, so this failure is not kept. */
export const isOfTheTurn = (error: unknown): boolean =>
  error instanceof MetTraceError && (error.code === 'stopped' || error.code === 'too_much_work')

/**
 * An answer that takes work: from memory; or from whoever is at it; or made, in the turn at hand or in one of its own.
 * Only who has a turn makes anything, so that waiting for another never waits for the queue.
 */
export const rememberedWork = async <Answer>(
  database: object,
  person: string,
  declared: Declared,
  make: () => Promise<Answer>,
): Promise<Answer> => {
  const [memory, key] = [memoryOf(database), keyOf(declared)]
  for (;;) {
    const found = memory.kept(key)
    if (found) return found.answer as Answer
    if (!inTurn()) return takeTurn(person, () => rememberedWork(database, person, declared, make))
    const making = memory.making(key)
    if (!making) return memory.make(key, make)
    try {
      return (await making) as Answer
    } catch (error) {
      const own = whyStopped()
      if (own) throw own
      if (!isOfTheTurn(error)) throw error
    }
  }
}
