import type { Formats } from '../../packages/protocol/events/formats.ts'
import type { Position } from '../../packages/protocol/pages/cursor.ts'
import type { PageName } from '../../packages/protocol/pages/pages.ts'
import type { DeviceId, EventId, PersonId } from '../../packages/protocol/words/values.ts'
import type { Question, Reply } from '../../packages/phone-sync/ports.ts'
import type { Feed, Held, NewRow } from './feed.ts'
import type { ToldLook } from './looks.ts'
import type { StationStep, Step } from './plan.ts'
import type { Records } from './records.ts'
import type { Owner } from './world.ts'

/** Sessions outlive a restore: they are kept by the identity provider and by cookies. */
export type Session = { person: PersonId; until: number }

/** What a town needs of a server, whatever its records are kept in. */
export type Station = {
  /** What it reads: phones begin a format before it, as far as there is one. */
  formats: Formats
  sessions: Map<number, Session>
  /** Pages that a scope's token stands for. */
  scopes: Map<string, readonly PageName[]>
  /** The weather at the server itself clears: from now on it is neither slow nor cut, and forgets nothing. */
  clears: () => void
  /** Answers a question of a phone, by its cookie. */
  answer: (phone: number, question: Question) => Promise<Reply>
  /** Whether an event is known to be kept. */
  has: (id: EventId) => boolean
  /** Whether it is known to be kept that a home was opened. */
  hasLooked: (look: ToldLook) => boolean
  /** Erases a phone at its next contact. */
  revoke: (device: DeviceId) => void
  /** What happens at desks, and to the server itself. */
  acts: Readonly<Record<StationStep, (step: Step) => void | Promise<void>>>
  /** What pages held at a position of an epoch, by the log. */
  pagesAt: (epoch: string, to: Position, pages: readonly PageName[]) => Held
}

/** A server over records in memory. */
export type Server = Station & {
  records: Records
  revoked: Set<DeviceId>
  /** The log of pages of each epoch. */
  feeds: Map<string, Feed>
  /** The process; its death ends every transaction that is open. */
  process: Owner
  /** Writes what somebody at a desk does. */
  write: (rows: (records: Records) => NewRow[]) => void
}
