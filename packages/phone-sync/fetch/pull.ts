import { changesAnswer, pageFormat, type ChangesRequest, type PageName } from '@mettrace/protocol/pages/pages'
import { ask } from '../contact/ask.ts'
import type { Asker } from '../contact/asker.ts'
import type { Ports } from '../ports.ts'
import { put, type Store } from '../store/store.ts'
import {
  cursorKey,
  epochKey,
  pageKey,
  type CursorValue,
  type EpochValue,
  type PageValue,
} from '../store/tables.ts'
import { allAgree, changedPages, pagesOf, type HeldPage, type HeldPages } from './held-pages.ts'
import { startAgain } from './start-again.ts'

/** What a pull came to; `startedAgain` says why the phone took all pages anew, if it did. */
export type Pulled = {
  pages: HeldPages
  startedAgain: 'no-cursor' | 'other-epoch' | 'told-to' | 'pages-differ' | null
}

/**
 * Fetches what has changed since the cursor, piece by piece: rows and cursor by one write. With the last piece every page is
 * proved by count and digest before anything of it is believed. Errors: `InTrouble`, `Revoked`, `StoreFailure`.
 */
export const pull = async (ports: Ports, store: Store, asker: Asker): Promise<Pulled> => {
  const { device, person, heartbeat, heard, differed } = asker
  const anew = async (why: Exclude<Pulled['startedAgain'], null>): Promise<Pulled> => ({
    pages: (await startAgain(ports, store, asker)).pages,
    startedAgain: why,
  })

  const state = await store.read<unknown>('state')
  let held = state.get(cursorKey(person)) as CursorValue | undefined
  const epoch = state.get(epochKey) as EpochValue | undefined
  if (!held) return anew('no-cursor')
  if (epoch && epoch.epoch !== held.epoch) return anew('other-epoch')
  let pages: Map<PageName, HeldPage> | undefined

  for (;;) {
    const body: ChangesRequest = { device, person, heartbeat: heartbeat(), reads: pageFormat, ...held }
    const answer = await ask(ports, { kind: 'changes', body }, changesAnswer)
    heard(answer)
    if (answer.kind === 'start-again' || answer.epoch !== held.epoch) return anew('told-to')
    // Read once an answer is here: without a signal 20,000 homes would be decrypted again at every try.
    pages ??= pagesOf(person, await store.read<PageValue>('pages'))
    const changed = changedPages(pages, answer.changes)
    for (const [page, rows] of changed) pages.set(page, rows)
    if (answer.pages && !allAgree(pages, answer.pages)) {
      differed()
      return anew('pages-differ')
    }
    held = { epoch: held.epoch, scope: held.scope, cursor: answer.cursor }
    await store.write(
      [
        ...Array.from(changed, ([page, { rows }]) =>
          put('pages', pageKey(person, page), { rows: [...rows.values()] }),
        ),
        put('state', cursorKey(person), held),
      ],
      'relaxed',
    )
    if (answer.pages) return { pages, startedAgain: null }
  }
}
