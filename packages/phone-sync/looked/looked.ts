import type { HomeId, PersonId } from '@mettrace/protocol/words/values'
import type { Ports } from '../ports.ts'
import { put, type Store } from '../store/store.ts'
import { lookedKey, type LookedRow } from '../store/tables.ts'

export type Looked = {
  /** Takes that somebody opened a home on a day, once, and saves it as soon as the store can. */
  add: (person: PersonId, day: string, home: HomeId) => void
  /** Saves what is not saved yet. What finds no room waits for the next try, and nobody waits for it. */
  save: () => Promise<void>
  /** Takes all that was opened in this window for not saved: the store was cleared under it. The server takes each but once. */
  lost: () => void
}

/** Bytes of chance in the key of a row: it says neither which home it is of nor when it was opened. */
const keyBytes = 16

/** Homes that were opened in this window; what an earlier one saved is told by what the store has. */
export const openLooked = ({ random }: Pick<Ports, 'random'>, store: Store): Looked => {
  const known = new Map<string, readonly [key: string, row: LookedRow]>()
  const waiting = new Map<string, LookedRow>()

  const save = async (): Promise<void> => {
    const rows = [...waiting]
    if (rows.length === 0) return
    try {
      await store.write(
        rows.map(([key, row]) => put('looked', key, row)),
        'strict',
      )
    } catch {
      return
    }
    for (const [key] of rows) waiting.delete(key)
  }

  return {
    add: (person, day, home) => {
      const place = `${person} ${day} ${home}`
      if (known.has(place)) return
      const opened = [lookedKey(person, random.bytes(keyBytes)), { day, home, told: null }] as const
      known.set(place, opened)
      waiting.set(...opened)
      void save()
    },
    save,
    lost: () => {
      for (const opened of known.values()) waiting.set(...opened)
    },
  }
}
