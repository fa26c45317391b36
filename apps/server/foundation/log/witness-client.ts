import { formatConsistencyRequest } from '@mettrace/ledger/note/consistency-request'
import type { VerifyingKey } from '@mettrace/ledger/note/key'
import { parseSignature, type Note } from '@mettrace/ledger/note/note'
import { heldSignatures } from '@mettrace/ledger/note/sign'

/** A witness that is asked to cosign, and where. */
export type WitnessAddress = { key: VerifyingKey; url: string }

export type WitnessOutcome =
  | { kind: 'cosigned'; at: Date; line: string }
  /** It could not be asked, or gave an answer that is none. */
  | { kind: 'missing'; words: string }
  /** It has seen what cannot be brought together with this head. */
  | { kind: 'contradiction'; words: string }

export type HeadToCosign = {
  size: number
  /** The head, signed by the log. */
  note: Note
  /** Hashes that show that the head goes on from one of so many entries. */
  proofFrom: (old: number) => Uint8Array[]
}

const patience = 5000

type Answer = { status: number; type: string; body: string }

const post = async ({ url }: WitnessAddress, body: string): Promise<Answer> => {
  const answer = await fetch(`${url.replace(/\/+$/, '')}/add-checkpoint`, {
    method: 'POST',
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(patience),
  })
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    body: await answer.text(),
  }
}

const number = new Intl.NumberFormat('en-GB')

/** The cosignature among the lines of an answer, held against the witness's key. */
const cosignatureIn = (body: string, { text }: Note, key: VerifyingKey): WitnessOutcome => {
  const lines = body.split('\n').filter((line) => line !== '')
  const signatures = lines.map(parseSignature)
  const held = heldSignatures({ text, signatures }, [key]).find(({ id }) => id === key.id)
  const at = signatures.findIndex(({ id }) => id === key.id)
  return held?.time
    ? { kind: 'cosigned', at: held.time, line: lines[at] ?? '' }
    : { kind: 'missing', words: 'It did not say when it saw the head.' }
}

/**
 * Asks a witness to cosign a head, from the size that it is thought to have seen last (C2SP tlog-witness). Where it has
 * seen another, it is asked once more from there. Never throws for what the witness does.
 */
export const askWitness = async (
  witness: WitnessAddress,
  head: HeadToCosign,
  lastSeen: number,
): Promise<WitnessOutcome> => {
  const ask = (old: number): Promise<Answer> =>
    post(witness, formatConsistencyRequest({ old, proof: head.proofFrom(old), checkpoint: head.note }))
  try {
    const first = Math.min(lastSeen, head.size)
    let answer = await ask(first)
    if (answer.status === 409 && answer.type.startsWith('text/x.tlog.size')) {
      const seen = Number(answer.body)
      if (seen > head.size)
        return {
          kind: 'contradiction',
          words: `It has signed a head of ${number.format(seen)} entries; this log has ${number.format(head.size)}. The log was rolled back.`,
        }
      if (Number.isSafeInteger(seen) && seen >= 0 && seen !== first) answer = await ask(seen)
    }
    if (answer.status === 200) return cosignatureIn(answer.body, head.note, witness.key)
    if (answer.status === 409 || answer.status === 422)
      return {
        kind: 'contradiction',
        words: `It has signed a head that this one of ${number.format(head.size)} entries does not go on from. There are two histories.`,
      }
    return { kind: 'missing', words: `It answered ${answer.status}.` }
  } catch (error) {
    const { cause, message } = error as Error
    return {
      kind: 'missing',
      words: `It could not be asked: ${cause instanceof Error ? cause.message : message}.`,
    }
  }
}
