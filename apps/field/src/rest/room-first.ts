import { StoreFailure } from '@mettrace/phone-sync/ports'
import type { PlaceConnection } from './places.ts'

/** What is found out beside the database, before it is touched. */
export type Disk = {
  /** Whether so many bytes find room. */
  hasRoom: (bytes: number) => Promise<boolean>
  /** Does some work while nothing else of this phone writes, in any window. Work waits for its turn. */
  alone: <T>(work: () => Promise<T>) => Promise<T>
}

/**
 * Does what writes so many bytes where they find room, and else leaves it undone. Alone: a trial takes room for a moment that a write
 * beside it may need. Errors: `StoreFailure`, where there is none.
 */
export const inRoom = <T>({ hasRoom, alone }: Disk, bytes: number, work: () => Promise<T>): Promise<T> =>
  alone(async () => {
    if (!(await hasRoom(bytes))) throw new StoreFailure('full')
    return await work()
  })

type Transaction = ReturnType<PlaceConnection['begin']>

/** More than a row comes to beside what is sealed in it: its key, a cursor, a few facts. */
const besideSealed = 2048

const bytesOf = (value: unknown): number => {
  const { data } = (value ?? {}) as { data?: unknown }
  return besideSealed + (data instanceof ArrayBuffer ? data.byteLength : 0)
}

/**
 * A connection that is written to only where there is room: Chromium throws its database away once that has met a full disk. Writes go
 * one after the other, in the order in which they were begun.
 */
export const roomFirst = (connection: PlaceConnection, disk: Disk): PlaceConnection => ({
  read: connection.read,
  readOne: connection.readOne,
  begin: (durability) => {
    const edits: { bytes: number; make: (transaction: Transaction) => void }[] = []
    const write = async (): Promise<void> => {
      // As in IndexedDB, a transaction takes what is asked of it in the turn that began it.
      await Promise.resolve()
      const bytes = edits.reduce((sum, edit) => sum + edit.bytes, 0)
      await inRoom(disk, bytes, async () => {
        const transaction = connection.begin(durability)
        for (const { make } of edits) make(transaction)
        await transaction.complete
      })
    }
    const complete = write()
    // Told to whoever waits for it.
    complete.catch(() => undefined)
    const change =
      (what: 'put' | 'add'): Transaction['put'] =>
      async (place, key, value) => {
        edits.push({
          bytes: bytesOf(value),
          make: (transaction) => void transaction[what](place, key, value),
        })
      }
    return {
      put: change('put'),
      add: change('add'),
      remove: async (place, key) => {
        edits.push({ bytes: besideSealed, make: (transaction) => void transaction.remove(place, key) })
      },
      complete,
    }
  },
})
