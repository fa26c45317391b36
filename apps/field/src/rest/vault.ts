import type { Ports } from '@mettrace/phone-sync/ports'
import { cursorKey } from '@mettrace/phone-sync/store/tables'
import type { PersonId } from '@mettrace/protocol/words/values'
import {
  keysOf,
  newPages,
  newRoot,
  openByPasskey,
  openByPin,
  wrapByPin,
  type ByPasskey,
  type Passkey,
  type PersonKeys,
  type Root,
} from './keys.ts'
import { leaseAt, leaseFrom, type LeaseState } from './lease.ts'
import { personValue, pinShape, readMap, triesAtMost, writePerson, type PersonValue } from './people.ts'
import { places, type PlaceDatabase } from './places.ts'
import type { SealedEvent } from './sealed-database.ts'

/** Somebody who may unlock this phone, as the first screen names them. */
export type PersonHere = {
  person: PersonId
  name: string
  triesLeft: number
  lease: LeaseState
  /** Events of theirs without an answer of the epoch that was last heard. */
  unsent: number
  /** How many of them an earlier PIN alone opens. */
  underEarlierPin: number
  /** Forms that they have begun and not recorded. */
  begun: number
  /** What their passkey is asked by; null where they have none. */
  passkey: Pick<ByPasskey, 'id' | 'salt'> | null
}

/** `signIn`: which sign-in it is. */
export type SignedIn = { person: PersonId; name: string; signIn: string }

export type Unlocked =
  | { unlocked: PersonKeys; lease: LeaseState }
  | { refused: 'wrong-pin' | 'wrong-passkey' | 'locked' | 'not-here'; triesLeft: number }

export type Vault = {
  people: () => Promise<PersonHere[]>
  /** Takes in a person who has signed in at the station, with the PIN that they chose. */
  enrol: (who: SignedIn, pin: string) => Promise<PersonKeys>
  unlock: (person: PersonId, pin: string) => Promise<Unlocked>
  unlockByPasskey: (person: PersonId, value: Passkey['value']) => Promise<Unlocked>
  /** The server has answered this person: 72 new hours begin. */
  heard: (person: PersonId) => Promise<void>
  /** Whether this phone has not seen that sign-in before. */
  isNewSignIn: (who: SignedIn) => Promise<boolean>
  /** Takes note of a sign-in. Whom ten wrong PINs have locked out has ten more tries by a new one. */
  noteSignIn: (who: SignedIn) => Promise<void>
  /** Ends the lease where it is over: the key of the pages and the pages go, the outbox stays. */
  endLease: (person: PersonId) => Promise<LeaseState | undefined>
  /** Forgets everybody: the server has revoked this phone. */
  wipe: () => Promise<void>
}

