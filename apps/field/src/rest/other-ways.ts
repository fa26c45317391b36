import type { Ports } from '@mettrace/phone-sync/ports'
import { cursorKey } from '@mettrace/phone-sync/store/tables'
import type { PersonId } from '@mettrace/protocol/words/values'
import { open, seal } from './cipher.ts'
import {
  keysOf,
  newPages,
  newRoot,
  openByPasskey,
  openByPin,
  wrapByPasskey,
  wrapByPin,
  type Passkey,
  type PersonKeys,
} from './keys.ts'
import { leaseFrom } from './lease.ts'
import { eventsOf, personValue, pinShape, readMap, triesAtMost, writePerson } from './people.ts'
import type { PlaceDatabase } from './places.ts'
import { resealedPictures } from './reseal-pictures.ts'
import { eventPlace } from './sealed-database.ts'
import type { SignedIn } from './vault.ts'

type WrongPin = { refused: 'wrong-pin' | 'locked'; triesLeft: number }

/** What a person can do beside their PIN: a passkey, and another PIN in place of one that was forgotten. */
export type OtherWays = {
  /** Adds a passkey to a PIN. Refused where several people use the phone. */
  addPasskey: (
    person: PersonId,
    pin: string,
    passkey: Passkey,
  ) => Promise<'added' | 'shared-phone' | WrongPin>
  removePasskey: (person: PersonId) => Promise<void>
  /** Chooses a PIN by a passkey: the keys stay, and with them all that they seal. False where the passkey does not open them. */
  pinByPasskey: (person: PersonId, value: Passkey['value'], pin: string) => Promise<boolean>
  /**
   * Chooses a PIN by a sign-in that this phone has not seen before; undefined by any other. Keys are new: pages come anew, what was typed
   * and opened is gone, and events stay sealed by the earlier PIN until somebody enters it.
   */
  pinBySignIn: (who: SignedIn, pin: string) => Promise<PersonKeys | undefined>
  /** Seals by the present keys what an earlier PIN opens. Counts tries as unlocking does. */
  openEarlier: (keys: PersonKeys, pin: string) => Promise<{ brought: number } | WrongPin>
}

export const openOtherWays = (
  database: PlaceDatabase,
  { clock, random }: Pick<Ports, 'clock' | 'random'>,
): OtherWays => {
  /** Counts a try before it is made. */
  const tried = async (person: PersonId) => {
    const value = await personValue(database, person)
    if (!value) throw new Error('This person is not on this phone.')
    if (value.wrongTries < triesAtMost)
      await writePerson(database, person, { ...value, wrongTries: value.wrongTries + 1 })
    const triesLeft = Math.max(0, triesAtMost - value.wrongTries - 1)
    const wrong: WrongPin = { refused: triesLeft > 0 ? 'wrong-pin' : 'locked', triesLeft }
    return { value, wrong, isLocked: value.wrongTries >= triesAtMost }
  }

  return {
    addPasskey: async (person, pin, passkey) => {
      if ((await readMap(await database.open(), 'people')).size > 1) return 'shared-phone'
      const { value, wrong, isLocked } = await tried(person)
      const root = isLocked ? undefined : await openByPin(person, pin, value)
      if (!root) return wrong
      const wrapped = await wrapByPasskey(person, root, passkey, random.bytes)
      // As it stands now: the server may have answered meanwhile.
      const now = (await personValue(database, person)) ?? value
      await writePerson(database, person, { ...now, wrongTries: 0, passkey: wrapped })
      return 'added'
    },

    removePasskey: async (person) => {
      const value = await personValue(database, person)
      if (value) await writePerson(database, person, { ...value, passkey: null })
    },

    pinByPasskey: async (person, byPasskey, pin) => {
      if (!pinShape.test(pin)) throw new Error('A PIN has six digits.')
      const value = await personValue(database, person)
      const root = value?.passkey ? await openByPasskey(person, byPasskey, value.passkey) : undefined
      if (!value || !root) return false
      const byPin = await wrapByPin(person, root, pin, random.bytes)
      await writePerson(database, person, { ...value, ...byPin, wrongTries: 0 })
      return true
    },

    pinBySignIn: async ({ person, name, signIn }, pin) => {
      if (!pinShape.test(pin)) throw new Error('A PIN has six digits.')
      const value = await personValue(database, person)
      if (!value || value.signIn === signIn) return undefined
      const root = newRoot(random.bytes)
      const pages = await newPages(person, root, random.bytes)
      const turn = value.turn + 1
      const byPin = await wrapByPin(person, root, pin, random.bytes)
      const connection = await database.open()
      const held = new Set((await eventsOf(connection, person)).map(([, event]) => event.turn))
      const { salt, rounds, outbox } = value
      const own = await Promise.all(
        (['pages', 'staged', 'looked', 'drafts'] as const).map(
          async (place) =>
            [
              place,
              (await connection.read(place)).flatMap(([key]) => (key.startsWith(`${person} `) ? [key] : [])),
            ] as const,
        ),
      )
      const transaction = connection.begin('strict')
      void transaction.put('people', person, {
        ...byPin,
        ...leaseFrom(clock.now()),
        pages,
        passkey: null,
        name,
        turn,
        earlier: [...value.earlier, { salt, rounds, outbox, turn: value.turn }].filter((each) =>
          held.has(each.turn),
        ),
        wrongTries: 0,
        signIn,
      })
      for (const [place, keys] of own) for (const key of keys) void transaction.remove(place, key)
      void transaction.remove('state', cursorKey(person))
      await transaction.complete
      return keysOf(person, turn, root, pages)
    },

    openEarlier: async (keys, pin) => {
      const { person } = keys
      const { value, wrong, isLocked } = await tried(person)
      if (isLocked) return wrong
      for (const earlier of value.earlier) {
        const root = await openByPin(person, pin, earlier)
        if (!root) continue
        const { outbox } = await keysOf(person, earlier.turn, root, null)
        const connection = await database.open()
        const rows = (await eventsOf(connection, person)).filter(([, { turn }]) => turn === earlier.turn)
        const resealed = await Promise.all(
          rows.map(async ([key, stored]) => {
            const row = await open(outbox, stored, eventPlace(key))
            return [
              key,
              {
                ...stored,
                ...(await seal(keys.outbox, row, eventPlace(key), random.bytes)),
                turn: keys.turn,
              },
            ] as const
          }),
        )
        const pictures = await resealedPictures(connection, keys, earlier.turn, outbox, random.bytes)
        const now = (await personValue(database, person)) ?? value
        const transaction = connection.begin('strict')
        for (const [place, key, row] of pictures) void transaction.put(place, key, row)
        for (const [key, row] of resealed) void transaction.put('outbox', key, row)
        void transaction.put('people', person, {
          ...now,
          wrongTries: 0,
          earlier: now.earlier.filter(({ turn }) => turn !== earlier.turn),
        })
        await transaction.complete
        return { brought: rows.length }
      }
      return wrong
    },
  }
}
