import type { CodeDesign } from '../design/code-design.ts'
import type { Reading } from '../reading/reading.ts'
import type { CodeRegister, Word } from './code-register.ts'

/** What every value of a word comes to: its symbols' entries put together, first position first. */
const tableOf = (
  { from, to }: Word,
  { alphabets, starts }: CodeDesign,
  entries: Float64Array,
  together: (one: number, other: number) => number,
  empty: number,
): Float64Array => {
  let table = Float64Array.of(empty)
  for (let position = from; position < to; position++) {
    const size = alphabets[position]!.length
    const longer = new Float64Array(table.length * size)
    for (let at = 0; at < table.length; at++)
      for (let symbol = 0; symbol < size; symbol++)
        longer[at * size + symbol] = together(table[at]!, entries[starts[position]! + symbol]!)
    table = longer
  }
  return table
}

/**
 * The chances of a reading with the likeliest symbol of each position at 1: products stay as large as they can, and one
 * that underflows is nothing beside the likeliest code.
 */
export const relativeChances = ({ design, chances }: Reading): Float64Array => {
  const { starts } = design
  const relative = new Float64Array(chances.length)
  for (let position = 0; position + 1 < starts.length; position++) {
    const row = chances.subarray(starts[position], starts[position + 1])
    const likeliest = Math.max(...row)
    for (const [at, chance] of row.entries()) relative[starts[position]! + at] = chance / likeliest
  }
  return relative
}

/**
 * Likelihood of every code of a register, in its order: the product over positions of the reading's chance, relative to
 * that of the likeliest text. Every code is looked at, whatever was unread or wrong: size × words look-ups.
 */
export const likelihoodsOf = (register: CodeRegister, reading: Reading): Float64Array => {
  const relative = relativeChances(reading)
  const likelihoods = new Float64Array(register.size)
  for (const [at, word] of register.words.entries()) {
    const table = tableOf(word, register.design, relative, (one, other) => one * other, 1)
    const { column } = word
    if (at === 0) for (let row = 0; row < column.length; row++) likelihoods[row] = table[column[row]!]!
    else for (let row = 0; row < column.length; row++) likelihoods[row]! *= table[column[row]!]!
  }
  return likelihoods
}

/** In how many positions each code of a register differs from everything that was read there, in its order. */
export const differencesOf = (register: CodeRegister, reading: Reading): Uint8Array => {
  const differs = Float64Array.from(reading.possible, (possible) => 1 - possible)
  const differences = new Uint8Array(register.size)
  for (const word of register.words) {
    const table = Uint8Array.from(tableOf(word, register.design, differs, (one, other) => one + other, 0))
    const { column } = word
    for (let row = 0; row < column.length; row++) differences[row]! += table[column[row]!]!
  }
  return differences
}
