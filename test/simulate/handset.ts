import { openPhone, type Phone } from '../../packages/phone-sync/phone.ts'
import type { Ports } from '../../packages/phone-sync/ports.ts'
import type { Fact } from '../../packages/protocol/events/facts.ts'
import type { AssignmentId, EventId, HomeId, PersonId } from '../../packages/protocol/words/values.ts'
import { openAir, type Air } from './air.ts'
import { openDisk, type Disk } from './disk.ts'
import { followLooks, type Look } from './looks.ts'
import type { Chance } from './seeded.ts'
import type { Station } from './station.ts'
import type { Owner, World } from './world.ts'

/** An event as its author made it, followed from the tap. */
export type Made = { id: EventId; author: PersonId; fact: Fact; handset: number; saved: boolean }

/** A window of the app that runs; undefined while it starts. */
type Window = { owner: Owner; phone: Phone | undefined; unsaved: Made[] }

/** One phone of the town with its storage, its air and its clock, and whoever holds it. */
export type Handset = {
  number: number
  disk: Disk
  air: Air
  /** Milliseconds by which its clock is wrong. */
  skew: number
  /** Formats its app makes events in: an update raises it. */
  format: number
  person: PersonId | null
  windows: Window[]
  /** Homes that were opened on it, but for those that a crash took before they were saved. */
  looks: Look[]
  /** Starts the app, or opens another window of it. */
  start: () => void
  /** Ends every window at once, and with them every promise; what is volatile is gone. */
  crash: () => void
  signIn: (person: PersonId) => void
  signOut: () => void
  record: (fact: Fact, assignment: AssignmentId | null) => void
  /** Opens the screen of a home. */
  open: (home: HomeId) => void
  tryNow: () => void
  /** Follows what the windows say is saved. */
  look: () => void
  /** How often windows have told that pages differed. */
  differed: () => number
}

export const openHandset = (
  world: World,
  chance: Chance,
  number: number,
  server: Station,
  made: Made[],
): Handset => {
  const disk = openDisk(world, chance)
  const air = openAir(world, chance, number, server)
  let held = new Set<string>()
  let differedBefore = 0

  const portsFor = (owner: Owner): Ports => {
    const began = world.now()
    return {
      clock: { now: () => world.now() + handset.skew, monotonic: () => world.now() - began },
      random: chance,
      timers: { after: (milliseconds, work) => world.after(owner, milliseconds, work) },
      network: air.networkFor(owner),
      database: disk.databaseFor(owner),
      locks: {
        alone: async (name, work) => {
          if (held.has(name)) return undefined
          held.add(name)
          try {
            return await work()
          } finally {
            // A dead window's lock was released at its death.
            if (owner.alive) held.delete(name)
          }
        },
      },
    }
  }

  const opened = async (window: Window): Promise<void> => {
    try {
      const format = handset.format
      window.phone = await openPhone(portsFor(window.owner), { app: `0.${format}.0`, format })
      if (handset.person) void window.phone.signIn(handset.person).catch(() => undefined)
    } catch {
      // The store could not be read or is full: whoever holds the phone opens the app again.
      world.after(window.owner, 3_000, () => void opened(window))
    }
  }

  const front = (): Window | undefined => handset.windows.at(-1)

  const handset: Handset = {
    number,
    disk,
    air,
    skew: 0,
    format: Math.max(1, server.formats.present - 1),
    person: null,
    windows: [],
    looks: [],
    start: () => {
      const window: Window = { owner: { alive: true }, phone: undefined, unsaved: [] }
      handset.windows.push(window)
      void opened(window)
    },
    crash: () => {
      handset.look()
      differedBefore = handset.differed()
      for (const { owner } of handset.windows) owner.alive = false
      handset.looks = handset.looks.filter(({ saved }) => saved !== null)
      handset.windows = []
      held = new Set()
      disk.crash()
    },
    signIn: (person) => {
      handset.person = person
      for (const { phone } of handset.windows) void phone?.signIn(person).catch(() => undefined)
    },
    signOut: () => {
      handset.person = null
      for (const { phone } of handset.windows) phone?.signOut()
    },
    record: (fact, assignment) => {
      const window = front()
      const author = window?.phone?.view().person
      if (!window?.phone || !author) return
      const id = window.phone.record(fact, assignment)
      const event: Made = { id, author, fact, handset: number, saved: false }
      made.push(event)
      window.unsaved.push(event)
    },
    open: (home) => {
      const window = front()
      const person = window?.phone?.view().person
      if (!window?.phone || !person) return
      window.phone.look(home)
      handset.looks.push({ person, home, saved: null })
    },
    tryNow: () => front()?.phone?.tryNow(),
    look: () => {
      followLooks(handset.looks, disk)
      for (const window of handset.windows) {
        if (window.unsaved.length === 0 || !window.phone) continue
        const { unsaved } = window.phone.view()
        const waiting = new Set(unsaved.map(({ id }) => id))
        for (const event of window.unsaved) event.saved = !waiting.has(event.id)
        window.unsaved = window.unsaved.filter(({ saved }) => !saved)
      }
    },
    differed: () =>
      handset.windows.reduce((sum, { phone }) => sum + (phone?.view().differed ?? 0), differedBefore),
  }
  return handset
}
