import type { Heartbeat } from '@mettrace/protocol/batch/batch'
import type { Fact } from '@mettrace/protocol/events/facts'
import { formats } from '@mettrace/protocol/events/formats'
import { partNames, type PartName } from '@mettrace/protocol/pages/rows'
import type { ScanPartName } from '@mettrace/protocol/scans/scan-rows'
import { newId } from '@mettrace/protocol/words/new-id'
import { londonDay } from '@mettrace/protocol/words/london-day'
import {
  momentOf,
  type AssignmentId,
  type EventId,
  type HomeId,
  type PersonId,
} from '@mettrace/protocol/words/values'
import type { Asker } from './contact/asker.ts'
import { openContact, type Contact } from './contact/contact.ts'
import { push } from './contact/push.ts'
import { Revoked } from './contact/trouble.ts'
import { pagesOf, type HeldPages } from './fetch/held-pages.ts'
import { pull } from './fetch/pull.ts'
import { clearOld } from './outbox/clear-old.ts'
import { openLooked } from './looked/looked.ts'
import { clearOldLooked } from './looked/clear-old-looked.ts'
import { openOutbox, type Outbox } from './outbox/outbox.ts'
import { clearOldPictures } from './pictures/clear-old-pictures.ts'
import { pushPictures } from './pictures/push-pictures.ts'
import { unsentOf } from './outbox/unsent.ts'
import type { Ports } from './ports.ts'
import { openStore } from './store/store.ts'
import { epochKey, pictureKey, type EpochValue, type PageValue, type PictureRow } from './store/tables.ts'
import { erase, mendStore, startPhone } from './store/whose-phone.ts'
import { viewOf, type Known, type PhoneView } from './view.ts'

export type Phone<Told = Fact> = {
  /** Unlocks the phone for a person. Their pages are read from the store; what they have not sent goes out. */
  signIn: (person: PersonId) => Promise<void>
  /** Locks it. What is unsent stays, and goes out when its author signs in again. */
  signOut: () => void
  /** Takes an event of whoever is signed in, with its picture; it is on screen at once and saved as soon as it can be. */
  record: (fact: Told, assignment: AssignmentId | null, picture?: Uint8Array) => EventId
  /** The bytes of the picture of an event of whoever is signed in, saved or not; undefined where this phone has none. */
  picture: (event: EventId) => Promise<Uint8Array | undefined>
  /** Takes that whoever is signed in opened the screen of a home; told with a later contact. Nobody waits for it. */
  look: (home: HomeId) => void
  /** Makes contact now: someone asks for it, the network is back, or the app is in front again. */
  tryNow: () => void
  /** All that a screen says about this phone. */
  view: () => PhoneView<Told>
  /** Ends this window. */
  close: () => void
}

/**
 * `app`: its version. `format`: in which its events are made. `heldBack`: how many records of whoever is in are on this phone and
 * not readable yet, so that the station hears of them too. `parts`: the parts of pages that this side of the phone may hold; it takes
 * no other, whatever it is sent.
 */
export type PhoneSettings = {
  app: string
  format?: number
  heldBack?: () => number
  parts?: readonly (PartName | ScanPartName)[]
}

