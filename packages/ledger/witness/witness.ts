import { parseCheckpoint, type Checkpoint } from '../note/checkpoint.ts'
import { parseConsistencyRequest, type ConsistencyRequest } from '../note/consistency-request.ts'
import type { SigningKey, VerifyingKey } from '../note/key.ts'
import { formatNote, signatureLine, type Note } from '../note/note.ts'
import { cosignText, heldSignatures } from '../note/sign.ts'
import { sameHash } from '../tree/hash.ts'
import { consistencyHolds } from '../tree/proofs.ts'

/** Answer to an add-checkpoint request, as HTTP has it (C2SP tlog-witness). */
export type WitnessAnswer = { status: 200 | 400 | 403 | 404 | 409 | 422; type: string; body: string }

/** What a witness is: its key, the logs that it watches, and where it keeps the last head of each. */
export type WitnessParts = {
  key: SigningKey
  /** Keys of a log, by its origin; nothing where it is not watched. */
  logs: ReadonlyMap<string, readonly VerifyingKey[]>
  /** The head last cosigned. */
  lastHead: (origin: string) => Promise<Checkpoint | undefined>
  /** Keeps a head for good, before its cosignature leaves. */
  keepHead: (head: Checkpoint, note: string) => Promise<void>
  clock: () => Date
}

const plain = (status: WitnessAnswer['status'], body: string): WitnessAnswer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
})
const otherSize = (size: number): WitnessAnswer => ({
  status: 409,
  type: 'text/x.tlog.size',
  body: `${size}\n`,
})

/**
 * Answers one request after the other: a head is cosigned only when the log has signed it and it goes on from the one
 * cosigned last, which it then takes the place of. Never throws for what a stranger sends.
 */
export class Witness {
  readonly #parts: WitnessParts
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: WitnessParts) {
    this.#parts = parts
  }

  /** Comparing with the last head and keeping the new one are one step, or a late request could roll the log back. */
  addCheckpoint(body: string): Promise<WitnessAnswer> {
    const answer = this.#turn.then(() => this.#answer(body))
    this.#turn = answer.catch(() => undefined)
    return answer
  }

  async #answer(body: string): Promise<WitnessAnswer> {
    const request = formOf(body)
    if ('refusal' in request) return plain(400, request.refusal)
    const { old, proof, checkpoint, head } = request
    const keys = this.#parts.logs.get(head.origin)
    if (!keys) return plain(404, 'This log is not watched here.')
    if (!signed(checkpoint, keys)) return plain(403, 'The log has not signed this head.')
    if (old > head.size) return plain(400, 'The old size is larger than the new one.')
    const last = await this.#parts.lastHead(head.origin)
    if (old !== (last?.size ?? 0)) return otherSize(last?.size ?? 0)
    if (last && last.size === head.size && !sameHash(last.root, head.root)) return otherSize(last.size)
    if (!goesOn(last, head, proof)) return plain(422, 'The new head does not go on from the old one.')
    const cosignature = cosignText(checkpoint.text, this.#parts.key, this.#parts.clock())
    const note = { text: checkpoint.text, signatures: [...checkpoint.signatures, cosignature] }
    await this.#parts.keepHead(head, formatNote(note))
    return { status: 200, type: 'text/plain; charset=utf-8', body: signatureLine(cosignature) }
  }
}

const formOf = (body: string): (ConsistencyRequest & { head: Checkpoint }) | { refusal: string } => {
  try {
    const request = parseConsistencyRequest(body)
    return { ...request, head: parseCheckpoint(request.checkpoint.text) }
  } catch (error) {
    if (error instanceof RangeError) return { refusal: error.message }
    throw error
  }
}

const signed = (note: Note, keys: readonly VerifyingKey[]): boolean => {
  try {
    return heldSignatures(note, keys).length > 0
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** From nothing every head goes on; the proof is then empty. */
const goesOn = (last: Checkpoint | undefined, head: Checkpoint, proof: readonly Uint8Array[]): boolean =>
  last && last.size > 0
    ? consistencyHolds({
        first: last.size,
        second: head.size,
        proof,
        firstRoot: last.root,
        secondRoot: head.root,
      })
    : proof.length === 0
