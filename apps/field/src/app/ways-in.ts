import { StoreFailure } from '@mettrace/phone-sync/ports'
import type { PersonId } from '@mettrace/protocol/words/values'
import type { KeptRoom } from '../browser/kept-room.ts'
import type { Passkeys } from '../browser/passkeys.ts'
import type { PersonKeys } from '../rest/keys.ts'
import type { OtherWays } from '../rest/other-ways.ts'
import type { PersonHere, SignedIn, Unlocked, Vault } from '../rest/vault.ts'

type Why =
  | Extract<Unlocked, { refused: string }>['refused']
  /** No room to count a try, or to write keys. */
  | 'full'
  /** The storage does not answer. */
  | 'closed'
  | 'no-passkey'
  | 'shared-phone'
  | 'known-sign-in'

/** Why somebody is not in, or why nothing was changed. */
export type Refusal = { refused: Why; triesLeft: number }

/** All ways into the phone. None rejects: what stands in the way is answered. */
export type WaysIn = {
  unlock: (person: PersonId, pin: string) => Promise<Refusal | null>
  unlockByPasskey: (person: PersonHere) => Promise<Refusal | null>
  enrol: (who: SignedIn, pin: string) => Promise<Refusal | null>
  /** Asks for a passkey; undefined where no value came. */
  askPasskey: (person: PersonHere) => ReturnType<Passkeys['ask']>
  pinByPasskey: (
    person: PersonId,
    value: Parameters<OtherWays['pinByPasskey']>[1],
    pin: string,
  ) => Promise<Refusal | null>
  pinBySignIn: (who: SignedIn, pin: string) => Promise<Refusal | null>
  addPasskey: (person: PersonHere, pin: string) => Promise<Refusal | null>
  removePasskey: (person: PersonId) => Promise<Refusal | null>
  openEarlier: (keys: PersonKeys, pin: string) => Promise<Refusal | null>
}

type Parts = {
  vault: Vault
  otherWays: OtherWays
  passkeys: Passkeys
  room: KeptRoom
  /** Opens the app for whoever has proved who they are. */
  openFor: (keys: PersonKeys, isNew: boolean) => Promise<void>
  /** Closes it while its rows are sealed anew. */
  close: () => void
  refreshPeople: () => Promise<void>
}

const because = (refused: Why): Refusal => ({ refused, triesLeft: 0 })

export const openWaysIn = ({
  vault,
  otherWays,
  passkeys,
  room,
  openFor,
  close,
  refreshPeople,
}: Parts): WaysIn => {
  /** On a full phone the room that was kept for it is given up, and the work is done once more. */
  const inRoom = async (work: () => Promise<Refusal | null>): Promise<Refusal | null> => {
    try {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof StoreFailure) || error.why !== 'full') throw error
        await room.giveUp()
        return await work()
      }
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error
      return because(error.why === 'full' ? 'full' : 'closed')
    }
  }

  const goIn = async (keys: PersonKeys, isNew = false): Promise<null> => {
    await openFor(keys, isNew)
    void room.keep().catch(() => undefined)
    return null
  }

  const enter = async (answer: Unlocked): Promise<Refusal | null> => {
    if ('unlocked' in answer) return goIn(answer.unlocked)
    await refreshPeople()
    return answer
  }

  const askPasskey: WaysIn['askPasskey'] = async ({ passkey }) =>
    passkey ? passkeys.ask(passkey) : undefined

  return {
    unlock: (person, pin) => inRoom(async () => enter(await vault.unlock(person, pin))),
    unlockByPasskey: async (here) => {
      const value = await askPasskey(here)
      if (!value) return because('no-passkey')
      return inRoom(async () => enter(await vault.unlockByPasskey(here.person, value)))
    },
    enrol: (who, pin) => inRoom(async () => goIn(await vault.enrol(who, pin), true)),
    askPasskey,
    pinByPasskey: (person, value, pin) =>
      inRoom(async () => {
        if (!(await otherWays.pinByPasskey(person, value, pin))) return because('wrong-passkey')
        return enter(await vault.unlock(person, pin))
      }),
    pinBySignIn: (who, pin) =>
      inRoom(async () => {
        const keys = await otherWays.pinBySignIn(who, pin)
        return keys ? goIn(keys) : because('known-sign-in')
      }),
    addPasskey: async (here, pin) => {
      const passkey = await passkeys.make(here.name)
      if (!passkey) return because('no-passkey')
      return inRoom(async () => {
        const answer = await otherWays.addPasskey(here.person, pin, passkey)
        await refreshPeople()
        if (answer === 'added') return null
        return answer === 'shared-phone' ? because(answer) : answer
      })
    },
    removePasskey: (person) =>
      inRoom(async () => {
        await otherWays.removePasskey(person)
        await refreshPeople()
        return null
      }),
    openEarlier: (keys, pin) =>
      inRoom(async () => {
        const answer = await otherWays.openEarlier(keys, pin)
        if ('refused' in answer) return answer
        close()
        return goIn(keys)
      }),
  }
}
