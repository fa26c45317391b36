import type { Role } from '../access/roles.ts'
import type { Transaction } from '../with-actor.ts'

/** A door of the same person, within hours of an act; one of them is the act itself. */
export type DoorAround = { at: Date; door: string; outcome: string; isTheAct: boolean }

/** What is known of how an act came about, beside what the room that keeps the act knows. */
export type ActEvidence = {
  /** The home that it was at, as it is called at its door; null where that is not known. */
  home: string | null
  /** Answers by question. */
  answers: ReadonlyMap<string, string>
  around: readonly DoorAround[]
}

/** How a room tells what it knows of acts of others, which a decision about them rests on. */
export type EvidenceOfActs = {
  /** Whether a role may see any of it. */
  allows: (role: Role) => boolean
  /** By the ids of acts; those that it knows nothing of, or that the actor may not see, are not in it. */
  find: (tx: Transaction, acts: readonly string[]) => Promise<ReadonlyMap<string, ActEvidence>>
}
