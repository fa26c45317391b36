import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import { openPhone, type Phone } from '@mettrace/phone-sync/phone'
import type { Database, Ports } from '@mettrace/phone-sync/ports'
import type { PhoneView } from '@mettrace/phone-sync/view'
import type { DoorFact } from '@mettrace/protocol/events/door'
import { homesOf, type Fact } from '@mettrace/protocol/events/facts'
import { toldBy } from '@mettrace/protocol/judge/running'
import { londonDay } from '@mettrace/protocol/words/london-day'
import type { AssignmentId, EventId, HomeId, PersonId } from '@mettrace/protocol/words/values'
import type { PlaceDatabase } from '../rest/places.ts'
import type { KeptRoom } from '../browser/kept-room.ts'
import type { Passkeys } from '../browser/passkeys.ts'
import { watchedPorts } from '../browser/watched-ports.ts'
import type { PersonKeys } from '../rest/keys.ts'
import type { LeaseState } from '../rest/lease.ts'
import { sealedDatabase } from '../rest/sealed-database.ts'
import { openOtherWays } from '../rest/other-ways.ts'
import { openVault, type PersonHere, type SignedIn, type Vault } from '../rest/vault.ts'
import { ownRecords, recordsByHome, sameRecords, type OwnRecord } from '../round/own-records.ts'
import { appointmentOf } from '../round/door-notes.ts'
import { nextDoor, walkedOf, type NextDoor } from '../round/next-door.ts'
import { readRound, type Round } from '../round/read-round.ts'
import { roundBefore, roundNow, type RoundNow } from '../round/round-now.ts'
import { nextOfWalk } from '../round/walk.ts'
import { openCopies, type AskStationKey, type Copies } from './copies.ts'
import { openDrafts, type Drafts } from './drafts.ts'
import { openIdle } from './idle.ts'
import { positionHolds, type Position } from './position.ts'
import { isOfDoors, isTask, type Screen } from './screens.ts'
import { openWaysIn, type WaysIn } from './ways-in.ts'

/** For so many milliseconds a record can be undone by a button; ever after by a new record from the home's page. */
export const undoTime = 10_000

/** How often a lease is looked at, milliseconds. */
const leaseEvery = 30_000
/** Milliseconds between two tries to seal a draft that found no room: a trial of a full phone writes a megabyte. */
const sealAgainEvery = 10_000

/** Something about this window that whoever holds the phone must be told. */
export type Notice =
  | 'revoked'
  | 'other-window-blocks'
  | 'window-outdated'
  | 'update-waits'
  | 'update-does-not-come'
  | 'store-lost'
  | 'storage-shut'
  | 'locked-itself'

/** What the button can still take back: a record, or the undo of one. `words`: what the record was. */
export type JustDone = { event: EventId; words: string; until: number; isUndo: boolean }

/** An outcome far from its door, until its officer has said why; in memory alone, and nobody was told that it is saved. */
export type FarOutcome = {
  home: HomeId
  metres: number
  accuracy: number
  words: string
  record: (reason: NonNullable<DoorFact['far']>['reason']) => void
}

export type Open = {
  phone: Phone
  person: PersonId
  name: string
  keys: PersonKeys
  drafts: Drafts
  copies: Copies
}

