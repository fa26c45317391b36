import type { Table } from './store/tables.ts'

/** Everything that a phone waits for or cannot know by itself is passed in: a browser gives it, or a simulation. */
export type Ports = {
  clock: Clock
  random: Random
  timers: Timers
  network: Network
  database: Database
  locks: Locks
}

type Clock = {
  /** Milliseconds since 1970 by the phone's clock, which people and networks set. */
  now: () => number
  /** Milliseconds since this run of the app began, whatever the clock does. */
  monotonic: () => number
}

type Random = {
  bytes: (count: number) => Uint8Array
  /** At least 0, below 1. */
  fraction: () => number
}

type Timers = {
  /** Does some work once, after so many milliseconds; what it returns cancels it. */
  after: (milliseconds: number, work: () => void) => () => void
}

export type Question =
  | { kind: 'events' | 'manifest' | 'changes' | 'pictures'; body: unknown }
  | { kind: 'page'; page: string; at: string; epoch: string }

/** What came back, unread. Nothing of it is believed before a schema has read it. */
export type Reply = { status: number; body: unknown }

export type Network = {
  /** Rejects where no reply came. `giveUp` ends what is under way; its reply is not heard any more. */
  ask: (question: Question) => { reply: Promise<Reply>; giveUp: () => void }
}

type Locks = {
  /** Does some work while no other window of this phone does work of that name; undefined where one does. */
  alone: <T>(name: string, work: () => Promise<T>) => Promise<T | undefined>
}

/** A database as browsers have it: IndexedDB, encrypted by whoever opens it. */
export type Database = { open: () => Promise<Connection> }

/** `strict`: complete means on the disk. `relaxed`: what completed may be lost with the power, the last writes first. */
export type Durability = 'strict' | 'relaxed'

export type Connection = {
  read: (table: Table) => Promise<readonly (readonly [key: string, value: unknown])[]>
  /** One row; undefined where there is none. */
  readOne: (table: Table, key: string) => Promise<unknown>
  begin: (durability: Durability) => DatabaseTransaction
}

export type DatabaseTransaction = {
  /** These answer when a request succeeded, which says nothing yet: on a full disk the transaction fails afterwards. */
  put: (table: Table, key: string, value: unknown) => Promise<void>
  /** Fails the transaction where the key is taken. */
  add: (table: Table, key: string, value: unknown) => Promise<void>
  remove: (table: Table, key: string) => Promise<void>
  /** All of it is written, or nothing: rejects with a `StoreFailure`. */
  complete: Promise<void>
}

/** Why nothing was written: no room, a connection that the browser has closed, or a key that another window has taken. */
export class StoreFailure extends Error {
  readonly why: 'full' | 'closed' | 'taken'

  constructor(why: 'full' | 'closed' | 'taken') {
    super(why)
    this.why = why
  }
}
