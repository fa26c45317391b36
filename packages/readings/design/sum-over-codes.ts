import { firstState, nextState, valueOf } from '@mettrace/kit-codes/serial/check-character'
import type { CodeDesign } from './code-design.ts'

const states = 37

/** Value that the check character must have once the check has come to a state (ISO 7064:2003, 8). */
const closing = (state: number): number => (states - state) % (states - 1)

const total = (sums: Float64Array): number => sums.reduce((sum, value) => sum + value, 0)

/**
 * Sums over all codes of a design, those alone whose check character is right, of the product of a weight for each symbol:
 * `exact` with the weights of `right` throughout, `oneWrong` with that of `wrong` at one position. Both hold a number for
 * each symbol of each position, as `design.starts` lays them out. With weights of 1 and 0 the sums are counts. What is
 * summed is never listed: a walk through the states of the check, positions × 36 × symbols steps.
 */
export const sumOverCodes = (
  design: CodeDesign,
  right: Float64Array,
  wrong: Float64Array = new Float64Array(right.length),
): { exact: number; oneWrong: number } => {
  const { alphabets, check, starts } = design
  let exact = new Float64Array(states)
  let oneWrong = new Float64Array(states)
  exact[firstState] = 1
  for (const [position, alphabet] of alphabets.entries()) {
    const [nextExact, nextOneWrong] = [new Float64Array(states), new Float64Array(states)]
    const isCheck = check !== 'none' && position === alphabets.length - 1
    for (let state = 0; state < states; state++) {
      if (exact[state] === 0 && oneWrong[state] === 0) continue
      for (let symbol = 0; symbol < alphabet.length; symbol++) {
        const value = check === 'none' ? 0 : valueOf(alphabet[symbol]!)
        if (isCheck && value !== closing(state)) continue
        const to = check === 'none' || isCheck ? firstState : nextState(state, value)
        const at = starts[position]! + symbol
        nextExact[to]! += exact[state]! * right[at]!
        nextOneWrong[to]! += oneWrong[state]! * right[at]! + exact[state]! * wrong[at]!
      }
    }
    exact = nextExact
    oneWrong = nextOneWrong
  }
  return { exact: total(exact), oneWrong: total(oneWrong) }
}

/** How many codes a design has: M of the formulas. With a check character, those alone that hold. */
export const codesOf = (design: CodeDesign): number =>
  sumOverCodes(design, new Float64Array(design.starts.at(-1)!).fill(1)).exact