export type App = {
  people: Signal<readonly PersonHere[]>
  open: Signal<Open | null>
  view: Signal<PhoneView | null>
  round: ReadonlySignal<Round | null>
  records: ReadonlySignal<readonly OwnRecord[]>
  byHome: ReadonlySignal<ReturnType<typeof recordsByHome>>
  /** Doors with their states, put together once for each change, not once for each screen. */
  roundNow: ReadonlySignal<RoundNow>
  /** The next door still to do: in the order of the walk, and without one the next nearest. */
  next: ReadonlySignal<NextDoor | null>
  lease: Signal<LeaseState | null>
  screen: Signal<Screen>
  /** What of it is shown: of a home that left the round, or is hidden, nothing is any more. */
  shown: ReadonlySignal<Screen>
  /** Whether the screen is drawn for bright sun. It is the phone's, not a person's. */
  sun: Signal<boolean>
  /** Where an officer goes back to from a door: whichever of the two they last walked by. */
  walksBy: 'doors' | 'map'
  notices: Signal<ReadonlySet<Notice>>
  justDone: Signal<JustDone | null>
  far: Signal<FarOutcome | null>
  /** The record of the person that was set aside and that the next outcome of a door takes the place of. */
  correcting: Signal<EventId | null>
  /** Who the station says is signed in. */
  signedIn: Signal<SignedIn | null>
  /** The time by the phone's clock; moves once a second. */
  now: Signal<number>
  /** The day in London, `2026-11-26`: changes once a day, so that lists are not made anew each second. */
  today: ReadonlySignal<string>
  position: Signal<Position | null>
  /** When it was last asked where the phone is, by the phone's clock; null where it was not. */
  askedAt: Signal<number | null>
  /** Whether it was asked so lately that the answer, or none, holds. */
  isAsked: ReadonlySignal<boolean>
  /** Asks once where the phone is, at another door or by a tap. Resolves once an answer has come, or none will. */
  askPosition: () => Promise<void>
  /** Asks once more at the same door. */
  askPositionAgain: () => Promise<void>
  monotonic: () => number
  askStationKey: AskStationKey
  /** Lets a new version take over. */
  update: () => void
  vault: Vault
  waysIn: WaysIn
  /** Whoever is in, as they stand on the disk. */
  me: ReadonlySignal<PersonHere | null>
  /** Takes note of who the station says is signed in. */
  learn: (who: SignedIn) => Promise<void>
  /** Locks the phone; false where something is not saved yet. */
  lock: () => boolean
  /** Somebody has touched the phone. */
  touched: () => void
  record: (fact: Fact, assignment: AssignmentId | null, words?: string) => EventId
  /** Takes back what was just done; asked again, puts it back. */
  undo: () => void
  tell: (notice: Notice, isSo?: boolean) => void
  /** Erases all that is on this phone: the station has revoked it. */
  forget: () => Promise<void>
  /** Once a second, and whenever something that was waited for has come. */
  refresh: () => void
  /** Reads who may unlock this phone. Where that cannot be read, a notice says so. */
  refreshPeople: () => Promise<void>
  /** Whether nobody is in the middle of something that an update would take from them. */
  isQuiet: () => boolean
}

const readRoundOnce = (view: ReadonlySignal<PhoneView | null>): ReadonlySignal<Round | null> => {
  const pages = computed(() => view.value?.pages)
  return computed(() => (pages.value ? readRound(pages.value) : null))
}

/** What a phone has beside its database; a phone without them is opened by PIN, and says so where it is full. */
type Equipment = { passkeys: Passkeys; room: KeptRoom }

const nothing = async (): Promise<undefined> => undefined
const bare: Equipment = {
  passkeys: { make: nothing, ask: nothing },
  room: { keep: nothing, giveUp: nothing },
}

