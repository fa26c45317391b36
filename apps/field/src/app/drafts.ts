import type { PlaceDatabase } from '../rest/places.ts'
import { open, seal, type RandomBytes, type Sealed } from '../rest/cipher.ts'
import type { PersonKeys } from '../rest/keys.ts'

/** What was typed and is not recorded yet, sealed like everything else. `about`: the home, or the form and what it is of. */
export type Drafts = {
  read: (about: string) => Promise<unknown>
  keep: (about: string, typed: unknown) => Promise<void>
  drop: (about: string) => Promise<void>
  /** Whether all that was typed stands on the disk. */
  areSealed: () => boolean
  /** Tries once more what a full phone, or one that slept through its trial, did not take. Whether there was any. */
  sealAgain: () => boolean
}

/** What is still to be written of one draft, or could not be. */
type Unsealed = { next: Sealed | null | Promise<Sealed>; failed: boolean }

export const openDrafts = (database: PlaceDatabase, keys: PersonKeys, random: RandomBytes): Drafts => {
  const keyOf = (about: string): string => `${keys.person} ${about}`
  const unsealed = new Map<string, Unsealed>()
  let before: Promise<void> = Promise.resolve()

  /** One after the other: no earlier letter comes after a later one, and what was dropped does not come back. */
  const change = (about: string, next: Unsealed['next']): Promise<void> => {
    const mine: Unsealed = { next, failed: false }
    unsealed.set(about, mine)
    const write = async (): Promise<void> => {
      const stored = await next
      // Overtaken while it waited for its turn: what came after it is written in its place.
      if (unsealed.get(about) !== mine) return
      const transaction = (await database.open()).begin('relaxed')
      if (stored) void transaction.put('drafts', keyOf(about), stored)
      else void transaction.remove('drafts', keyOf(about))
      await transaction.complete
      if (unsealed.get(about) === mine) unsealed.delete(about)
    }
    const written = before.then(write)
    before = written.catch(() => {
      mine.failed = true
    })
    return written
  }
  return {
    read: async (about) => {
      await before
      const rows = await (await database.open()).read('drafts')
      const stored = rows.find(([key]) => key === keyOf(about))?.[1] as Sealed | undefined
      return stored && open(keys.outbox, stored, `drafts ${keyOf(about)}`)
    },
    keep: (about, typed) => change(about, seal(keys.outbox, typed, `drafts ${keyOf(about)}`, random)),
    drop: (about) => change(about, null),
    areSealed: () => unsealed.size === 0,
    sealAgain: () => {
      const failed = Array.from(unsealed).filter(([, draft]) => draft.failed)
      for (const [about, { next }] of failed) void change(about, next).catch(() => undefined)
      return failed.length > 0
    },
  }
}
