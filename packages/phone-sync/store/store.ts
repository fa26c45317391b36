import { StoreFailure, type Connection, type Database, type Durability } from '../ports.ts'
import type { Table } from './tables.ts'

export type Change =
  | { do: 'put' | 'add'; table: Table; key: string; value: unknown }
  | { do: 'remove'; table: Table; key: string }

export type Store = {
  /** Rows of a table, by their keys. */
  read: <T>(table: Table) => Promise<Map<string, T>>
  /** One row; undefined where there is none. */
  readOne: <T>(table: Table, key: string) => Promise<T | undefined>
  /** Writes all changes or none. Resolves once the transaction has completed. Errors: `StoreFailure`. */
  write: (changes: readonly Change[], durability: Durability) => Promise<void>
}

export const put = (table: Table, key: string, value: unknown): Change => ({ do: 'put', table, key, value })
export const remove = (table: Table, key: string): Change => ({ do: 'remove', table, key })

/**
 * A store whose connection is opened when it is first needed, and anew once a browser has closed it: in the background they do.
 * What failed for that is done once more at once, as a whole: nothing of it was written.
 */
export const openStore = (database: Database): Store => {
  let open: Promise<Connection> | undefined

  /** What could not be opened, on a full disk neither, is opened anew the next time. */
  const connected = (): Promise<Connection> => {
    open ??= database.open().catch((error: unknown) => {
      open = undefined
      throw error
    })
    return open
  }

  const once = async <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
    try {
      return await work(await connected())
    } catch (error) {
      // Full and taken leave the connection as it is; anything else may be a connection that is gone.
      if (!(error instanceof StoreFailure) || error.why === 'closed') open = undefined
      throw error
    }
  }

  const twice = async <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
    try {
      return await once(work)
    } catch (error) {
      if (open !== undefined) throw error
      return await once(work)
    }
  }

  return {
    read: <T>(table: Table) =>
      twice(async (connection) => new Map((await connection.read(table)) as [string, T][])),
    readOne: <T>(table: Table, key: string) =>
      twice(async (connection) => (await connection.readOne(table, key)) as T | undefined),
    write: (changes, durability) =>
      twice(async (connection) => {
        const transaction = connection.begin(durability)
        for (const change of changes)
          if (change.do === 'remove') void transaction.remove(change.table, change.key)
          else void transaction[change.do](change.table, change.key, change.value)
        await transaction.complete
      }),
  }
}
