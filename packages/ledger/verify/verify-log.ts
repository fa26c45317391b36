import { sameHash } from '../tree/hash.ts'
import type { VerifyingKey } from '../note/key.ts'
import { checkEntries, type LogReader } from './check-entries.ts'
import { signedHead, type SignedHead } from './heads.ts'
import type { Finding } from './finding.ts'

export type LogReport = {
  /** The head that the log shows; undefined when it cannot be believed. */
  head: SignedHead | undefined
  /** Entries read and hashed. */
  entries: number
  /** Earlier heads that the log goes on from. */
  confirmed: number
  /** What is wrong, in the order of the log; nothing when it holds. */
  findings: Finding[]
}

/**
 * Checks a whole log from its files alone: the signatures of its head, every entry against its hash, every tile against
 * the entries, the head against the tiles, and the heads that others have kept against all of it.
 * A changed log that was signed anew is found only by `earlier` heads, and located between two of them.
 */
export const verifyLog = async (
  read: LogReader,
  keys: readonly VerifyingKey[],
  earlier: readonly (Uint8Array | string)[] = [],
): Promise<LogReport> => {
  const findings: Finding[] = []
  const head = await believedHead(read, keys, findings)
  if (!head) return { head, entries: 0, confirmed: 0, findings }
  const kept = keptHeads(earlier, keys, head, findings)
  const { roots, entries } = await checkEntries(
    read,
    head.size,
    kept.map(({ size }) => size),
    findings,
  )
  const root = roots.get(head.size)
  if (root && !sameHash(root, head.root))
    findings.push({ where: 'checkpoint', words: 'The head is not that of these tiles.' })
  const confirmed = confirmHeads(kept, roots, findings)
  return { head, entries, confirmed, findings }
}

const wordsOf = (error: unknown): string => {
  if (error instanceof RangeError) return error.message
  throw error
}

const believedHead = async (
  read: LogReader,
  keys: readonly VerifyingKey[],
  findings: Finding[],
): Promise<SignedHead | undefined> => {
  const bytes = await read('checkpoint')
  if (!bytes) {
    findings.push({ where: 'checkpoint', words: 'The log has no head.' })
    return undefined
  }
  try {
    return signedHead(bytes, keys)
  } catch (error) {
    findings.push({ where: 'checkpoint', words: wordsOf(error) })
    return undefined
  }
}

/** Earlier heads that this log can be asked about, by size; what is wrong with others is said. */
const keptHeads = (
  earlier: readonly (Uint8Array | string)[],
  keys: readonly VerifyingKey[],
  head: SignedHead,
  findings: Finding[],
): SignedHead[] => {
  const kept: SignedHead[] = []
  for (const [at, bytes] of earlier.entries()) {
    const where = `earlier head ${at + 1}`
    try {
      const one = signedHead(bytes, keys)
      if (one.origin !== head.origin) findings.push({ where, words: `It is of another log, ${one.origin}.` })
      else if (one.size > head.size)
        findings.push({
          where,
          words: `The log was rolled back: it had ${one.size} entries and has ${head.size}.`,
        })
      else kept.push(one)
    } catch (error) {
      findings.push({ where, words: wordsOf(error) })
    }
  }
  return kept.toSorted((one, other) => one.size - other.size)
}

/** Holds earlier heads against the roots that the entries give; returns how many agree. */
const confirmHeads = (
  kept: readonly SignedHead[],
  roots: ReadonlyMap<number, Uint8Array>,
  findings: Finding[],
): number => {
  let [confirmed, agreedUpTo] = [0, 0]
  let told = false
  for (const { size, root } of kept) {
    const now = roots.get(size)
    if (now && sameHash(now, root)) {
      confirmed++
      agreedUpTo = size
    } else if (now && !told) {
      told = true
      findings.push({
        where: `entries ${agreedUpTo} to ${size - 1}`,
        words: `Something here was changed, dropped or put in after the head of ${size} entries was signed.`,
      })
    }
  }
  return confirmed
}
