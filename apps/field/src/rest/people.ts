import type { PersonId } from '@mettrace/protocol/words/values'
import type { ByPin, WrappedKeys } from './keys.ts'
import type { Lease } from './lease.ts'
import type { PlaceConnection, PlaceDatabase } from './places.ts'
import type { SealedEvent } from './sealed-database.ts'

/** Wrong PINs after which a person must sign in at the station again. */
export const triesAtMost = 10

export const pinShape = /^\d{6}$/

/** Keys by a PIN that was forgotten. Kept as long as an event is sealed by them: whoever remembers it loses nothing. */
export type EarlierKeys = ByPin & { turn: number }

/** Somebody who may unlock this phone, as they stand on the disk. */
export type PersonValue = WrappedKeys &
  Lease & {
    name: string
    turn: number
    earlier: readonly EarlierKeys[]
    /** Written before a PIN is tried: whoever ends the app in time has no try for nothing. */
    wrongTries: number
    /** The last sign-in of theirs that this phone knows. More tries, and a new PIN, ask for another one. */
    signIn: string
  }

export const readMap = async <T>(
  connection: PlaceConnection,
  place: 'people' | 'outbox' | 'state' | 'drafts',
): Promise<Map<string, T>> => new Map((await connection.read(place)) as [string, T][])

export const personValue = async (
  database: PlaceDatabase,
  person: PersonId,
): Promise<PersonValue | undefined> =>
  (await readMap<PersonValue>(await database.open(), 'people')).get(person)

export const writePerson = async (
  database: PlaceDatabase,
  person: PersonId,
  value: PersonValue,
): Promise<void> => {
  const transaction = (await database.open()).begin('strict')
  void transaction.put('people', person, value)
  await transaction.complete
}

/** Events of a person by their place in the order. */
export const eventsOf = async (
  connection: PlaceConnection,
  person: PersonId,
): Promise<(readonly [key: string, event: SealedEvent])[]> =>
  [...(await readMap<SealedEvent>(connection, 'outbox'))].filter(([, { head }]) => head.author === person)
