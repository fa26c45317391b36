import { StoreFailure, type Ports } from '../ports.ts'
import { InTrouble, type Trouble } from './trouble.ts'

/** Milliseconds between contacts while the app is in the foreground. */
export const pauses = {
  /** After one that came to all it could. */
  idle: 60_000,
  /** After another window was in contact: what it did is seen at the next one. */
  elsewhere: 5_000,
  /** After the first that failed; doubling from there. */
  least: 2_000,
  /** With what is added by chance and the limit of a question, the next one begins within 90 seconds. */
  most: 60_000,
  /** Shares of a pause that chance adds: phones that lost one mast do not come back in one instant. */
  jitter: 0.25,
} as const

export type Contact = {
  /** Makes contact now, or again at once where one is being made. */
  wake: () => void
  /** What the last one came to, and when the next one is tried by itself, by the monotonic clock. */
  state: () => { busy: boolean; trouble: Trouble | null; nextAt: number | null }
  close: () => void
}

const troubleOf = (error: unknown): Trouble => {
  if (error instanceof InTrouble) return error.trouble
  if (error instanceof StoreFailure) return error.why === 'full' ? 'phone-full' : 'store-closed'
  return 'our-fault'
}

/**
 * Makes contact over and over: one at a time, on this phone and over all its windows, again by itself after any failure.
 * `once` resolves to whether more is to be done at once; whatever it throws is a trouble, and never the last try.
 */
export const openContact = (
  { clock, locks, random, timers }: Pick<Ports, 'clock' | 'locks' | 'random' | 'timers'>,
  once: () => Promise<boolean>,
): Contact => {
  let busy = false
  let wanted = false
  let closed = false
  let failures = 0
  let wasElsewhere = false
  let trouble: Trouble | null = null
  let nextAt: number | null = null
  let cancel: (() => void) | undefined

  const later = (): void => {
    const whole = wasElsewhere ? pauses.elsewhere : pauses.idle
    const pause = trouble === null ? whole : Math.min(pauses.most, pauses.least * 2 ** (failures - 1))
    const milliseconds = Math.round(pause * (1 + pauses.jitter * random.fraction()))
    nextAt = clock.monotonic() + milliseconds
    cancel = timers.after(milliseconds, wake)
  }

  const run = async (): Promise<void> => {
    busy = true
    cancel?.()
    nextAt = null
    while (wanted) {
      wanted = false
      try {
        const more = await locks.alone('contact', once)
        wasElsewhere = more === undefined
        trouble = null
        failures = 0
        wanted = !closed && (wanted || more === true)
      } catch (error) {
        trouble = troubleOf(error)
        failures++
        // What was asked for meanwhile waits with the rest: a failing network is not hurried.
        wanted = false
      }
    }
    busy = false
    if (!closed) later()
  }

  const wake = (): void => {
    wanted = true
    if (!busy && !closed) void run()
  }

  return {
    wake,
    state: () => ({ busy, trouble, nextAt }),
    close: () => {
      closed = true
      wanted = false
      cancel?.()
    },
  }
}
