import { StoreFailure, type Connection, type Database } from '../../packages/phone-sync/ports.ts'
import { tables, type Table } from '../../packages/phone-sync/store/tables.ts'
import type { Chance } from './seeded.ts'
import type { Owner, World } from './world.ts'

type Rows = Map<Table, Map<string, unknown>>
type Edit = { do: 'put' | 'add' | 'remove'; table: Table; key: string; value?: unknown }

const emptyRows = (): Rows => new Map(tables.map((table) => [table, new Map()]))
const copyOf = (rows: Rows): Rows => new Map(Array.from(rows, ([table, held]) => [table, new Map(held)]))

const applyTo = (rows: Rows, edits: readonly Edit[]): void => {
  for (const { do: what, table, key, value } of edits)
    if (what === 'remove') rows.get(table)!.delete(key)
    else rows.get(table)!.set(key, value)
}

/**
 * Storage of one phone as browsers treat it. A write is volatile until a strict commit; a crash keeps of later relaxed ones as
 * many as chance leaves, in their order. Requests succeed before their transaction does, on a full disk too.
 */
export type Disk = {
  /** What a window of the app sees. `owner`: the window. */
  databaseFor: (owner: Owner) => Database
  /** What would be read now. */
  rows: (table: Table) => ReadonlyMap<string, unknown>
  crash: () => void
  /** The browser clears everything of ours. */
  evict: () => void
  /** Rows of a table go, and nothing else: a repair, or a fault of the browser. */
  wipe: (table: Table) => void
  /** Connections that are open are dead from now on. */
  closeConnections: () => void
  full: boolean
  /** Called before a commit takes a row away. */
  onRemove: (table: Table, key: string) => void
}

export const openDisk = (world: World, chance: Chance): Disk => {
  let durable = emptyRows()
  let visible = emptyRows()
  let relaxed: Edit[][] = []
  let generation = 0

  const commit = (edits: readonly Edit[], strict: boolean): void => {
    for (const { do: what, table, key } of edits) if (what === 'remove') disk.onRemove(table, key)
    applyTo(visible, edits)
    if (strict) {
      durable = copyOf(visible)
      relaxed = []
    } else relaxed.push([...edits])
  }

  const whyNot = (edits: readonly Edit[], opened: number): StoreFailure | undefined => {
    if (opened !== generation) return new StoreFailure('closed')
    if (disk.full && edits.some(({ do: what }) => what !== 'remove')) return new StoreFailure('full')
    return edits.some(({ do: what, table, key }) => what === 'add' && visible.get(table)!.has(key))
      ? new StoreFailure('taken')
      : undefined
  }

  const connect = (owner: Owner, opened: number): Connection => ({
    read: async (table) => {
      await world.wait(owner, 0, 4)
      if (opened !== generation) throw new StoreFailure('closed')
      return [...visible.get(table)!]
    },
    readOne: async (table, key) => {
      await world.wait(owner, 0, 4)
      if (opened !== generation) throw new StoreFailure('closed')
      return visible.get(table)!.get(key)
    },
    begin: (durability) => {
      const edits: Edit[] = []
      const request = (edit: Edit): Promise<void> => {
        edits.push(edit)
        return world.wait(owner, 0, 2)
      }
      const complete = (async () => {
        await world.wait(owner, 2, durability === 'strict' ? 180 : 5)
        const failure = whyNot(edits, opened)
        if (failure) throw failure
        commit(edits, durability === 'strict')
        // Written, but the app does not know it yet: a crash here is the interesting one.
        await world.wait(owner, 0, 3)
      })()
      // Whoever does not wait for it is not told.
      complete.catch(() => undefined)
      return {
        put: (table, key, value) => request({ do: 'put', table, key, value }),
        add: (table, key, value) => request({ do: 'add', table, key, value }),
        remove: (table, key) => request({ do: 'remove', table, key }),
        complete,
      }
    },
  })

  const disk: Disk = {
    full: false,
    onRemove: () => undefined,
    databaseFor: (owner) => ({
      open: async () => {
        await world.wait(owner, 0, 20)
        return connect(owner, generation)
      },
    }),
    rows: (table) => visible.get(table)!,
    crash: () => {
      const left = chance.between(0, relaxed.length)
      for (const edits of relaxed.slice(0, left)) applyTo(durable, edits)
      visible = copyOf(durable)
      relaxed = []
      generation++
    },
    evict: () => {
      durable = emptyRows()
      visible = emptyRows()
      relaxed = []
      generation++
    },
    wipe: (table) => {
      visible.get(table)!.clear()
      durable = copyOf(visible)
      relaxed = []
    },
    closeConnections: () => {
      generation++
    },
  }
  return disk
}
