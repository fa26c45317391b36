import type { Candidates } from './candidates.ts'

export type OpaqueQuestion = {
  /** Issued names of codes, each once, and the name that a laboratory gave to the reading. */
  readonly issued: readonly string[]
  readonly read: string
  /** Chance before the reading that a mark comes from no kit of the register; above 0 and below 1. */
  readonly unknown: number
  /** Chance that a kit of another maker has the same code: the laboratory's figure, above 0 and at most 1. */
  readonly chance: number
}

/**
 * Candidates where a code has a name and no parts: the kit of that name or none. Nothing is said of names that are alike.
 * Errors: a RangeError where a name was issued twice, or a chance is out of range. No name is said.
 */
export const opaqueCandidates = ({ issued, read, unknown, chance }: OpaqueQuestion): Candidates => {
  if (!(unknown > 0 && unknown < 1))
    throw new RangeError(`the chance of an unknown kit must lie between 0 and 1, found ${unknown}`)
  if (!(chance > 0 && chance <= 1))
    throw new RangeError(
      `the chance of the same code from another maker must lie above 0 and up to 1, found ${chance}`,
    )
  if (new Set(issued).size !== issued.length) throw new RangeError('a name was issued twice')
  const row = issued.indexOf(read)
  const left = { kits: 0, posterior: 0 }
  if (row < 0) return { candidates: [], left, unknown: 1 }
  const ours = (1 - unknown) / issued.length
  const posterior = ours / (ours + unknown * chance)
  return {
    candidates: [{ row, code: read, posterior, amongIssued: 1, differences: 0, derived: null }],
    left,
    unknown: 1 - posterior,
  }
}
