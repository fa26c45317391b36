import { codesOf, sumOverCodes } from '../design/sum-over-codes.ts'
import type { Reading } from '../reading/reading.ts'
import type { CodeRegister } from '../register/code-register.ts'
import { differencesOf } from '../register/scan.ts'

/** How many other kits fit besides the one that gave a reading: so many are to be expected, and the chance that none does. */
export type Others = { readonly expected: number; readonly none: number }

/**
 * Other kits that fit, by the design alone: `issued` codes drawn without repeat from all M of a design, of which C fit
 * the reading, the true one among them. Expected (C − 1)(N − 1)/(M − 1). That none fits: (1 − (N − 1)/(M − 1))^(C − 1), each
 * of the other codes taken to be issued for itself; drawing without repeat it is less by a few parts in a hundred thousand
 * where it can be told at all. What a register really has, `fittingInRegister` counts.
 * Errors: a RangeError unless 1 ≤ C ≤ M and 1 ≤ N ≤ M.
 */
export const othersThatFit = ({ issued, fit, all }: { issued: number; fit: number; all: number }): Others => {
  if (!(fit >= 1 && fit <= all && issued >= 1 && issued <= all && all < Infinity))
    throw new RangeError(`of ${all} codes ${issued} were issued and ${fit} fit: that cannot be`)
  const share = all > 1 ? (issued - 1) / (all - 1) : 0
  return { expected: (fit - 1) * share, none: fit > 1 ? Math.exp((fit - 1) * Math.log1p(-share)) : 1 }
}

/** Codes of a design, those that fit a reading, and those that would fit if one position had been misread. */
export type Fitting = { readonly all: number; readonly fit: number; readonly oneWrong: number }

/** Counts them by the design. With a check character, codes whose check fails are none. */
export const fittingByDesign = ({ design, possible }: Reading): Fitting => {
  const right = Float64Array.from(possible)
  const { exact, oneWrong } = sumOverCodes(
    design,
    right,
    right.map((one) => 1 - one),
  )
  return { all: codesOf(design), fit: exact, oneWrong }
}

/** Counts them on a register, whose codes are all there are: what the formula only expects. */
export const fittingInRegister = (register: CodeRegister, reading: Reading): Fitting => {
  const counts = new Uint32Array(reading.design.alphabets.length + 1)
  const differences = differencesOf(register, reading)
  for (let row = 0; row < differences.length; row++) counts[differences[row]!]!++
  const [fit = 0, oneWrong = 0] = counts
  return { all: register.size, fit, oneWrong }
}
