import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** What a browser knows of somebody who is signed in. */
export type SignedIn = Exclude<BrowserContextOptions['storageState'], string | undefined>

/** As the built-in provider calls them; null for nobody. */
export type Person = string | null
export type Screen = { width: number; height: number }

export type KeptPages = {
  /** A page of this person: the one that is kept, unless the test has it already, on a screen of this size. */
  pageOf: (person: Person, screen: Screen, withoutScript: boolean) => Promise<Page>
  /** Leaves what a test looked at: kept pages show nothing, all others are closed. */
  leave: () => Promise<void>
}

const blank = async (page: Page): Promise<void> => {
  page.removeAllListeners('request')
  await page.emulateMedia({ media: null })
  await page.goto('about:blank')
}

/**
 * One page for each person, for all tests of a file: a new page costs three times what going to another address does, and
 * fetches every script anew. It comes back as a new one would be, signed in as its person, but for the cache.
 */
export const keepPages = (
  browser: Browser,
  stateOf: (person: string) => Promise<SignedIn>,
  prepare: (page: Page) => void,
): KeptPages => {
  const kept = new Map<string, Page>()
  const inUse = new Set<Page>()
  const newPage = async (person: Person, withoutScript: boolean): Promise<Page> => {
    const context = await browser.newContext({
      javaScriptEnabled: !withoutScript,
      ...(person === null ? {} : { storageState: await stateOf(person) }),
    })
    const page = await context.newPage()
    prepare(page)
    return page
  }
  return {
    pageOf: async (person, screen, withoutScript) => {
      const known = person === null || withoutScript ? undefined : kept.get(person)
      const page = known && !inUse.has(known) ? known : await newPage(person, withoutScript)
      inUse.add(page)
      if (person !== null && !withoutScript) {
        await page.context().clearCookies()
        await page.context().addCookies((await stateOf(person)).cookies)
        if (!known) kept.set(person, page)
      }
      await page.setViewportSize(screen)
      return page
    },
    leave: async () => {
      const stay = new Set(kept.values())
      inUse.clear()
      const left = browser.contexts().flatMap((context) => context.pages())
      await Promise.all(left.map((page) => (stay.has(page) ? blank(page) : page.close())))
      await Promise.all(
        browser.contexts().map((each) => (each.pages().length === 0 ? each.close() : undefined)),
      )
    },
  }
}
