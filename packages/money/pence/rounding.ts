import { pence, type Pence } from './pence.ts'

/** A fraction rounded once to whole pence, halves upwards. Both are whole and not negative. */
export const roundedOnce = (dividend: bigint, divisor: bigint): Pence =>
  pence(Number((2n * dividend + divisor) / (2n * divisor)))
