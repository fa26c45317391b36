import type { Needs } from '../access/may.ts'
import type { Actor, Transaction } from '../with-actor.ts'

/** Whose work it is, and when that is asked. */
export type WaitingAsked = { actor: Actor; now: Date }

/** What waits: how many, what they are called, and what is to be done; `{ count: 2, thing: '2 records', words: 'set aside: decide' }`. */
export type Waits = { count: number; thing: string; words: string }

/** What may wait in a room for those who may do something about it, and the page where they do. */
export type Waiting = {
  needs: Needs
  to: { pattern: string }
  from: () => Promise<{ waiting: (tx: Transaction, asked: WaitingAsked) => Promise<Waits> }>
}
