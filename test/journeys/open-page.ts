import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, expect } from 'vitest'
import type { Database } from '../../apps/server/foundation/database.ts'
import { postDemonstrationPeople } from '../../apps/server/identity/demonstration/post-people.ts'
import { launchBrowser } from '../browser.ts'
import { serveSite } from '../served-site.ts'
import { keepPages, type Person, type Screen, type SignedIn } from './kept-pages.ts'

const desk = { width: 1366, height: 900 }

type OpenOptions = {
  /** Who is signed in, as the built-in provider calls them; null for nobody. The planner by default. */
  as?: Person
  viewport?: Screen
  /** In a browser that runs no script. */
  withoutScript?: boolean
}

export type Site = {
  address: string
  /** Opens a page; anything that it writes to its console fails the test file at the end. */
  open: (path: string, options?: OpenOptions) => Promise<Page>
  /** Asks without a page, as the planner. */
  fetch: (path: string, options?: RequestInit) => Promise<Response>
}

/** Signs a browser in as one of the made-up people, by the provider's own page. */
export const signInAs = async (page: Page, address: string, name: string, to = '/you'): Promise<void> => {
  await page.goto(`${address}/sign-in?${new URLSearchParams({ to })}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  if (name.startsWith('pcso-')) await page.locator('.mettrace-person-group summary').click()
  await page.locator(`button[name="who"][value="${name}"]`).click()
  await page.waitForURL(`${address}/**`)
}

/** What each open page shows: without it a journey that waits in vain tells nothing but what it waited for. */
const sayWhatIsShown = async (browser: Browser): Promise<void> => {
  for (const page of browser.contexts().flatMap((context) => context.pages())) {
    const shown = page.locator('main')
    if ((await shown.count()) === 1) console.log(`${page.url()}\n${await shown.innerText()}`)
  }
}

/** Serves the product on a database and drives it with a real browser; all is closed after the last test. */
export const openSite = async (
  database: Database,
  parts: Parameters<typeof serveSite>[1] = {},
): Promise<Site> => {
  await postDemonstrationPeople(database)
  const { address, close } = await serveSite(database, parts)
  const browser: Browser = await launchBrowser()
  const complaints: string[] = []
  afterAll(async () => {
    await browser.close()
    await close()
    expect(complaints).toEqual([])
  })
  const signedIn = new Map<string, Promise<SignedIn>>()
  const stateOf = (who: string) => {
    const begin = async () => {
      const context = await browser.newContext()
      await signInAs(await context.newPage(), address, who)
      const state = await context.storageState()
      await context.close()
      return state
    }
    const state = signedIn.get(who) ?? begin()
    signedIn.set(who, state)
    return state
  }
  const pages = keepPages(browser, stateOf, (page) => {
    page.setDefaultTimeout(60_000)
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      const expected = /the server responded with a status of 4\d\d/.test(message.text())
      if (message.type() === 'error' && !expected) complaints.push(message.text())
    })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await sayWhatIsShown(browser)
    // A page that nobody looks at any more still draws its map.
    await pages.leave()
  })
  return {
    address,
    open: async (path, { as = 'planner', viewport = desk, withoutScript = false } = {}) => {
      const page = await pages.pageOf(as, viewport, withoutScript)
      await page.goto(address + path)
      return page
    },
    fetch: async (path, options = {}) => {
      const { cookies } = await stateOf('planner')
      const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
      return fetch(address + path, { ...options, headers: { cookie, ...options.headers } })
    },
  }
}

/** Works out what is broken, and not what is well, which takes axe as long again. */
const runAxe = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' '))))`

/** Rules of WCAG 2.2 AA and axe's own best practices; names of what is broken and where. */
export const accessibilityFaults = async (page: Page): Promise<string[]> => {
  if (await page.evaluate<boolean>(`typeof axe === 'undefined'`)) await page.evaluate(axe.source)
  return page.evaluate<string[]>(runAxe)
}

/** Whether the page as a whole would have to be scrolled sideways (WCAG 1.4.10). */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')

/** Nothing that axe finds, and nothing to be scrolled sideways on the smallest screen. */
export const isFit = async (page: Page): Promise<void> => {
  expect(await accessibilityFaults(page)).toEqual([])
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await scrollsSideways(page)).toBe(false)
  await page.setViewportSize({ width: 1366, height: 900 })
}

/** The height of the smallest letters in the page's charts as they are shown, CSS pixels. */
export const smallestLetters = (page: Page): Promise<number> =>
  page.evaluate<number>(`Math.min(...[...document.querySelectorAll('.mettrace-chart text')].map((text) =>
    text.getScreenCTM().a * parseFloat(getComputedStyle(text).fontSize)))`)

/** The focused element's attribute, or its text; null when it has none. */
export const focused = (page: Page, what: 'id' | 'aria-labelledby' | 'text'): Promise<string | null> => {
  const read = what === 'text' ? 'textContent.trim()' : `getAttribute('${what}')`
  return page.evaluate<string | null>(`document.activeElement.${read}`)
}

export const openAllDetails = async (page: Page): Promise<void> => {
  await page.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true })`)
}
