import { StoreFailure, type Durability } from '../../packages/phone-sync/ports.ts'
import { places, type Place, type PlaceDatabase } from '../../apps/field/src/rest/places.ts'

type Edit = { do: 'put' | 'add' | 'remove'; place: Place; key: string; value?: unknown }

/** IndexedDB as far as what stands above it can tell, with its disk laid open. */
export type Memory = {
  database: PlaceDatabase
  rows: (place: Place) => Map<string, unknown>
  /** All of it, as somebody reads who has taken the disk out. */
  text: () => string
  full: boolean
  durabilities: Durability[]
  /** After so many transactions the app is ended: what follows never comes. */
  stopAfterWrites: number | undefined
}

const readable = (value: unknown): unknown => {
  if (value instanceof ArrayBuffer) return Buffer.from(value).toString('latin1')
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer as ArrayBuffer).toString('latin1')
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, readable(part)]))
}

export const memoryDatabase = (): Memory => {
  const tables = new Map(places.map((place) => [place, new Map<string, unknown>()]))
  let writes = 0
  const rows = (place: Place): Map<string, unknown> => tables.get(place)!

  const write = (edits: readonly Edit[]): void => {
    if (memory.full && edits.some((edit) => edit.do !== 'remove')) throw new StoreFailure('full')
    if (edits.some((edit) => edit.do === 'add' && rows(edit.place).has(edit.key)))
      throw new StoreFailure('taken')
    for (const { do: what, place, key, value } of edits)
      if (what === 'remove') rows(place).delete(key)
      else rows(place).set(key, structuredClone(value))
    writes++
  }

  const memory: Memory = {
    rows,
    text: () =>
      JSON.stringify(
        Array.from(tables, ([place, held]) => [place, Array.from(held, (row) => readable(row))]),
      ),
    full: false,
    durabilities: [],
    stopAfterWrites: undefined,
    database: {
      open: async () => ({
        read: async (place) => {
          if (memory.stopAfterWrites !== undefined && writes >= memory.stopAfterWrites + 1)
            throw new Error('ended')
          return Array.from(rows(place))
        },
        readOne: async (place, key) => rows(place).get(key),
        begin: (durability) => {
          memory.durabilities.push(durability)
          const edits: Edit[] = []
          const complete = (async () => {
            await new Promise((resolve) => setImmediate(resolve))
            if (memory.stopAfterWrites !== undefined && writes > memory.stopAfterWrites)
              throw new Error('ended')
            write(edits)
          })()
          complete.catch(() => undefined)
          return {
            put: async (place, key, value) => void edits.push({ do: 'put', place, key, value }),
            add: async (place, key, value) => void edits.push({ do: 'add', place, key, value }),
            remove: async (place, key) => void edits.push({ do: 'remove', place, key }),
            complete,
          }
        },
      }),
    },
  }
  return memory
}
