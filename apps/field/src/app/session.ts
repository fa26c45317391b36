import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import { openPhone, type Phone, type PhoneSettings } from '@mettrace/phone-sync/phone'
import type { Database, Ports } from '@mettrace/phone-sync/ports'
import type { PhoneView } from '@mettrace/phone-sync/view'
import type { AssignmentId, EventId, PersonId } from '@mettrace/protocol/words/values'
import type { KeptRoom } from '../browser/kept-room.ts'
import type { Passkeys } from '../browser/passkeys.ts'
import { watchedPorts } from '../browser/watched-ports.ts'
import type { PersonKeys } from '../rest/keys.ts'
import type { LeaseState } from '../rest/lease.ts'
import { openOtherWays } from '../rest/other-ways.ts'
import type { PlaceDatabase } from '../rest/places.ts'
import { sealedDatabase } from '../rest/sealed-database.ts'
import { openVault, type PersonHere, type SignedIn, type Vault } from '../rest/vault.ts'
import { openDrafts, type Drafts } from './drafts.ts'
import type { Duty } from './duty.ts'
import { openIdle } from './idle.ts'
import { isTask, type Screen } from './screens.ts'
import { openWaysIn, type WaysIn } from './ways-in.ts'

/** For so many milliseconds what was just recorded is shown with what can be done about it. */
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

/** A record that was just made, or the undo of one. `words`: what the record was. */
export type JustDone = { event: EventId; words: string; until: number; isUndo: boolean }

/** Whoever is in. */
export type Opened<Told> = {
  phone: Phone<Told>
  person: PersonId
  name: string
  keys: PersonKeys
  drafts: Drafts
}

/** What each duty of a phone shares: who is in, how they come in and out, and how the phone is. */
export type Session<Told> = {
  duty: Duty
  people: Signal<readonly PersonHere[]>
  open: Signal<Opened<Told> | null>
  view: Signal<PhoneView<Told> | null>
  lease: Signal<LeaseState | null>
  screen: Signal<Screen>
  /** What of it is shown: what is not there any more is not. */
  shown: ReadonlySignal<Screen>
  /** Whether the screen is drawn for bright sun. It is the phone's, not a person's. */
  sun: Signal<boolean>
  notices: Signal<ReadonlySet<Notice>>
  justDone: Signal<JustDone | null>
  /** Who the station says is signed in. */
  signedIn: Signal<SignedIn | null>
  /** The time by the phone's clock; moves once a second. */
  now: Signal<number>
  monotonic: () => number
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
  record: (fact: Told, assignment: AssignmentId | null, words?: string, picture?: Uint8Array) => EventId
  tell: (notice: Notice, isSo?: boolean) => void
  /** Erases all that is on this side of the phone: the station has revoked it. */
  forget: () => Promise<void>
  /** Once a second, and whenever something that was waited for has come. */
  refresh: () => void
  /** Reads who may unlock this phone. Where that cannot be read, a notice says so. */
  refreshPeople: () => Promise<void>
  /** Whether nobody is in the middle of something that an update would take from them. */
  isQuiet: () => boolean
}

/** As much of a session as the screens need that all duties share. */
export type Shell = Pick<
  Session<never>,
  | 'duty'
  | 'people'
  | 'lease'
  | 'screen'
  | 'shown'
  | 'sun'
  | 'notices'
  | 'signedIn'
  | 'now'
  | 'update'
  | 'vault'
  | 'waysIn'
  | 'me'
  | 'learn'
  | 'tell'
  | 'isQuiet'
> & {
  open: ReadonlySignal<Pick<Opened<never>, 'keys' | 'drafts'> | null>
  view: ReadonlySignal<{
    unsaved: readonly unknown[]
    unsent: readonly unknown[]
    storage: PhoneView['storage']
    sentAt: number | null
    picturesToGo: PhoneView['picturesToGo']
  } | null>
}

/** What a phone has beside its database; a phone without them is opened by PIN, and says so where it is full. */
export type Equipment = { version: string; passkeys?: Passkeys; room?: KeptRoom }

