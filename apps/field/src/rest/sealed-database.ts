import {
  StoreFailure,
  type Connection,
  type Database,
  type DatabaseTransaction,
} from '@mettrace/phone-sync/ports'
import type { LookedRow, OutboxRow, Table } from '@mettrace/phone-sync/store/tables'
import type { PhoneEvent } from '@mettrace/protocol/events/event'
import type { Moment, PersonId } from '@mettrace/protocol/words/values'
import { open, openBytes, seal, sealBytes, type RandomBytes, type Sealed } from './cipher.ts'
import type { PersonKeys } from './keys.ts'

/** As much of an event as is readable without a PIN: whose it is, its place in the order, and whether it was answered. */
export type SealedEvent = Sealed & {
  head: Pick<PhoneEvent, 'id' | 'author' | 'device' | 'sequence'>
  /** Which keys of its author have sealed it. */
  turn: number
  answered: { epoch: string; at: Moment } | null
}

/** A home that was opened, or a picture, as it stands on the disk: whose it is and nothing else is readable. `turn`: as of an event. */
export type SealedOwn = Sealed & { turn: number }

/** Goes with a row that these keys do not open, so that it can be written back as it is. */
const asItStood = Symbol('as it stood')
type ClosedRow = OutboxRow & { [asItStood]?: SealedEvent }

/** Of an event that its own author's PIN does not open: it cannot be sent in their name before an earlier PIN has opened it. */
const behindEarlierPin = 'behind an earlier PIN' as PersonId

/** An event that these keys do not open, as this person's phone may know it: counted, never read. */
const closed = (stored: SealedEvent, { person }: PersonKeys): ClosedRow => ({
  event: {
    ...stored.head,
    ...(stored.head.author === person && { author: behindEarlierPin }),
  } as PhoneEvent,
  answered: stored.answered && {
    ...stored.answered,
    answer: { id: stored.head.id, answer: 'duplicate' },
  },
  [asItStood]: stored,
})

const placeOf = (table: Table, key: string): string => `${table} ${key}`

/** Where an event is sealed for. */
export const eventPlace = (key: string): string => placeOf('outbox', key)

/** Where a picture, or its bytes, is sealed for. */
export const picturePlace = (table: 'pictures' | 'bytes', key: string): string => placeOf(table, key)

/** Assignment, or person, that a page belongs to: `{person} {owner}/{part}`. */
const ownerOf = (key: string): string => key.slice(key.indexOf(' ') + 1, key.indexOf('/'))

/**
 * A database in which events and pages are sealed by the keys of one person. Pages of others are named and empty, events of
 * others, and of the person's own earlier keys, are heads; homes that others opened, and their pictures, are nothing. Which phone it is, cursors and epoch stay readable: they tell of no home and of nobody.
 */
