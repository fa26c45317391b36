import type { Durability } from '@mettrace/phone-sync/ports'
import { tables } from '@mettrace/phone-sync/store/tables'

/** Tables of the phone's database: those of the client, and who may unlock this phone. */
export const places = [...tables, 'people', 'drafts'] as const
export type Place = (typeof places)[number]

/** The client's port over every table of this phone, those that the client does not know among them. */
export type PlaceConnection = {
  read: (place: Place) => Promise<(readonly [key: string, value: unknown])[]>
  readOne: (place: Place, key: string) => Promise<unknown>
  begin: (durability: Durability) => {
    put: (place: Place, key: string, value: unknown) => Promise<void>
    add: (place: Place, key: string, value: unknown) => Promise<void>
    remove: (place: Place, key: string) => Promise<void>
    complete: Promise<void>
  }
}
export type PlaceDatabase = { open: () => Promise<PlaceConnection> }