/** What one duty adds. */
export type Side<Told> = {
  duty: Duty
  parts?: PhoneSettings['parts']
  opened?: (open: Opened<Told>) => void
  closed?: () => void
  /** What is shown of the screen where somebody is. */
  shown?: (screen: Screen) => Screen
  /** Whether somebody is in the middle of something on a screen that is no task. */
  isBusy?: () => boolean
  /** The station has answered. */
  heard?: (view: PhoneView<Told>) => void
  /** The phone is about to lock itself: what waits in memory is recorded. What it returns is done once the same person is back. */
  leaving?: () => () => void
}

const nothing = async (): Promise<undefined> => undefined

/** All that one side of the app shares with the others. Whatever waits is passed in. `database`: every table of that side, as it stands on the disk. */
export const openSession = <Told>(
  ports: Omit<Ports, 'database'>,
  database: PlaceDatabase,
  {
    version,
    passkeys = { make: nothing, ask: nothing },
    room = { keep: nothing, giveUp: nothing },
  }: Equipment,
  side: Side<Told>,
): Session<Told> => {
  const { clock, random } = ports
  const vault = openVault(database, ports)
  const now = signal(clock.now())
  let heardAt: string | null = null
  let leaseSeenAt = clock.now()
  let sealedAgainAt = 0
  /** Whoever is taken in on a new phone has lost nothing. */
  let beganEmpty = false
  const idle = openIdle(clock)
  /** Where a person was when the phone locked itself: their PIN brings them back there. */
  let leftAt: { person: PersonId; screen: Screen; back: () => void } | null = null

  const refresh = (): void => {
    now.value = clock.now()
    const { value: open } = session.open
    const { value: done } = session.justDone
    if (done && now.value >= done.until) session.justDone.value = null
    if (!open) return
    if (idle.isOver()) lockItself(open)
    if (!session.open.value) return
    if (Math.abs(now.value - sealedAgainAt) >= sealAgainEvery && open.drafts.sealAgain())
      sealedAgainAt = now.value
    // Time may have jumped while nothing ran: what counts is the clock, not how often it was looked at.
    if (Math.abs(now.value - leaseSeenAt) >= leaseEvery) {
      leaseSeenAt = now.value
      void watchLease(open.person)
    }
    const next = open.phone.view()
    session.view.value = next
    if (next.serverTime !== null && next.serverTime !== heardAt) {
      heardAt = next.serverTime
      side.heard?.(next)
      void vault
        .heard(open.person)
        .catch(() => undefined)
        .then(() => watchLease(open.person))
    }
    if (next.storeLost && !beganEmpty) session.tell('store-lost')
    if (next.revoked) void forget()
  }

  const forget = async (): Promise<void> => {
    close()
    session.tell('revoked')
    session.signedIn.value = null
    // To take away writes as well: on a full phone the room that was kept for it is given up.
    await vault.wipe().catch(() => room.giveUp().then(() => vault.wipe()))
    await session.refreshPeople()
  }

  /** Nobody has touched the phone for some minutes. What is in memory alone is saved or sealed first. */
  const lockItself = ({ person, drafts }: Opened<Told>): void => {
    const screen = session.screen.value
    const back = side.leaving?.() ?? (() => undefined)
    if ((isTask(screen) || side.isBusy?.()) && !drafts.areSealed()) return
    if (!session.lock()) return
    leftAt = { person, screen: screen.name === 'far' ? { name: 'today' } : screen, back }
    session.tell('locked-itself')
  }

  const close = (): void => {
    session.open.value?.phone.signOut()
    session.open.value?.phone.close()
    session.open.value = null
    session.view.value = null
    session.justDone.value = null
    session.lease.value = null
    session.screen.value = { name: 'today' }
    side.closed?.()
    heardAt = null
    leftAt = null
  }

  const watchLease = async (person: PersonId): Promise<void> => {
    // A full disk cannot be told that time has passed; what time it is, it can.
    const lease = await vault
      .endLease(person)
      .catch(async () => (await vault.people()).find((each) => each.person === person)?.lease)
    if (session.open.value?.person !== person) return
    const before = session.lease.value
    const ended = before !== null && before.state !== 'over' && lease?.state === 'over'
    session.lease.value = lease ?? null
    // The key in memory goes too; whoever comes back by their PIN has the outbox alone.
    if (ended) session.lock()
  }

  const openFor = async (keys: PersonKeys, isNew: boolean): Promise<void> => {
    const { person } = keys
    await session.refreshPeople()
    const name = session.people.value.find((each) => each.person === person)?.name ?? ''
    const sealed = sealedDatabase(database as Database, keys, random.bytes)
    const phone = await openPhone<Told>(watchedPorts({ ...ports, database: sealed }, refresh), {
      app: version,
      heldBack: () => session.people.peek().find((each) => each.person === person)?.underEarlierPin ?? 0,
      ...(side.parts && { parts: side.parts }),
    })
    beganEmpty = isNew && phone.view().storeLost
    const open: Opened<Told> = { phone, person, name, keys, drafts: openDrafts(database, keys, random.bytes) }
    side.opened?.(open)
    idle.touch()
    session.tell('locked-itself', false)
    session.open.value = open
    const left = leftAt?.person === person ? leftAt : null
    session.screen.value = left?.screen ?? { name: 'today' }
    left?.back()
    leftAt = null
    const { value: signedIn } = session.signedIn
    if (signedIn?.person === person) void vault.noteSignIn(signedIn).catch(() => undefined)
    await phone.signIn(person)
    await watchLease(person)
    refresh()
  }

  const session: Session<Told> = {
    duty: side.duty,
    people: signal([]),
    open: signal(null),
    view: signal(null),
    lease: signal(null),
    screen: signal({ name: 'today' }),
    shown: computed(() => side.shown?.(session.screen.value) ?? session.screen.value),
    sun: signal(false),
    notices: signal(new Set<Notice>()),
    justDone: signal(null),
    signedIn: signal(null),
    now,
    monotonic: clock.monotonic,
    update: () => undefined,
    vault,
    waysIn: openWaysIn({
      vault,
      otherWays: openOtherWays(database, ports),
      passkeys,
      room,
      openFor,
      close,
      refreshPeople: () => session.refreshPeople(),
    }),
    me: computed(
      () => session.people.value.find(({ person }) => person === session.open.value?.person) ?? null,
    ),
    learn: async (who) => {
      session.signedIn.value = who
      // Who comes back to choose a PIN uses up their sign-in by choosing it.
      if (session.screen.value.name !== 'new-pin') await vault.noteSignIn(who).catch(() => undefined)
      await session.refreshPeople()
    },
    lock: () => {
      if ((session.view.value?.unsaved.length ?? 0) > 0) return false
      close()
      void session.refreshPeople()
      return true
    },
    touched: () => {
      // A touch after the time does not keep the phone open: it locks as it would have done.
      if (idle.isOver()) refresh()
      idle.touch()
    },
    record: (fact, assignment, words, picture) => {
      const { value: open } = session.open
      if (!open) throw new Error('This phone is locked.')
      const event = open.phone.record(fact, assignment, picture)
      const [until, isUndo] = [clock.now() + undoTime, false]
      session.justDone.value = words === undefined ? null : { event, words, until, isUndo }
      refresh()
      return event
    },
    tell: (notice, isSo = true) => {
      if (session.notices.value.has(notice) === isSo) return
      const next = new Set(session.notices.value)
      if (isSo) next.add(notice)
      else next.delete(notice)
      session.notices.value = next
    },
    forget,
    refresh,
    refreshPeople: async () => {
      try {
        session.people.value = await vault.people()
        session.tell('storage-shut', false)
      } catch {
        session.tell('storage-shut')
      }
    },
    isQuiet: () =>
      !isTask(session.shown.value) && !side.isBusy?.() && (session.view.value?.unsaved.length ?? 0) === 0,
  }
  return session
}
