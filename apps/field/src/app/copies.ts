import { deviceKey, type DeviceValue } from '@mettrace/phone-sync/store/tables'
import type { PhoneView } from '@mettrace/phone-sync/view'
import { eventsOfCopy } from '@mettrace/protocol/copy/copy-of'
import { stationKey, type StationKey } from '@mettrace/protocol/copy/saved-copy'
import { sealCopy } from '@mettrace/protocol/copy/seal-copy'
import { momentOf, type DeviceId, type PersonId } from '@mettrace/protocol/words/values'
import type { PlaceDatabase } from '../rest/places.ts'
import type { Drafts } from './drafts.ts'

/** Asks the station for what a copy is encrypted for; null where it did not answer. */
export type AskStationKey = (asking: {
  device: DeviceId
  person: PersonId
  heartbeat: { unsent: number; setAside: number; storage: PhoneView['storage'] }
}) => Promise<StationKey | null>

/** A file for the station, and how many records are in it. */
export type MadeCopy = {
  name: string
  text: string
  records: number
  /** Of those that are not sent: how many are in it, and how many found no room. */
  unsent: number
  left: number
}

/** Copies of one person's records, for the station alone to read, while the phone is theirs. */
export type Copies = {
  /** Asks for the station's key, once for each time the phone is unlocked. */
  learn: (view: PhoneView) => Promise<void>
  /** Makes a copy of what is saved on this phone; null where the station has never been asked. */
  make: (view: PhoneView, now: number) => Promise<MadeCopy | null>
}

/** Where the key is kept: sealed like what is typed, since it shows whose a copy is. */
const about = 'key of the station'

export const openCopies = (
  { person, drafts }: { person: PersonId; drafts: Drafts },
  database: PlaceDatabase,
  version: string,
  ask: AskStationKey,
): Copies => {
  let isKnown = false
  const deviceNow = async (): Promise<DeviceId | undefined> => {
    const state = new Map(await (await database.open()).read('state'))
    return (state.get(deviceKey) as DeviceValue | undefined)?.device
  }
  return {
    learn: async ({ unsent, unsaved, setAside, storage }) => {
      const device = isKnown ? undefined : await deviceNow()
      if (device === undefined) return
      isKnown = true
      const heartbeat = { unsent: unsent.length + unsaved.length, setAside, storage }
      const key = await ask({ device, person, heartbeat })
      isKnown = key !== null
      if (key) await drafts.keep(about, key).catch(() => undefined)
    },
    make: async ({ unsent, answered }, now) => {
      const key = stationKey.safeParse(await drafts.read(about)).data
      const [first] = [...unsent, ...answered]
      if (!key || !first) return null
      const { events, left } = eventsOfCopy(
        unsent.map(({ event }) => event),
        answered.map(({ event }) => event),
      )
      const savedAt = momentOf(now)
      const text = await sealCopy(key, {
        proof: key.proof,
        person,
        device: first.event.device,
        app: version,
        savedAt,
        events,
      })
      const name = `${savedAt.slice(0, 16).replaceAll(':', '-')}.mettrace`
      return { name, text, records: events.length, unsent: unsent.length - left, left }
    },
  }
}