/** Who may unlock this phone, and the keys that their PINs and passkeys open. */
export const openVault = (
  database: PlaceDatabase,
  { clock, random }: Pick<Ports, 'clock' | 'random'>,
): Vault => {
  const write = (person: PersonId, value: PersonValue): Promise<void> => writePerson(database, person, value)
  const valueOf = (person: PersonId): Promise<PersonValue | undefined> => personValue(database, person)

  const endLease: Vault['endLease'] = async (person) => {
    const value = await valueOf(person)
    if (!value) return undefined
    const now = clock.now()
    const lease = leaseAt(value, now)
    const next = { ...value, latest: Math.max(value.latest, now) }
    if (lease.state !== 'over' || value.pages === null) {
      if (next.latest > value.latest) await write(person, next)
      return lease
    }
    const connection = await database.open()
    const own = (
      await Promise.all((['pages', 'staged'] as const).map((place) => connection.read(place)))
    ).map((rows) => rows.map(([key]) => key).filter((key) => key.startsWith(`${person} `)))
    const transaction = connection.begin('strict')
    void transaction.put('people', person, { ...next, pages: null })
    for (const key of own[0]!) void transaction.remove('pages', key)
    for (const key of own[1]!) void transaction.remove('staged', key)
    void transaction.remove('state', cursorKey(person))
    await transaction.complete
    return lease
  }

  /** Somebody has proved who they are. Contact may have been made since a lease ended: pages will come, under a new key. */
  const take = async (
    person: PersonId,
    value: PersonValue,
    root: Root,
    lease: LeaseState,
  ): Promise<Unlocked> => {
    const pages =
      value.pages === null && lease.state !== 'over'
        ? await newPages(person, root, random.bytes)
        : value.pages
    await write(person, { ...value, pages, wrongTries: 0 })
    return { unlocked: await keysOf(person, value.turn, root, pages), lease }
  }

  return {
    people: async () => {
      const connection = await database.open()
      const events = [...(await readMap<SealedEvent>(connection, 'outbox')).values()]
      const drafts = [...(await readMap(connection, 'drafts')).keys()]
      const epoch = (await readMap<{ epoch: string }>(connection, 'state')).get('epoch')?.epoch
      const now = clock.now()
      return Array.from(await readMap<PersonValue>(connection, 'people'), ([key, value]) => {
        const unsent = events.filter(
          ({ head, answered }) => head.author === key && (answered === null || answered.epoch !== epoch),
        )
        return {
          person: key as PersonId,
          name: value.name,
          triesLeft: Math.max(0, triesAtMost - value.wrongTries),
          lease: leaseAt(value, now),
          unsent: unsent.length,
          underEarlierPin: unsent.filter(({ turn }) => turn < value.turn).length,
          // The picture of a form is of that form.
          begun: drafts.filter((each) => each.startsWith(`${key} `) && !each.endsWith(' picture')).length,
          passkey: value.passkey && { id: value.passkey.id, salt: value.passkey.salt },
        }
      })
    },

    enrol: async ({ person, name, signIn }, pin) => {
      if (!pinShape.test(pin)) throw new Error('A PIN has six digits.')
      if (await valueOf(person)) throw new Error('This person has a PIN on this phone.')
      const root = newRoot(random.bytes)
      const pages = await newPages(person, root, random.bytes)
      const connection = await database.open()
      const others = await readMap<PersonValue>(connection, 'people')
      const byPin = await wrapByPin(person, root, pin, random.bytes)
      const value: PersonValue = {
        ...byPin,
        ...leaseFrom(clock.now()),
        pages,
        passkey: null,
        name,
        turn: 1,
        earlier: [],
        wrongTries: 0,
        signIn,
      }
      const transaction = connection.begin('strict')
      void transaction.put('people', person, value)
      // Whoever can unlock the phone could use a passkey on it: from now on that is more than one.
      for (const [key, other] of others)
        if (other.passkey) void transaction.put('people', key, { ...other, passkey: null })
      await transaction.complete
      return keysOf(person, 1, root, pages)
    },

    unlock: async (person, pin) => {
      const lease = await endLease(person)
      const value = await valueOf(person)
      if (!value || !lease) return { refused: 'not-here', triesLeft: 0 }
      if (value.wrongTries >= triesAtMost) return { refused: 'locked', triesLeft: 0 }
      const wrongTries = value.wrongTries + 1
      await write(person, { ...value, wrongTries })
      const root = await openByPin(person, pin, value)
      if (root) return take(person, value, root, lease)
      const triesLeft = triesAtMost - wrongTries
      return { refused: triesLeft > 0 ? 'wrong-pin' : 'locked', triesLeft }
    },

    unlockByPasskey: async (person, byPasskey) => {
      const lease = await endLease(person)
      const value = await valueOf(person)
      if (!value?.passkey || !lease) return { refused: 'not-here', triesLeft: 0 }
      const root = await openByPasskey(person, byPasskey, value.passkey)
      if (root) return take(person, value, root, lease)
      return { refused: 'wrong-passkey', triesLeft: triesAtMost - value.wrongTries }
    },

    heard: async (person) => {
      const value = await valueOf(person)
      if (value) await write(person, { ...value, ...leaseFrom(clock.now()) })
    },

    isNewSignIn: async ({ person, signIn }) => {
      const value = await valueOf(person)
      return value !== undefined && value.signIn !== signIn
    },

    noteSignIn: async ({ person, signIn }) => {
      const value = await valueOf(person)
      if (!value || value.signIn === signIn) return
      const isLocked = value.wrongTries >= triesAtMost
      await write(person, { ...value, signIn, ...(isLocked && { wrongTries: 0 }) })
    },

    endLease,

    wipe: async () => {
      const connection = await database.open()
      const all = await Promise.all(
        places.map(async (place) => [place, await connection.read(place)] as const),
      )
      const transaction = connection.begin('strict')
      for (const [place, rows] of all) for (const [key] of rows) void transaction.remove(place, key)
      await transaction.complete
    },
  }
}