/** Opens the phone in this window. Errors: `StoreFailure`, where the store cannot even be read: then open it again. */
export const openPhone = async <Told = Fact>(
  ports: Ports,
  { app, format = formats.present, heldBack = () => 0, parts = partNames }: PhoneSettings,
): Promise<Phone<Told>> => {
  const { clock, random } = ports
  const store = openStore(ports.database)
  const started = await startPhone<Told>(ports, store)
  let { device } = started
  const run = Math.floor(random.fraction() * 2 ** 31)
  const known: Known = {
    person: null,
    pages: new Map(),
    epoch: (await store.read<EpochValue>('state')).get(epochKey)?.epoch ?? null,
    serverTime: null,
    sentAt: null,
    fetchedAt: null,
    startedAgain: null,
    differed: 0,
    storeLost: started.isEmpty,
    looksWait: false,
    pictures: new Map(),
    revoked: false,
  }
  let offset: number | null = null

  const heartbeat = (): Heartbeat => {
    const { unsent, unsaved, setAside, storage } = view()
    return { unsent: unsent.length + unsaved.length + heldBack(), setAside, storage }
  }

  const heard: Asker['heard'] = ({ serverTime, epoch }) => {
    known.serverTime = serverTime
    known.epoch = epoch
    offset = Date.parse(serverTime) - clock.now()
  }

  const differed = (): void => {
    known.differed++
  }

  const once = async (): Promise<boolean> => {
    const { person } = known
    if (person === null || known.revoked) return false
    const isWanted = (): boolean => known.person === person
    const mended = await mendStore(store, outbox, device)
    device = mended.device
    known.storeLost ||= mended.wasLost
    if (mended.wasLost) looked.lost()
    await looked.save()
    const asker: Asker = { device: device.device, person, run, app, parts, heartbeat, heard, differed }
    try {
      known.looksWait = await push(ports, store, outbox, asker, isWanted)
      if (!isWanted()) return false
      known.sentAt = clock.now()
      const pulled = await pull(ports, store, asker)
      if (isWanted()) settle(pulled.pages, pulled.startedAgain)
      if (known.epoch !== null && known.serverTime !== null) {
        await clearOld(store, outbox, device, known.epoch, known.serverTime)
        await clearOldLooked(store, person, known.epoch, known.serverTime)
        await clearOldPictures(store, person, known.epoch, known.serverTime)
      }
      const eventsWait = (): boolean => unsentOf(outbox.rows.values(), person, known.epoch).length > 0
      if (eventsWait()) return true
      const morePictures = await pushPictures(ports, store, asker, isWanted, eventsWait)
      await readPictures()
      return morePictures || eventsWait()
    } catch (error) {
      if (!(error instanceof Revoked)) throw error
      await erase(store)
      known.revoked = true
      known.person = null
      known.pages = new Map()
      outbox.close()
      return false
    }
  }

  const readPictures = async (): Promise<void> => {
    known.pictures = await store.read<PictureRow | null>('pictures')
  }

  const settle = (pages: HeldPages, startedAgain: Known['startedAgain']): void => {
    known.pages = pages
    known.fetchedAt = clock.now()
    known.startedAgain = startedAgain
  }

  const contact: Contact = openContact(ports, once)
  const outbox: Outbox<Told> = openOutbox(ports, store, { device, rows: started.rows }, () => {
    void readPictures().catch(() => undefined)
    contact.wake()
  })
  const looked = openLooked(ports, store)
  const view = (): PhoneView<Told> => viewOf(known, outbox, contact.state())

  return {
    signIn: async (person) => {
      known.person = person
      known.pages = new Map()
      const pages = pagesOf(person, await store.read<PageValue>('pages'))
      if (known.person === person && known.pages.size === 0) known.pages = pages
      await readPictures()
      contact.wake()
    },
    signOut: () => {
      known.person = null
      known.pages = new Map()
    },
    record: (fact, assignment, picture) => {
      if (known.person === null) throw new Error('Nobody is signed in on this phone.')
      const id = newId(clock.now(), random.bytes(10))
      outbox.add(
        {
          id,
          format,
          author: known.person,
          assignment,
          app,
          occurredAt: momentOf(clock.now()),
          clock: { run, monotonic: clock.monotonic(), offset },
          fact,
        },
        picture,
      )
      return id
    },
    picture: async (event) => {
      const { person } = known
      if (person === null) return undefined
      return outbox.pictureOf(event) ?? store.readOne<Uint8Array>('bytes', pictureKey(person, event))
    },
    look: (home) => {
      // By the server's clock as far as it is known: a phone that is a day off tells the day that it was.
      if (known.person !== null) looked.add(known.person, londonDay(clock.now() + (offset ?? 0)), home)
    },
    tryNow: contact.wake,
    view,
    close: () => {
      contact.close()
      outbox.close()
    },
  }
}
