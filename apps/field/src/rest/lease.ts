import { offlineLease } from '@mettrace/protocol/judge/standing'

/** Milliseconds before its end from which a lease says so. */
const warnsBefore = 12 * 3_600_000

/** When this phone last had an answer of the server, and the latest time that its clock ever showed; milliseconds. */
export type Lease = { contactAt: number; latest: number }

export type LeaseState = { endsAt: number; left: number; state: 'runs' | 'ends-soon' | 'over' }

/** A clock that is put back does not lengthen a lease: time is the latest that this clock ever showed. */
export const leaseAt = ({ contactAt, latest }: Lease, now: number): LeaseState => {
  const endsAt = contactAt + offlineLease
  const left = endsAt - Math.max(now, latest)
  if (left <= 0) return { endsAt, left: 0, state: 'over' }
  return { endsAt, left, state: left <= warnsBefore ? 'ends-soon' : 'runs' }
}

/** An answer has come: 72 new hours begin, by the clock as it is now. */
export const leaseFrom = (now: number): Lease => ({ contactAt: now, latest: now })
