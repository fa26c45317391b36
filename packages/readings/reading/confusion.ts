/**
 * How often a symbol is read as which, for one reader and one lamp: counts of a Dirichlet distribution for each true
 * symbol. The chance of a reading is its share of the row, and the shares of a row sum to 1.
 */
export type Confusion = {
  /** Each symbol once; its index is its row and its column. */
  readonly symbols: string
  /** Readings counted, and what was taken for known before any: row true, column read, row after row. */
  readonly counts: Float64Array
}

/** Pairs that eyes, prints and optical readers take for one another. */
export const alikePairs = ['B8', 'S5', 'Z2', 'G6', 'O0', 'I1', 'QO', 'UV'] as const

/** What is assumed before a reader has been tried. Assumptions, of the order of the worked example; to be learnt away. */
export const usualPrior = {
  /** Share of symbols read rightly, and of those taken for one that looks alike. What is left goes to all others. */
  right: 0.95,
  alike: 0.04,
  /** How many readings of each symbol the assumption counts for. */
  strength: 50,
} as const

export type ConfusionPrior = { right: number; alike: number; strength: number }

/**
 * The confusion that is assumed before any reading: `right` to the symbol itself, `alike` shared among those that
 * look alike, the rest among all others. A symbol that is like none, and one that has no others, keeps that share.
 * Errors: a RangeError where a symbol stands twice, the shares are not above 0 with a sum of at most 1, or the strength is
 * not above 0.
 */
export const priorConfusion = (
  symbols: string,
  { right, alike, strength }: ConfusionPrior = usualPrior,
): Confusion => {
  if (symbols === '' || new Set(symbols).size !== symbols.length)
    throw new RangeError('a confusion needs symbols, each once, each a single UTF-16 unit')
  if (!(right > 0 && alike > 0 && right + alike <= 1))
    throw new RangeError(`the shares ${right} and ${alike} are not above 0 with a sum of at most 1`)
  if (!(strength > 0 && strength < Infinity))
    throw new RangeError(`the strength must be above 0, found ${strength}`)
  const size = symbols.length
  const counts = new Float64Array(size * size)
  for (let truth = 0; truth < size; truth++) {
    const isAlike = (read: number): boolean =>
      alikePairs.some(
        (pair) => read !== truth && pair.includes(symbols[truth]!) && pair.includes(symbols[read]!),
      )
    const likes = [...symbols].filter((_, read) => isAlike(read)).length
    const others = size - 1 - likes
    const own = 1 - (likes > 0 ? alike : 0) - (others > 0 ? 1 - right - alike : 0)
    for (let read = 0; read < size; read++) {
      const share = read === truth ? own : isAlike(read) ? alike / likes : (1 - right - alike) / others
      counts[truth * size + read] = strength * share
    }
  }
  return { symbols, counts }
}

/** A confusion from counts alone. Errors: a RangeError for other than size × size finite counts from 0, or a row without any. */
export const confusionOfCounts = (symbols: string, counts: Float64Array): Confusion => {
  const size = symbols.length
  if (size === 0 || new Set(symbols).size !== size || counts.length !== size * size)
    throw new RangeError(`${size} symbols, each once, need ${size * size} counts, found ${counts.length}`)
  if (counts.some((count) => !(count >= 0 && count < Infinity)))
    throw new RangeError('a count is not a finite number from 0')
  for (let truth = 0; truth < size; truth++)
    if (!(rowSum({ symbols, counts }, truth) > 0))
      throw new RangeError(`nothing is known of reading ${symbols[truth]}`)
  return { symbols, counts: counts.slice() }
}

/** A code whose truth is known, as it was read; `?` in `read` where a symbol was not. `times`: how often, 1 if left out. */
export type KnownReading = { truth: string; read: string; times?: number }

/**
 * The confusion after known readings: one more of each symbol for each time. What was not read teaches nothing.
 * Errors: a RangeError where a known reading has another length than its truth, a symbol that is unknown, or times that are
 * no whole number from 0. Its number is said, from 1, and no code.
 */
export const learnt = ({ symbols, counts }: Confusion, known: Iterable<KnownReading>): Confusion => {
  const after = counts.slice()
  let number = 0
  for (const { truth, read, times = 1 } of known) {
    number += 1
    if (truth.length !== read.length)
      throw new RangeError(`known reading ${number}: ${read.length} signs were read of ${truth.length}`)
    if (!Number.isSafeInteger(times) || times < 0)
      throw new RangeError(`known reading ${number}: ${times} is no whole number of times`)
    for (let at = 0; at < truth.length; at++) {
      if (read[at] === '?') continue
      const [row, column] = [symbols.indexOf(truth[at]!), symbols.indexOf(read[at]!)]
      if (row < 0 || column < 0)
        throw new RangeError(`known reading ${number}: unknown symbol at position ${at + 1}`)
      after[row * symbols.length + column]! += times
    }
  }
  return { symbols, counts: after }
}

const rowSum = ({ symbols, counts }: Confusion, row: number): number =>
  counts.subarray(row * symbols.length, (row + 1) * symbols.length).reduce((sum, count) => sum + count, 0)

/** Chance that a symbol is read as another (posterior mean). Errors: a RangeError where either is unknown. */
export const chanceOf = (confusion: Confusion, truth: string, read: string): number => {
  const { symbols, counts } = confusion
  const [row, column] = [symbols.indexOf(truth), symbols.indexOf(read)]
  if (row < 0 || column < 0) throw new RangeError(`the confusion does not know ${row < 0 ? truth : read}`)
  return counts[row * symbols.length + column]! / rowSum(confusion, row)
}
