/** Whole numbers from `low` to `high`, both included; `high` may be Infinity. */
export type Interval = { readonly low: number; readonly high: number }

/** What is known of a count of which nothing is said. */
export const anyCount: Interval = { low: 0, high: Infinity }

/** How many more than its least an interval holds. */
export const widthOf = ({ low, high }: Interval): number => high - low
