import {
  manifest,
  pageAnswer,
  pageFormat,
  type Manifest,
  type PageName,
  type PageState,
} from '@mettrace/protocol/pages/pages'
import type { Asker } from '../contact/asker.ts'
import { ask } from '../contact/ask.ts'
import { InTrouble } from '../contact/trouble.ts'
import type { Ports } from '../ports.ts'
import { put, remove, type Store } from '../store/store.ts'
import { cursorKey, epochKey, pageKey, type CursorValue, type PageValue } from '../store/tables.ts'
import { agrees, heldPage, pagesOf, type HeldPage } from './held-pages.ts'

/** Pages that the server would no longer serve as they were make the phone ask for a manifest again, so many times. */
const manifestsAtMost = 3

type Fetched = { pages: Map<PageName, HeldPage>; cursor: CursorValue }

/** Asks for one page as it stood at the manifest; undefined where that moment is gone. */
const askForPage = async (
  ports: Ports,
  { cursor, epoch }: Manifest,
  state: PageState,
): Promise<HeldPage | undefined> => {
  const question = { kind: 'page', page: state.page, at: cursor, epoch } as const
  const answer = await ask(ports, question, pageAnswer)
  if (answer.kind === 'gone') return undefined
  const page = heldPage(answer.rows)
  // Half a page, or another one, is no page.
  if (answer.page !== state.page || !agrees(page, state)) throw new InTrouble('not-understood')
  return page
}

/**
 * Every page of a manifest: those that are held and agree, those that were fetched before a cut, and the rest one by one.
 * Undefined where one is gone.
 */
const gather = async (
  ports: Ports,
  store: Store,
  { person }: Asker,
  wanted: Manifest,
): Promise<Map<PageName, HeldPage> | undefined> => {
  const held = pagesOf(person, await store.read<PageValue>('pages'))
  const staged = pagesOf(person, await store.read<PageValue>('staged'))
  const pages = new Map<PageName, HeldPage>()
  for (const state of wanted.pages) {
    const here = [held.get(state.page), staged.get(state.page)].find((page) => agrees(page, state))
    const page = here ?? (await askForPage(ports, wanted, state))
    if (!page) return undefined
    pages.set(state.page, page)
    if (!here)
      await store.write(
        [put('staged', pageKey(person, state.page), { rows: [...page.rows.values()] })],
        'relaxed',
      )
  }
  return pages
}

/** Lets go of the cursor, and at once of every page that is no longer this person's. */
const letGo = async (store: Store, { person }: Asker, { pages }: Manifest): Promise<void> => {
  const wanted = new Set(pages.map(({ page }) => pageKey(person, page)))
  const stale = async (table: 'pages' | 'staged'): Promise<string[]> =>
    [...(await store.read(table)).keys()].filter((key) => key.startsWith(`${person} `) && !wanted.has(key))
  const [held, staged] = [await stale('pages'), await stale('staged')]
  await store.write(
    [
      remove('state', cursorKey(person)),
      ...held.map((key) => remove('pages', key)),
      ...staged.map((key) => remove('staged', key)),
    ],
    'strict',
  )
}

/**
 * Takes all pages anew, or proves that those that are held are the ones: rows and cursor are kept by one write. What was
 * fetched before a cut is not fetched again. Errors: `InTrouble`, `Revoked`, `StoreFailure`.
 */
export const startAgain = async (ports: Ports, store: Store, asker: Asker): Promise<Fetched> => {
  const { device, person, parts, heartbeat, heard } = asker
  for (let turn = 0; turn < manifestsAtMost; turn++) {
    const body = { device, person, heartbeat: heartbeat(), reads: pageFormat }
    const wanted = await ask(ports, { kind: 'manifest', body }, manifest)
    heard(wanted)
    if (!wanted.pages.every(({ page }) => parts.some((part) => page.endsWith(`/${part}`))))
      throw new InTrouble('not-understood')
    await letGo(store, asker, wanted)
    const pages = await gather(ports, store, asker, wanted)
    if (!pages) continue
    const cursor: CursorValue = { epoch: wanted.epoch, cursor: wanted.cursor, scope: wanted.scope }
    await store.write(
      [
        ...Array.from(pages, ([page, { rows }]) =>
          put('pages', pageKey(person, page), { rows: [...rows.values()] }),
        ),
        ...Array.from(pages.keys(), (page) => remove('staged', pageKey(person, page))),
        put('state', cursorKey(person), cursor),
        put('state', epochKey, { epoch: wanted.epoch }),
      ],
      'relaxed',
    )
    return { pages, cursor }
  }
  throw new InTrouble('server-busy')
}
