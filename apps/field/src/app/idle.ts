/** Milliseconds without a touch, in sight or out of it, after which the phone locks itself. */
export const idleAfter = 5 * 60_000

type Clock = { now: () => number; monotonic: () => number }

export type Idle = { touch: () => void; isOver: () => boolean }

/**
 * Since when nobody has touched the phone. By whichever clock has gone further: the wall clock may be put back, the other one
 * stands still on some phones while they sleep.
 */
export const openIdle = ({ now, monotonic }: Clock): Idle => {
  const read = () => ({ wall: now(), monotonic: monotonic() })
  let last = read()
  return {
    touch: () => {
      last = read()
    },
    isOver: () => Math.max(now() - last.wall, monotonic() - last.monotonic) >= idleAfter,
  }
}