export const sealedDatabase = (inner: Database, keys: PersonKeys, random: RandomBytes): Database => {
  const sealEvent = async (key: string, row: ClosedRow): Promise<SealedEvent> => {
    const stood = row[asItStood]
    if (stood) return stood
    const { event, answered } = row
    if (event.author !== keys.person) throw new Error('An event is sealed by its author alone.')
    return {
      ...(await seal(keys.outbox, row, eventPlace(key), random)),
      turn: keys.turn,
      head: { id: event.id, author: event.author, device: event.device, sequence: event.sequence },
      answered: answered && { epoch: answered.epoch, at: answered.at },
    }
  }

  const isOwn = (key: string): boolean => key.startsWith(`${keys.person} `)

  const sealed = async (table: Table, key: string, value: unknown): Promise<unknown> => {
    if (table === 'state') return value
    if (table === 'outbox') return sealEvent(key, value as ClosedRow)
    if (table === 'looked') {
      if (!isOwn(key)) throw new Error('What somebody opened is sealed by them alone.')
      // As an event: it is told after the lease has ended too.
      return { ...(await seal(keys.outbox, value, placeOf(table, key), random)), turn: keys.turn }
    }
    if (table === 'pictures' || table === 'bytes') {
      if (!isOwn(key)) throw new Error('A picture is sealed by whoever took it alone.')
      const place = placeOf(table, key)
      const stored =
        value instanceof Uint8Array
          ? await sealBytes(keys.outbox, new Uint8Array(value), place, random)
          : await seal(keys.outbox, value, place, random)
      return { ...stored, turn: keys.turn }
    }
    const pages = await keys.pagesOf(ownerOf(key))
    // The lease has ended meanwhile: nothing of a home is written any more.
    if (!pages || !isOwn(key)) throw new StoreFailure('closed')
    return seal(pages, value, placeOf(table, key), random)
  }

  /** Homes that were opened are read at every contact: of each row, what it was sealed with when it was last opened, and what it said. */
  const read = new Map<string, { iv: string; row: LookedRow | null }>()

  /** What does not open is nothing: no contact is to fail for it. */
  const openedLooked = async (key: string, stored: SealedOwn): Promise<LookedRow | null> => {
    if (!isOwn(key) || stored.turn !== keys.turn) return null
    const iv = String(stored.iv)
    const known = read.get(key)
    if (known?.iv === iv) return known.row
    const row = await open(keys.outbox, stored, placeOf('looked', key)).then(
      (opened) => opened as LookedRow,
      () => null,
    )
    read.set(key, { iv, row })
    return row
  }

  const opened = async (table: Table, key: string, value: unknown): Promise<unknown> => {
    if (table === 'state') return value
    if (table === 'outbox') {
      const stored = value as SealedEvent
      return stored.head.author === keys.person && stored.turn === keys.turn
        ? open(keys.outbox, stored, eventPlace(key))
        : closed(stored, keys)
    }
    if (table === 'looked') return openedLooked(key, value as SealedOwn)
    if (table === 'pictures' || table === 'bytes') {
      const stored = value as SealedOwn
      if (!isOwn(key) || stored.turn !== keys.turn) return null
      // What does not open is nothing: no contact is to fail for it.
      return (table === 'bytes' ? openBytes : open)(keys.outbox, stored, placeOf(table, key)).catch(
        () => null,
      )
    }
    const pages = isOwn(key) ? await keys.pagesOf(ownerOf(key)) : undefined
    return pages ? open(pages, value as Sealed, placeOf(table, key)) : { rows: [] }
  }

  const beginSealed = (
    connection: Connection,
    ...how: Parameters<Connection['begin']>
  ): DatabaseTransaction => {
    const edits: Promise<(transaction: DatabaseTransaction) => void>[] = []
    const write =
      (what: 'put' | 'add') =>
      (table: Table, key: string, value: unknown): Promise<void> => {
        const edit = sealed(table, key, value).then(
          (stored) => (transaction: DatabaseTransaction) => void transaction[what](table, key, stored),
        )
        edits.push(edit)
        const made = edit.then(() => undefined)
        // Told by `complete`.
        made.catch(() => undefined)
        return made
      }
    // As in IndexedDB, a transaction takes what is asked of it in the turn that began it: sealing takes many turns.
    const complete = (async () => {
      await Promise.resolve()
      const ready = await Promise.all(edits)
      const transaction = connection.begin(...how)
      for (const edit of ready) edit(transaction)
      await transaction.complete
    })()
    complete.catch(() => undefined)
    return {
      put: write('put'),
      add: write('add'),
      remove: async (table, key) => {
        edits.push(Promise.resolve((transaction) => void transaction.remove(table, key)))
      },
      complete,
    }
  }

  return {
    open: async () => {
      const connection = await inner.open()
      return {
        read: async (table) =>
          Promise.all(
            (await connection.read(table)).map(
              async ([key, value]) => [key, await opened(table, key, value)] as const,
            ),
          ),
        readOne: async (table, key) => {
          const stored = await connection.readOne(table, key)
          return stored === undefined ? undefined : ((await opened(table, key, stored)) ?? undefined)
        },
        begin: (durability) => beginSealed(connection, durability),
      }
    },
  }
}
