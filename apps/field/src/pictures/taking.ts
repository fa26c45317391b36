import { signal, type ReadonlySignal } from '@preact/signals'
import { bytesOf, textOf } from '@mettrace/protocol/copy/base64url'
import { z } from 'zod'
import type { Drafts } from '../app/drafts.ts'
import { reduced } from './reduce.ts'

/** How the picture of a form stands. `full`: it is on the screen alone, since the phone has no room to seal it. */
export type TakingState = 'none' | 'making' | 'unreadable' | 'taken' | 'full'

/** The picture of a form that is not recorded yet: sealed like what is typed. */
export type Taking = {
  picture: ReadonlySignal<Uint8Array<ArrayBuffer> | null>
  state: ReadonlySignal<TakingState>
  /** Makes a picture smaller, and takes it in place of the one before. */
  choose: (file: Blob) => Promise<void>
  remove: () => void
  /** Takes the picture out of the form, for the record that is made of it. */
  take: () => Uint8Array<ArrayBuffer> | undefined
  /** Brings back what was sealed before the phone was locked. */
  bringBack: () => Promise<void>
  /** Forgets what is in memory: the phone is locked. */
  forget: () => void
}

/** `draftsOf`: those of whoever is in. `about`: under what it is sealed. */
export const openTaking = (
  draftsOf: () => Drafts | undefined,
  about: string,
  makeSmaller: typeof reduced = reduced,
): Taking => {
  const picture = signal<Uint8Array<ArrayBuffer> | null>(null)
  const state = signal<TakingState>('none')
  /** Counts what was chosen, removed and forgotten: whatever was made meanwhile is no longer wanted. */
  let turn = 0

  const hold = (bytes: Uint8Array<ArrayBuffer> | null, next: TakingState): void => {
    turn++
    picture.value = bytes
    state.value = next
  }
  const drop = (): void => {
    hold(null, 'none')
    void draftsOf()
      ?.drop(about)
      .catch(() => undefined)
  }

  return {
    picture,
    state,
    choose: async (file) => {
      const before = picture.value
      hold(before, 'making')
      const mine = turn
      const made = await makeSmaller(file)
      if (turn !== mine) return
      if (!made) return hold(before, 'unreadable')
      hold(made, 'taken')
      const taken = turn
      await draftsOf()
        ?.keep(about, textOf(made))
        .catch(() => {
          if (turn === taken) state.value = 'full'
        })
    },
    remove: drop,
    take: () => {
      const taken = picture.value ?? undefined
      if (taken) drop()
      else hold(null, 'none')
      return taken
    },
    bringBack: async () => {
      const mine = turn
      const kept = z.string().safeParse(await draftsOf()?.read(about))
      // Somebody may have taken another by now.
      if (kept.success && turn === mine) hold(bytesOf(kept.data), 'taken')
    },
    forget: () => hold(null, 'none'),
  }
}
