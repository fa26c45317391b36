import type { EventOf } from '@mettrace/protocol/events/event'
import type { Fact } from '@mettrace/protocol/events/facts'
import { toldOf } from '@mettrace/protocol/pictures/told-picture'
import type { EventId } from '@mettrace/protocol/words/values'
import { StoreFailure, type Ports } from '../ports.ts'
import { put, type Change, type Store } from '../store/store.ts'
import { outboxKey, pictureKey, type DeviceValue, type OutboxRow, type PictureRow } from '../store/tables.ts'

/** How long a full or closed store is left alone before the next try, in milliseconds: doubling between these. */
const tryAgain = { least: 500, most: 20_000 } as const

/** Places in the phone's order are given by the outbox, when it saves. */
export type Draft<Told = Fact> = Omit<EventOf<Told>, 'sequence' | 'device'>

export type Outbox<Told = Fact> = {
  /** Events that are saved, by their place in the order. */
  rows: ReadonlyMap<string, OutboxRow<Told>>
  /** Events on screen and in memory that are not saved yet, and why the last try failed. */
  waiting: () => { drafts: readonly Draft<Told>[]; trouble: 'full' | 'closed' | null }
  /** Takes an event at once, with the bytes of its picture, and saves both by one write as soon as the store can. */
  add: (draft: Draft<Told>, picture?: Uint8Array) => void
  /** The bytes of a picture that is not saved yet. */
  pictureOf: (event: EventId) => Uint8Array | undefined
  /** Takes over rows that were written elsewhere: by the sender, or by another window. */
  know: (rows: Iterable<readonly [string, OutboxRow<Told>]>) => void
  /** Forgets rows that were cleared away; their places are not given again. */
  forget: (keys: readonly string[]) => void
  close: () => void
}

const highestOf = (rows: ReadonlyMap<string, OutboxRow<unknown>>): number =>
  Math.max(0, ...Array.from(rows.values(), ({ event }) => event.sequence))

/** What is written of a picture beside its event. */
const pictureChanges = ({ id, author }: Draft<unknown>, bytes: Uint8Array | undefined): Change[] => {
  if (!bytes) return []
  const key = pictureKey(author, id)
  const row: PictureRow = { event: id, told: toldOf(bytes), answered: null }
  return [put('pictures', key, row), put('bytes', key, bytes)]
}

/** The outbox of a phone over all its people. `hasSaved` is called after each event that is on the disk. */
export const openOutbox = <Told = Fact>(
  { timers }: Pick<Ports, 'timers'>,
  store: Store,
  start: { device: DeviceValue; rows: ReadonlyMap<string, OutboxRow<Told>> },
  hasSaved: () => void,
): Outbox<Told> => {
  const rows = new Map(start.rows)
  const drafts: Draft<Told>[] = []
  const pictures = new Map<EventId, Uint8Array>()
  const { device } = start
  let trouble: 'full' | 'closed' | null = null
  let pause: number = tryAgain.least
  let saving = false
  let cancel: (() => void) | undefined
  let given = Math.max(device.cleared, highestOf(rows))

  const know = (known: Iterable<readonly [string, OutboxRow<Told>]>): void => {
    for (const [key, row] of known) rows.set(key, row)
    given = Math.max(given, highestOf(rows))
  }

  /** Saves one event under the next place in the order; false where another window has taken that place. */
  const saveOne = async (draft: Draft<Told>): Promise<boolean> => {
    const sequence = given + 1
    const row: OutboxRow<Told> = { event: { ...draft, sequence, device: device.device }, answered: null }
    const key = outboxKey(sequence)
    try {
      await store.write(
        [{ do: 'add', table: 'outbox', key, value: row }, ...pictureChanges(draft, pictures.get(draft.id))],
        'strict',
      )
    } catch (error) {
      if (!(error instanceof StoreFailure) || error.why !== 'taken') throw error
      know(await store.read<OutboxRow<Told>>('outbox'))
      // Taken by this very event, where a connection was gone before it could say that all was written.
      return rows.get(key)?.event.id === draft.id
    }
    know([[key, row]])
    return true
  }

  const saveAll = async (): Promise<void> => {
    if (saving) return
    saving = true
    cancel?.()
    try {
      while (drafts.length > 0) {
        if (!(await saveOne(drafts[0]!))) continue
        const saved = drafts.shift()
        if (saved) pictures.delete(saved.id)
        trouble = null
        pause = tryAgain.least
        hasSaved()
      }
    } catch (error) {
      trouble = error instanceof StoreFailure && error.why === 'full' ? 'full' : 'closed'
      cancel = timers.after(pause, () => void saveAll())
      pause = Math.min(pause * 2, tryAgain.most)
    } finally {
      saving = false
    }
  }

  return {
    rows,
    waiting: () => ({ drafts, trouble }),
    pictureOf: (event) => pictures.get(event),
    add: (draft, picture) => {
      if (picture) pictures.set(draft.id, picture)
      drafts.push(draft)
      void saveAll()
    },
    know,
    forget: (keys) => {
      for (const key of keys) rows.delete(key)
    },
    close: () => cancel?.(),
  }
}
