import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, expect } from 'vitest'
import { buildApp } from '../../apps/server/app.ts'
import type { Database } from '../../apps/server/foundation/database.ts'
import { createLogger } from '../../apps/server/foundation/layout/log.ts'
import { launchBrowser } from '../browser.ts'

export type Site = {
  address: string
  /** Opens a page in a fresh context; anything that it writes to its console fails the test file at the end. */
  open: (path: string, options?: BrowserContextOptions) => Promise<Page>
}

/** Serves the product on a database and drives it with a real browser; all is closed after the last test. */
export const openSite = async (database: Database): Promise<Site> => {
  const app = await buildApp({ database, logger: createLogger('silent'), account: 'planner' })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const browser: Browser = await launchBrowser()
  const complaints: string[] = []
  afterAll(async () => {
    await browser.close()
    await app.close()
    expect(complaints).toEqual([])
  })
  return {
    address,
    open: async (path, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, ...options })
      const page = await context.newPage()
      page.setDefaultTimeout(20_000)
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        const expected = /the server responded with a status of 4\d\d/.test(message.text())
        if (message.type() === 'error' && !expected) complaints.push(message.text())
      })
      await page.goto(address + path)
      return page
    },
  }
}

/** Rules of WCAG 2.2 AA and axe's own best practices; names of what is broken and where. */
export const accessibilityFaults = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

/** Whether the page as a whole would have to be scrolled sideways (WCAG 1.4.10). */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')

/** The focused element's attribute, or its text; null when it has none. */
export const focused = (page: Page, what: 'id' | 'aria-labelledby' | 'text'): Promise<string | null> => {
  const read = what === 'text' ? 'textContent.trim()' : `getAttribute('${what}')`
  return page.evaluate<string | null>(`document.activeElement.${read}`)
}

export const openAllDetails = async (page: Page): Promise<void> => {
  await page.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true })`)
}
