/** Price at which the decision's budget buys its kits, pence. */
const decisionPrice = 1272

/** Budgets of the decision, pence: for one year, and for all five. */
const decisionBudgets = [112_000_000, 560_000_000]

/** Prices of a kit that are compared where none are given, pence. */
export const usualPrices: readonly number[] = [800, 1000, decisionPrice, 1500]

/**
 * The decision's own budgets, and half of the first, pence: what buys more kits than the homes of the city could take is
 * left out. A city too small for any of them gets half, all and twice what its usual number of kits costs.
 */
export const usualBudgets = (kits: number): number[] => {
  const decided = decisionBudgets.filter((budget) => budget <= 4 * kits * decisionPrice)
  return decided.length > 0
    ? [56_000_000, ...decided]
    : [0.5, 1, 2].map((times) => 100 * Number(((times * kits * decisionPrice) / 100).toPrecision(2)))
}
