import { effect } from '@preact/signals'
import { render, type JSX } from 'preact'
import type { Ports } from '@mettrace/phone-sync/ports'
import { z } from 'zod'
import { openApp, type App } from './app/app.ts'
import { duties, dutyOf } from './app/duty.ts'
import { browserPositions } from './app/position.ts'
import type { Screen } from './app/screens.ts'
import { askWhoIsSignedIn } from './app/signed-in.ts'
import { askStationKey } from './app/station-key.ts'
import { keepUpToDate } from './app/updates.ts'
import { browserDatabase } from './browser/browser-database.ts'
import { keptRoom } from './browser/kept-room.ts'
import { browserNetwork } from './browser/network.ts'
import { browserPasskeys } from './browser/passkeys.ts'
import { browserPorts } from './browser/browser-ports.ts'
import { browserDisk } from './browser/trial-write.ts'
import { openScansApp, type ScansApp } from './scans/scans-app.ts'
import { ShowScans } from './scans/show-scans.tsx'
import { Show } from './screens/show.tsx'

// The content policy lets no page make code; zod would try, and the browser would complain.
z.config({ jitless: true })

/** Which side of the phone this page is. */
const duty = dutyOf(location.search)
const { address, sync: syncAddress, database: databaseName } = duties[duty]

/** Raised with every change of the tables; older windows let go of the database then. */
const databaseVersion = 3

/** How often a storage that does not open is tried, milliseconds. */
const shutPause = 2000

/** Whoever has signed in to choose a new PIN comes back by this address. */
const isForNewPin = new URLSearchParams(location.search).get('pin') === 'new'

/** Outside the database, so that a database that the browser cleared by itself is noticed. */
const mark = duty === 'doors' ? 'mettrace-phone' : 'mettrace-phone-scans'

/** Beside the database as well: which screen is drawn is known before anybody enters a PIN, and nothing of anybody. */
const sunMark = 'mettrace-sun'

const disk = browserDisk(globalThis.caches, navigator.locks, browserPorts.random.bytes)
const database = browserDatabase(
  databaseName,
  databaseVersion,
  {
    blocked: () => app.tell('other-window-blocks'),
    outdated: () => app.tell('window-outdated'),
  },
  disk,
)
const room = keptRoom(globalThis.caches, browserPorts.random.bytes, disk)
/** Each side makes contact by itself: one waits for no other. */
const ports: Omit<Ports, 'database'> = {
  ...browserPorts,
  network: browserNetwork(syncAddress),
  ...(duty === 'scans' && {
    locks: { alone: (name, work) => browserPorts.locks.alone(`scans ${name}`, work) },
  }),
}
const equipment = {
  version: appVersion,
  passkeys: browserPasskeys(navigator.credentials, browserPorts.random.bytes),
  room,
}

const openDoors = (): { app: App; shown: JSX.Element; moved: () => void } => {
  const doors = openApp(ports, database, equipment)
  const showPosition = (): void => {
    doors.position.value = positions.latest()
  }
  const positions = browserPositions(navigator.geolocation, browserPorts.clock.now, showPosition)
  const asked = (asking: Promise<void>): Promise<void> => {
    doors.askedAt.value = browserPorts.clock.now()
    showPosition()
    return asking
  }
  doors.askPosition = () => asked(positions.ask())
  doors.askPositionAgain = () => asked(positions.askAgain())
  doors.askStationKey = askStationKey(syncAddress)
  return { app: doors, shown: <Show app={doors} />, moved: showPosition }
}

const openScans = (): { app: ScansApp; shown: JSX.Element; moved: () => void } => {
  const scans = openScansApp(ports, database, equipment)
  return { app: scans, shown: <ShowScans app={scans} />, moved: () => undefined }
}

const { app, shown, moved } = duty === 'doors' ? openDoors() : openScans()

app.sun.value = localStorage.getItem(sunMark) !== null
effect(() => {
  document.documentElement.toggleAttribute('data-sun', app.sun.value)
  if (app.sun.value) localStorage.setItem(sunMark, 'on')
  else localStorage.removeItem(sunMark)
})

// The phone's own Back goes back in the app. Browsers write to the disk what their history says: that is a number, and where somebody
// was stays in memory.
const been: Screen[] = [app.screen.value]
let here = 0
effect(() => {
  const screen = app.screen.value
  if (screen === been[here]) return
  here += 1
  been.splice(here, been.length, screen)
  history.pushState(here, '')
})
addEventListener('popstate', ({ state }: PopStateEvent) => {
  const at = Number(state ?? 0)
  const screen = been[at] ?? { name: 'today' }
  // After loading anew nothing is known of where somebody was.
  been[at] = screen
  here = at
  app.screen.value = screen
})

const wake = (): void => {
  if (document.visibilityState !== 'visible') return
  app.refresh()
  app.open.value?.phone.tryNow()
}
document.addEventListener('visibilitychange', wake)
addEventListener('online', wake)
setInterval(() => {
  moved()
  app.refresh()
}, 1000)
for (const kind of ['pointerdown', 'keydown', 'input'])
  addEventListener(kind, () => app.touched(), { capture: true, passive: true })

const learnWhoIsSignedIn = async (): Promise<void> => {
  const who = await askWhoIsSignedIn(syncAddress)
  if (!who) return
  // A phone that was lost erases itself without a PIN, as soon as its app is opened where there is a signal.
  if (who === 'revoked') return app.forget()
  // Back from the sign-in that a new PIN asks for.
  if (isForNewPin && !app.open.value && app.screen.value.name === 'today') {
    history.replaceState(here, '', address)
    app.screen.value = { name: 'new-pin', person: who.person }
  }
  await app.learn(who)
}

const isShut = (): boolean => app.notices.value.has('storage-shut')

/** Who is here, once the storage opens: on a full disk it does not even read, until some room is given up. */
const readPeople = async (): Promise<void> => {
  await app.refreshPeople()
  if (!isShut()) return
  await room.giveUp().catch(() => undefined)
  await app.refreshPeople()
  while (isShut()) {
    await new Promise((resolve) => {
      setTimeout(resolve, shutPause)
    })
    await app.refreshPeople()
  }
}

/** A phone that is revoked is lost on all its sides; the others erase themselves no later than when they are opened. */
const forgetOthers = (): void => {
  for (const other of Object.values(duties))
    if (other.database !== databaseName) indexedDB.deleteDatabase(other.database)
}

const start = async (): Promise<void> => {
  await readPeople()
  const isEmpty = app.people.value.length === 0
  if (isEmpty && localStorage.getItem(mark) !== null) app.tell('store-lost')
  await navigator.storage.persist?.()
  effect(() => {
    if (app.notices.value.has('revoked')) {
      localStorage.removeItem(mark)
      forgetOthers()
    } else if (app.people.value.length > 0) localStorage.setItem(mark, 'here')
  })
}

render(shown, document.querySelector('#app')!)
void start()
void learnWhoIsSignedIn()
addEventListener('online', () => void learnWhoIsSignedIn())
void keepUpToDate(
  navigator.serviceWorker,
  () => app.tell('update-waits'),
  // Another window let it in while somebody is busy in this one: they are told, and nothing is taken from them.
  () => (app.isQuiet() ? location.reload() : app.tell('window-outdated')),
).then(({ apply }) => {
  app.update = () =>
    void apply().then((came) => {
      if (!came) app.tell('update-does-not-come')
    })
})
