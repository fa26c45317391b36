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
}

export const openDrafts = (database: PlaceDatabase, keys: PersonKeys, random: RandomBytes): Drafts => {
  const keyOf = (about: string): string => `${keys.person} ${about}`
  /** What is still to be written, or could not be. */
  const unsealed = new Map<string, object>()
  let before: Promise<void> = Promise.resolve()

  /** One after the other: no earlier letter comes after a later one, and what was dropped does not come back. */
  const change = (about: string, next: Sealed | null | Promise<Sealed>): Promise<void> => {
    const mine = {}
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
    before = written.catch(() => undefined)
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
  }
}
