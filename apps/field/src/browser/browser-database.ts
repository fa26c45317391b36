import { StoreFailure, type Durability } from '@mettrace/phone-sync/ports'
import { openDB, type IDBPDatabase } from 'idb'
import { places, type PlaceConnection, type PlaceDatabase } from '../rest/places.ts'
import { inRoom, roomFirst, type Disk } from '../rest/room-first.ts'

/** What a window must tell whoever holds the phone about its database. */
export type Told = {
  /** Another window of an older version keeps the database: it must be closed. */
  blocked: () => void
  /** A newer version has opened the database; this window has let go of it and must be loaded anew. */
  outdated: () => void
}

/**
 * What Chromium says of a disk that is really full: an unknown error where it writes, and then that it cannot open what it has
 * written, not even to read.
 */
const diskIsFull = /NO_SPACE|full disk|Internal error opening backing store/

const failureOf = (error: unknown): StoreFailure => {
  if (error instanceof StoreFailure) return error
  const { name, message } = error instanceof DOMException ? error : { name: '', message: '' }
  if (name === 'QuotaExceededError' || diskIsFull.test(message)) return new StoreFailure('full')
  return new StoreFailure(name === 'ConstraintError' ? 'taken' : 'closed')
}

const ignored = (): undefined => undefined

const connectionOf = (database: IDBPDatabase, lost: () => void): PlaceConnection => {
  /** Whatever is not taken may be a connection that is gone, on a full disk too: the next one is opened anew. */
  const failed = (error: unknown): StoreFailure => {
    const failure = failureOf(error)
    if (failure.why !== 'taken') lost()
    return failure
  }
  const begun = (durability: Durability) => {
    try {
      return database.transaction([...places], 'readwrite', { durability })
    } catch (error) {
      throw failed(error)
    }
  }
  return {
    read: async (place) => {
      try {
        const { store } = database.transaction(place)
        const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()])
        return keys.map((key, at) => [String(key), values[at] as unknown] as const)
      } catch (error) {
        throw failed(error)
      }
    },
    readOne: async (place, key) => {
      try {
        return (await database.transaction(place).store.get(key)) as unknown
      } catch (error) {
        throw failed(error)
      }
    },
    begin: (durability) => {
      const transaction = begun(durability)
      const complete = transaction.done.catch((error: unknown) => {
        throw failed(transaction.error ?? error)
      })
      complete.catch(ignored)
      /** A request that cannot even be made leaves nothing of its transaction. */
      const request = (make: () => Promise<unknown>): Promise<void> => {
        try {
          const made = make().then(ignored)
          made.catch(ignored)
          return made
        } catch (error) {
          transaction.abort()
          return Promise.reject(failed(error))
        }
      }
      return {
        put: (place, key, value) => request(() => transaction.objectStore(place).put(value, key)),
        add: (place, key, value) => request(() => transaction.objectStore(place).add(value, key)),
        remove: (place, key) => request(() => transaction.objectStore(place).delete(key)),
        complete,
      }
    },
  }
}

/**
 * IndexedDB, opened once for all of a window and anew when the browser has closed it, and touched only where there is room. An old
 * window lets go of it when a newer one wants to change its tables.
 */
export const browserDatabase = (name: string, version: number, told: Told, disk: Disk): PlaceDatabase => {
  let current: Promise<PlaceConnection> | undefined

  const lost = (): void => {
    current = undefined
  }

  const connect = async (): Promise<PlaceConnection> => {
    try {
      // A browser writes to open as well.
      const database: IDBPDatabase = await inRoom(disk, 0, () =>
        openDB(name, version, {
          upgrade: (upgraded) => {
            for (const place of places)
              if (!upgraded.objectStoreNames.contains(place)) upgraded.createObjectStore(place)
          },
          blocked: told.blocked,
          blocking: () => {
            database.close()
            lost()
            told.outdated()
          },
          terminated: lost,
        }),
      )
      return roomFirst(connectionOf(database, lost), disk)
    } catch (error) {
      lost()
      // The tables are of a newer version than this window.
      if (error instanceof DOMException && error.name === 'VersionError') told.outdated()
      throw failureOf(error)
    }
  }

  return { open: () => (current ??= connect()) }
}
