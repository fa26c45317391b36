import type { Ports } from '@mettrace/phone-sync/ports'

/** One window at a time does work of a name; a lock goes with the window that holds it. */
const browserLocks: Ports['locks'] = {
  alone: <T>(name: string, work: () => Promise<T>) =>
    navigator.locks.request(`mettrace ${name}`, { ifAvailable: true }, (lock) =>
      lock ? work() : undefined,
    ) as Promise<T | undefined>,
}

const browserTimers: Ports['timers'] = {
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds)
    return () => clearTimeout(timer)
  },
}

const browserRandom: Ports['random'] = {
  bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  fraction: () => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32,
}

const browserClock: Ports['clock'] = { now: () => Date.now(), monotonic: () => performance.now() }

/** What a browser gives beside network and database. */
export const browserPorts: Omit<Ports, 'network' | 'database'> = {
  clock: browserClock,
  random: browserRandom,
  timers: browserTimers,
  locks: browserLocks,
}