/** All that the app knows while it is open. Whatever waits is passed in. `database`: every table, as it stands on the disk. */
export const openApp = (
  ports: Omit<Ports, 'database'>,
  database: PlaceDatabase,
  { version, passkeys = bare.passkeys, room = bare.room }: { version: string } & Partial<Equipment>,
): App => {
  const { clock, random } = ports
  const vault = openVault(database, ports)
  const view = signal<PhoneView | null>(null)
  let lastRecords: readonly OwnRecord[] = []
  // A view is new each second; what follows from the records is not worked out anew where they are as they were.
  const records = computed(() => {
    const read = view.value ? ownRecords(view.value) : []
    if (!sameRecords(lastRecords, read)) lastRecords = read
    return lastRecords
  })
  const byHome = computed(() => recordsByHome(records.value))
  const round = readRoundOnce(view)
  const now = signal(clock.now())
  const today = computed(() => londonDay(now.value))
  const minute = computed(() => now.value - (now.value % 60_000))
  const before = computed(() => roundBefore(round.value))
  const doorsNow = computed(() => roundNow(before.value, byHome.value, today.value))
  const position = signal<Position | null>(null)
  const askedAt = signal<number | null>(null)
  const isAsked = computed(
    () => askedAt.value !== null && Math.abs(now.value - askedAt.value) < positionHolds,
  )
  const walked = computed(() => walkedOf(records.value, before.value.byHome))
  let heardAt: string | null = null
  let leaseSeenAt = clock.now()
  let sealedAgainAt = 0
  /** Whoever is taken in on a new phone has lost nothing. */
  let beganEmpty = false
  const idle = openIdle(clock)
  /** Where a person was when the phone locked itself: their PIN brings them back there. */
  let leftAt: { person: PersonId; screen: Screen; correcting: EventId | null } | null = null

  const refresh = (): void => {
    app.now.value = clock.now()
    const { value: open } = app.open
    const { value: done } = app.justDone
    if (done && app.now.value >= done.until) app.justDone.value = null
    if (!open) return
    if (idle.isOver()) lockItself(open)
    if (!app.open.value) return
    if (Math.abs(app.now.value - sealedAgainAt) >= sealAgainEvery && open.drafts.sealAgain())
      sealedAgainAt = app.now.value
    // Time may have jumped while nothing ran: what counts is the clock, not how often it was looked at.
    if (Math.abs(app.now.value - leaseSeenAt) >= leaseEvery) {
      leaseSeenAt = app.now.value
      void watchLease(open.person)
    }
    const next = open.phone.view()
    view.value = next
    if (next.serverTime !== null && next.serverTime !== heardAt) {
      heardAt = next.serverTime
      void open.copies.learn(next).catch(() => undefined)
      void vault
        .heard(open.person)
        .catch(() => undefined)
        .then(() => watchLease(open.person))
    }
    if (next.storeLost && !beganEmpty) app.tell('store-lost')
    if (next.revoked) void forget()
  }

  const forget = async (): Promise<void> => {
    close()
    app.tell('revoked')
    app.signedIn.value = null
    // To take away writes as well: on a full phone the room that was kept for it is given up.
    await vault.wipe().catch(() => room.giveUp().then(() => vault.wipe()))
    await app.refreshPeople()
  }

  /** Nobody has touched the phone for some minutes. What is in memory alone is saved or sealed first. */
  const lockItself = ({ person, drafts }: Open): void => {
    const screen = app.screen.value
    const correcting = app.correcting.value
    if (screen.name === 'far') app.far.value?.record('not-said')
    if (isTask(screen) && !drafts.areSealed()) return
    if (!app.lock()) return
    leftAt = { person, screen: screen.name === 'far' ? { name: 'today' } : screen, correcting }
    app.tell('locked-itself')
  }

  const close = (): void => {
    app.open.value?.phone.signOut()
    app.open.value?.phone.close()
    app.open.value = null
    view.value = null
    position.value = null
    askedAt.value = null
    app.justDone.value = null
    app.far.value = null
    app.correcting.value = null
    app.lease.value = null
    app.screen.value = { name: 'today' }
    heardAt = null
    leftAt = null
  }

  const watchLease = async (person: PersonId): Promise<void> => {
    // A full disk cannot be told that time has passed; what time it is, it can.
    const lease = await vault
      .endLease(person)
      .catch(async () => (await vault.people()).find((each) => each.person === person)?.lease)
    if (app.open.value?.person !== person) return
    const ended = app.lease.value !== null && app.lease.value.state !== 'over' && lease?.state === 'over'
    app.lease.value = lease ?? null
    // The key in memory goes too; whoever comes back by their PIN has the outbox alone.
    if (ended) app.lock()
  }

  const openFor = async (keys: PersonKeys, isNew: boolean): Promise<void> => {
    const { person } = keys
    await app.refreshPeople()
    const name = app.people.value.find((each) => each.person === person)?.name ?? ''
    const sealed = sealedDatabase(database as Database, keys, random.bytes)
    const phone = await openPhone(watchedPorts({ ...ports, database: sealed }, refresh), {
      app: version,
      heldBack: () => app.people.peek().find((each) => each.person === person)?.underEarlierPin ?? 0,
    })
    beganEmpty = isNew && phone.view().storeLost
    const drafts = openDrafts(database, keys, random.bytes)
    const copies = openCopies({ person, drafts }, database, version, (asking) => app.askStationKey(asking))
    idle.touch()
    app.tell('locked-itself', false)
    app.open.value = { phone, person, name, keys, drafts, copies }
    const back = leftAt?.person === person ? leftAt : null
    app.screen.value = back?.screen ?? { name: 'today' }
    app.correcting.value = back?.correcting ?? null
    leftAt = null
    const { value: signedIn } = app.signedIn
    if (signedIn?.person === person) void vault.noteSignIn(signedIn).catch(() => undefined)
    await phone.signIn(person)
    await watchLease(person)
    refresh()
  }

  const app: App = {
    people: signal([]),
    open: signal(null),
    view,
    round,
    records,
    byHome,
    roundNow: doorsNow,
    next: computed(() => {
      const { toDo, walk, stateOf } = doorsNow.value
      return (
        nextOfWalk(walk?.doors ?? [], toDo, {
          now: minute.value,
          walked: walked.value,
          stateOf,
          bookedAt: (door) => appointmentOf(door, byHome.value.get(door.home) ?? []),
        }) ?? nextDoor([...toDo], isAsked.value ? position.value : null, walked.value)
      )
    }),
    lease: signal(null),
    screen: signal({ name: 'today' }),
    shown: computed(() => {
      const { value: screen } = app.screen
      if (screen.name === 'words') return screen
      if ('home' in screen && !app.round.value?.byHome.has(screen.home)) return { name: 'today' }
      const isGone =
        'event' in screen && !('home' in screen) && !records.value.some(({ id }) => id === screen.event)
      return isGone ? { name: 'done' } : screen
    }),
    sun: signal(false),
    walksBy: 'doors',
    notices: signal(new Set<Notice>()),
    justDone: signal(null),
    far: signal(null),
    correcting: signal(null),
    signedIn: signal(null),
    now,
    today,
    position,
    askedAt,
    isAsked,
    askPosition: async () => undefined,
    askPositionAgain: async () => undefined,
    monotonic: clock.monotonic,
    askStationKey: async () => null,
    update: () => undefined,
    vault,
    waysIn: openWaysIn({
      vault,
      otherWays: openOtherWays(database, ports),
      passkeys,
      room,
      openFor,
      close,
      refreshPeople: () => app.refreshPeople(),
    }),
    me: computed(() => app.people.value.find(({ person }) => person === app.open.value?.person) ?? null),
    learn: async (who) => {
      app.signedIn.value = who
      // Who comes back to choose a PIN uses up their sign-in by choosing it.
      if (app.screen.value.name !== 'new-pin') await vault.noteSignIn(who).catch(() => undefined)
      await app.refreshPeople()
    },
    lock: () => {
      if ((app.view.value?.unsaved.length ?? 0) > 0) return false
      close()
      void app.refreshPeople()
      return true
    },
    touched: () => {
      // A touch after the time does not keep the phone open: it locks as it would have done.
      if (idle.isOver()) refresh()
      idle.touch()
    },
    record: (fact, assignment, words) => {
      const { value: open } = app.open
      if (!open) throw new Error('This phone is locked.')
      const event = open.phone.record(fact, assignment)
      const [until, isUndo] = [clock.now() + undoTime, false]
      app.justDone.value = words === undefined ? null : { event, words, until, isUndo }
      refresh()
      return event
    },
    undo: () => {
      const { value: done } = app.justDone
      if (!done) return
      const event = app.record({ kind: 'undo', of: done.event }, null)
      app.justDone.value = { ...done, event, until: clock.now() + undoTime, isUndo: !done.isUndo }
    },
    tell: (notice, isSo = true) => {
      if (app.notices.value.has(notice) === isSo) return
      const next = new Set(app.notices.value)
      if (isSo) next.add(notice)
      else next.delete(notice)
      app.notices.value = next
    },
    forget,
    refresh,
    refreshPeople: async () => {
      try {
        app.people.value = await vault.people()
        app.tell('storage-shut', false)
      } catch {
        app.tell('storage-shut')
      }
    },
    isQuiet: () => !isTask(app.shown.value) && (view.value?.unsaved.length ?? 0) === 0,
  }
  effect(() => {
    // What shows a home is a look at it, once it is there to be shown.
    const { value: screen } = app.screen
    if ('home' in screen && app.round.value?.byHome.has(screen.home)) app.open.peek()?.phone.look(screen.home)
  })
  effect(() => {
    // Who leaves the doors corrects no more: no later outcome may take the place of a record by mistake, and no form keep its words.
    const { value: of } = app.correcting
    if (of === null || isOfDoors(app.screen.value)) return
    app.correcting.value = null
    const told = app.records.peek().find(({ id }) => id === of)?.fact
    for (const home of told ? homesOf(toldBy(told)) : [])
      for (const about of [home, `card ${home}`, `come-back ${home}`])
        void app.open
          .peek()
          ?.drafts.drop(about)
          .catch(() => undefined)
  })
  return app
}
