import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { Ports } from '@mettrace/phone-sync/ports'
import type { PhoneView } from '@mettrace/phone-sync/view'
import type { DoorFact } from '@mettrace/protocol/events/door'
import { homesOf, type Fact } from '@mettrace/protocol/events/facts'
import { toldBy } from '@mettrace/protocol/judge/running'
import { londonDay } from '@mettrace/protocol/words/london-day'
import type { EventId, HomeId } from '@mettrace/protocol/words/values'
import type { PlaceDatabase } from '../rest/places.ts'
import { ownRecords, recordsByHome, sameRecords, type OwnRecord } from '../round/own-records.ts'
import { appointmentOf } from '../round/door-notes.ts'
import { nextDoor, walkedOf, type NextDoor } from '../round/next-door.ts'
import { readRound, type Round } from '../round/read-round.ts'
import { roundBefore, roundNow, type RoundNow } from '../round/round-now.ts'
import { nextOfWalk } from '../round/walk.ts'
import { openTaking, type Taking } from '../pictures/taking.ts'
import { openCopies, type AskStationKey, type Copies } from './copies.ts'
import { positionHolds, type Position } from './position.ts'
import { isOfDoors } from './screens.ts'
import { openSession, undoTime, type Equipment, type Session } from './session.ts'

/** An outcome far from its door, until its officer has said why; in memory alone, and nobody was told that it is saved. */
export type FarOutcome = {
  home: HomeId
  metres: number
  accuracy: number
  words: string
  record: (reason: NonNullable<DoorFact['far']>['reason']) => void
}

export type App = Session<Fact> & {
  /** What saves copies for the station, while somebody is in. */
  copies: Signal<Copies | null>
  round: ReadonlySignal<Round | null>
  records: ReadonlySignal<readonly OwnRecord[]>
  byHome: ReadonlySignal<ReturnType<typeof recordsByHome>>
  /** Doors with their states, put together once for each change, not once for each screen. */
  roundNow: ReadonlySignal<RoundNow>
  /** The next door still to do: in the order of the walk, and without one the next nearest. */
  next: ReadonlySignal<NextDoor | null>
  /** Where an officer goes back to from a door: whichever of the two they last walked by. */
  walksBy: 'doors' | 'map'
  far: Signal<FarOutcome | null>
  /** The record of the person that was set aside and that the next outcome of a door takes the place of. */
  correcting: Signal<EventId | null>
  /** The day in London, `2026-11-26`: changes once a day, so that lists are not made anew each second. */
  today: ReadonlySignal<string>
  position: Signal<Position | null>
  /** The picture of a sign that is not recorded yet. */
  signPicture: Taking
  /** When it was last asked where the phone is, by the phone's clock; null where it was not. */
  askedAt: Signal<number | null>
  /** Whether it was asked so lately that the answer, or none, holds. */
  isAsked: ReadonlySignal<boolean>
  /** Asks once where the phone is, at another door or by a tap. Resolves once an answer has come, or none will. */
  askPosition: () => Promise<void>
  /** Asks once more at the same door. */
  askPositionAgain: () => Promise<void>
  askStationKey: AskStationKey
  /** Takes back what was just done; asked again, puts it back. */
  undo: () => void
}

const readRoundOnce = (view: ReadonlySignal<PhoneView | null>): ReadonlySignal<Round | null> => {
  const pages = computed(() => view.value?.pages)
  return computed(() => (pages.value ? readRound(pages.value) : null))
}

/** All that the app knows while it is open for doors. Whatever waits is passed in. `database`: every table, as it stands on the disk. */
export const openApp = (
  ports: Omit<Ports, 'database'>,
  database: PlaceDatabase,
  equipment: Equipment,
): App => {
  const { clock } = ports
  const copies = signal<Copies | null>(null)
  const session = openSession<Fact>(ports, database, equipment, {
    duty: 'doors',
    opened: ({ person, drafts }) => {
      copies.value = openCopies({ person, drafts }, database, equipment.version, (asking) =>
        app.askStationKey(asking),
      )
    },
    closed: () => {
      copies.value = null
      app.position.value = null
      app.askedAt.value = null
      app.far.value = null
      app.correcting.value = null
      app.signPicture.forget()
    },
    // Of a home that left the round, or is hidden, nothing is shown any more.
    shown: (screen) => {
      if (screen.name === 'words') return screen
      if ('home' in screen && !app.round.value?.byHome.has(screen.home)) return { name: 'today' }
      const isGone =
        'event' in screen && !('home' in screen) && !records.value.some(({ id }) => id === screen.event)
      return isGone ? { name: 'done' } : screen
    },
    heard: (view) => void copies.value?.learn(view).catch(() => undefined),
    leaving: () => {
      const correcting = app.correcting.value
      if (app.screen.value.name === 'far') app.far.value?.record('not-said')
      return () => (app.correcting.value = correcting)
    },
  })
  const { view, now } = session
  let lastRecords: readonly OwnRecord[] = []
  // A view is new each second; what follows from the records is not worked out anew where they are as they were.
  const records = computed(() => {
    const read = view.value ? ownRecords(view.value) : []
    if (!sameRecords(lastRecords, read)) lastRecords = read
    return lastRecords
  })
  const byHome = computed(() => recordsByHome(records.value))
  const round = readRoundOnce(view)
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
  const app: App = Object.assign(session, {
    copies,
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
    walksBy: 'doors' as const,
    far: signal(null),
    correcting: signal(null),
    today,
    position,
    signPicture: openTaking(() => session.open.peek()?.drafts, 'sign picture'),
    askedAt,
    isAsked,
    askPosition: async () => undefined,
    askPositionAgain: async () => undefined,
    askStationKey: async () => null,
    undo: () => {
      const { value: done } = app.justDone
      if (!done) return
      const event = app.record({ kind: 'undo', of: done.event }, null)
      app.justDone.value = { ...done, event, until: clock.now() + undoTime, isUndo: !done.isUndo }
    },
  })
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
