import type { PhoneEvent } from './event.ts'

/** When the phone sent a batch by its own clocks, and when the server got it; milliseconds. */
export type Sending = { run: number; monotonic: number; sentAt: number; receivedAt: number }

/** Beyond so many milliseconds a clock is marked as wrong. Nothing is refused for it. */
export const clockTolerance = 120_000

/** Before the first contact of a run a phone that seems to have slept longer had its clock set. Milliseconds. */
const longestSleep = 12 * 3_600_000

/**
 * When an event happened by the server's clock, in milliseconds. In the run that sends it the monotonic clock tells how long ago
 * it was at least, and that the wall clock was put back in between changes nothing. What it missed while the phone slept the wall
 * clock tells, where it was not set since the offset that the phone knew. In another run the offset holds that the phone knew
 * when it made it, or has now. Before 1970 nothing happened: such a time is none, and the event is of when it came in.
 */
export const serverTimeOf = (
  { occurredAt, clock }: Pick<PhoneEvent, 'occurredAt' | 'clock'>,
  { run, monotonic, sentAt, receivedAt }: Sending,
): { at: number; clockWrong: boolean } => {
  const own = Date.parse(occurredAt)
  const offset = receivedAt - sentAt
  const byWall = own + (clock.offset ?? offset)
  const isSameRun = clock.run === run && clock.monotonic <= monotonic
  const counted = receivedAt - (monotonic - clock.monotonic)
  const slept = counted - byWall
  const wasSet =
    clock.offset === null ? slept > longestSleep : Math.abs(clock.offset - offset) > clockTolerance
  const told = isSameRun && (wasSet || slept < 0) ? counted : byWall
  const at = told < 0 ? receivedAt : Math.min(told, receivedAt)
  return { at, clockWrong: Math.abs(at - own) > clockTolerance }
}
