import { usualLimits, type Limits } from '../apps/server/foundation/rate-limits.ts'

/** For tests that ask faster than any person: nobody is asked to wait. */
export const unlimited = Object.fromEntries(
  Object.keys(usualLimits).map((name) => [name, { most: 1e9, seconds: 60 }]),
) as Limits
