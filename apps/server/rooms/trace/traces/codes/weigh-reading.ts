import { candidatesOf } from '@mettrace/readings/candidates/candidates'
import { fittingByDesign, fittingInRegister, othersThatFit } from '@mettrace/readings/candidates/others'
import { derivedCharacters, derivedPosition } from '@mettrace/readings/reading/derived'
import { priorConfusion } from '@mettrace/readings/reading/confusion'
import { readPartial, type PartialFault } from '@mettrace/readings/reading/read-partial'
import { unreadPositions } from '@mettrace/readings/reading/reading'
import { knownScales } from '@mettrace/readings/weight/scales'
import { weighSource, type Method } from '@mettrace/readings/weight/weigh'
import { idAt } from './packed-codes.ts'
import type { RegisterPart } from './designs.ts'

/**
 * Share of marks that are from kits of no register, before anything is read: other makers' and self-bought ones. An assumption,
 * which every answer prints: how many there are nobody has counted.
 */
export const assumedUnknown = 0.05

/** A kit that could have given the reading. `differences`: positions whose character is not what was read there. */
export type FittingKit = { kit: string; posterior: number; differences: number }

/** What a partial reading says of whose kit it is, and what it weighs for the likeliest. Nothing in it is a code. */
export type Weighed = {
  candidates: FittingKit[]
  /** Kits that are possible and not listed, and their posterior together. */
  left: { kits: number; posterior: number }
  /** Posterior of kits of no register. */
  unknown: number
  positions: number
  unread: number
  /** Position, from 1, that the check character tells: it identifies and weighs nothing. */
  derived: number | null
  /** Kits of the register that fit exactly, and other kits that fit to be expected by the design; null where no code fits. */
  fitting: number
  expectedOthers: number | null
  kits: number
  ratio: {
    value: number
    cap: number
    limit: 'method' | 'population'
    others: number
    unknown: number
    errorRate: number
    /** How often the method was taken to report the match where there is one. */
    right: number
    words: string | null
    issuer: string | null
    title: string | null
  } | null
}

/** `on`: the day whose verbal scale counts, `2026-12-01`. */
export type WeighQuestion = {
  part: RegisterPart
  text: string
  method: Method | null
  on: string
  most: number
}

/**
 * Weighs a partial reading against a register whose codes have its length. The confusion is what is assumed of every reader and
 * lamp until readings of known codes have taught it.
 */
export const weighReading = ({
  part: { register, ids },
  text,
  method,
  on,
  most,
}: WeighQuestion): Weighed | PartialFault => {
  const { design } = register
  const symbols = [...new Set(design.alphabets.join(''))].join('')
  const read = readPartial(design, text, design.kind === 'text' ? priorConfusion(symbols) : undefined)
  if ('fault' in read) return read
  const { reading } = read
  const found = candidatesOf({ register, reading, unknown: assumedUnknown, most })
  const { fit, all } = fittingByDesign(reading)
  const [best] = found.candidates
  const weight =
    best && method && register.size > 1
      ? weighSource(
          { register, reading, row: best.row, unknown: assumedUnknown, method },
          { scales: knownScales, on },
        )
      : null
  const derived = derivedPosition(reading)
  return {
    candidates: found.candidates.map(({ row, posterior, differences }) => ({
      kit: idAt(ids, row),
      posterior,
      differences,
    })),
    left: found.left,
    unknown: found.unknown,
    positions: design.alphabets.length,
    unread: unreadPositions(reading).length,
    derived: derived === null || derivedCharacters(reading).length !== 1 ? null : derived + 1,
    fitting: fittingInRegister(register, reading).fit,
    expectedOthers: fit >= 1 ? othersThatFit({ issued: register.size, fit, all }).expected : null,
    kits: register.size,
    ratio: weight && {
      value: weight.value,
      cap: weight.cap,
      limit: weight.limit,
      others: weight.population?.others ?? 0,
      unknown: weight.population?.unknown ?? 0,
      errorRate: weight.errorRate,
      right: weight.method.right,
      words: weight.support?.words ?? null,
      issuer: weight.support?.issuer ?? null,
      title: weight.support?.title ?? null,
    },
  }
}
