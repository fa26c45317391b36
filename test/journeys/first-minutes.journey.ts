import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { loadDemonstration } from '../../apps/server/demonstration/load-demonstration.ts'
import { menusFor } from '../../apps/server/foundation/room/menus.ts'
import { personRoles, type PersonRole } from '../../apps/server/foundation/access/roles.ts'
import { demonstrationPeople } from '../../apps/server/identity/demonstration/people.ts'
import { testDatabase } from '../database.ts'
import { allRooms } from '../../apps/server/rooms.ts'
import { accessibilityFaults, openSite, scrollsSideways } from './open-page.ts'
import { isDressed } from './page-fonts.ts'

// Somebody who tries the product does as every role in turn, in one browser: signs in, does what the first page offers with
// the example that it gives, opens what their menu leads to, and signs out for the next. Every page is in the product's
// font and marked.

const { database } = await testDatabase()
await loadDemonstration(
  database,
  { homes: 5000, seed: 7, until: new Date().toISOString().slice(0, 10) },
  () => undefined,
)
const site = await openSite(database)

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click()

const signIn = async (page: Page, subject: string): Promise<void> => {
  await press(page, 'Sign in')
  if (subject.startsWith('pcso-')) await page.locator('.mettrace-person-group summary').click()
  await page.locator(`button[name="who"][value="${subject}"]`).click()
  await page.locator('.mettrace-viewer__who').waitFor()
}

const signOut = async (page: Page): Promise<void> => {
  await press(page, 'Sign out')
  await page.getByText('You are signed out.').waitFor()
}

const chooseRole = async (page: Page, role: PersonRole): Promise<void> => {
  await page.getByRole('radio', { name: personRoles[role].title }).check()
  await press(page, 'Act in this role')
}

/** Does what the first page offers at once, with the example in its own words; what the page says then. */
const tryTheExample = async (page: Page): Promise<string> => {
  const field = page.locator('.mettrace-find input')
  const hint = await page.locator('.mettrace-find .govuk-hint').innerText()
  const [, example] = /^For example, (.+)$/.exec(hint) ?? []
  await field.fill(example ?? 'Ward officer')
  await field.press('Enter')
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page.locator('main').innerText()
}

/** What a page shows that no page should. */
const oddWords = /\b(?:undefined|NaN|Infinity|\[object Object\]|Something went wrong)\b/

const linksOfFirstPage = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll('.mettrace-card li a')].map(({ href }) => href)`)

const opened = new Set<string>()

/**
 * What is wrong with the first page of whoever is signed in, and with what it and their menus lead to that nobody has
 * opened before.
 */
const firstMinutes = async (page: Page, role: PersonRole): Promise<string[]> => {
  const faults = await accessibilityFaults(page)
  await isDressed(page)
  await page.setViewportSize({ width: 320, height: 640 })
  if (await scrollsSideways(page)) faults.push('scrolls sideways at 320 px')
  await page.setViewportSize({ width: 1280, height: 900 })
  const links = await linksOfFirstPage(page)
  const missing = await page.locator('.mettrace-card--missing li').count()
  if (links.length + missing === 0) faults.push('says nothing')
  if ((await page.locator('.mettrace-find').count()) > 0) {
    if (/\b(?:No home|nothing about|No kit)\b/i.test(await tryTheExample(page)))
      faults.push('its example finds nothing')
    faults.push(...(await accessibilityFaults(page)))
  }
  const ofMenus = menusFor(allRooms, role).flatMap(({ pages }) =>
    pages.map(({ href }) => site.address + href),
  )
  for (const link of new Set([...links, ...ofMenus, `${site.address}/you`])) {
    if (opened.has(link)) continue
    opened.add(link)
    const status = (await page.goto(link))?.status()
    // The phone's own app has letters of its own, and its own journeys.
    if (new URL(page.url()).pathname.startsWith('/field/')) continue
    await isDressed(page)
    const [odd] = oddWords.exec(await page.locator('main').innerText()) ?? []
    // A city this small has too few areas for the usual order of starts, and is told so beside the form.
    const told = link.endsWith('/phase-in') && (await page.locator('.govuk-error-summary').count()) > 0
    if ((status !== 200 && !told) || odd) faults.push(`${link}: ${odd ?? status}`)
  }
  return faults
}

/** Ten are like one another: one of them is looked at further. */
const isLikeAnother = (subject: string): boolean => subject.startsWith('pcso-') && subject !== 'pcso-1-1'

test('everybody signs in after the other, and has somewhere to begin', async () => {
  const page = await site.open('/sign-in', { as: null })
  const faults: string[] = []
  const seen: string[] = []
  for (const { subject, name, postings } of demonstrationPeople) {
    await signIn(page, subject)
    expect(await page.locator('.mettrace-viewer__who').innerText()).toContain(name)
    seen.push(name)
    if (postings.length > 1) await chooseRole(page, postings[0]!.role)
    if (postings.length > 0 && !isLikeAnother(subject)) {
      await page.goto(site.address)
      await page.getByRole('heading', { name: 'Your work' }).waitFor()
      faults.push(...(await firstMinutes(page, postings[0]!.role)).map((fault) => `${name}: ${fault}`))
    }
    await signOut(page)
  }
  expect(seen.length).toBeGreaterThan(25)
  expect(faults).toEqual([])
})
