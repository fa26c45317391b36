const limit = 72 * 3_600_000

/**
 * When the Commissioner is told of a breach at the latest: 72 hours after it was known (UK GDPR art. 33(1); DPA 2018 s.67(1)),
 * hours that passed, whatever the clocks did, on whatever day.
 */
export const notifyBy = (known: Date): Date => new Date(known.getTime() + limit)
