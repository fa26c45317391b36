/** An exhibit that the ledger has in the store, or that was counted there. Times: of what was recorded, not of when it happened. */
export type OnEitherSide = {
  exhibit: string
  /** Whether the ledger has it in the store when the stocktake ends. */
  isHere: boolean
  /** When it was counted; null where it was not. */
  countedAt: Date | null
  /** When it came to the store last, and when it left it last; null where it never did. */
  cameAt: Date | null
  leftAt: Date | null
}

export type Comparison = { expected: number; found: number; missing: string[]; notExpected: string[] }

/**
 * What a stocktake that began at `begunAt` came to. What came in after that and was not counted is no loss, and what left after it was
 * counted was found: a store goes on working while it is counted.
 */
export const compareStocktake = (exhibits: readonly OnEitherSide[], begunAt: Date): Comparison => {
  const stayed = (each: OnEitherSide): boolean =>
    each.isHere && (each.countedAt !== null || each.cameAt === null || each.cameAt < begunAt)
  const leftCounted = ({ isHere, countedAt, leftAt }: OnEitherSide): boolean =>
    !isHere && countedAt !== null && leftAt !== null && leftAt >= countedAt
  const expected = exhibits.filter((each) => stayed(each) || leftCounted(each))
  const ids = (some: readonly OnEitherSide[]): string[] => some.map(({ exhibit }) => exhibit)
  return {
    expected: expected.length,
    found: expected.filter(({ countedAt }) => countedAt !== null).length,
    missing: ids(expected.filter(({ countedAt }) => countedAt === null)),
    notExpected: ids(
      exhibits.filter((each) => !each.isHere && each.countedAt !== null && !leftCounted(each)),
    ),
  }
}
