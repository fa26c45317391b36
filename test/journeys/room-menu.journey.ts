import { expect, test } from 'vitest'
import { testDatabase } from '../database.ts'
import { putSaturationTown } from '../saturation-town.ts'
import { isFit, openSite } from './open-page.ts'

// The menu of a room of many pages fills half a phone: where it is narrow one line says where one is, and opens it.

const { database, owner } = await testDatabase()
await putSaturationTown(database, owner)
const site = await openSite(database)
const phone = { width: 390, height: 844 }

test.each([
  { withoutScript: false, words: 'with script' },
  { withoutScript: true, words: 'without script' },
])('on a phone one line opens it, by keys too, $words', async ({ withoutScript }) => {
  const page = await site.open('/deliver/team', { as: 'sergeant', viewport: phone, withoutScript })
  const menu = page.getByRole('navigation', { name: 'Pages of Deliver' })
  const line = menu.locator('summary')
  expect(await line.innerText()).toMatch(/^Menu of Deliver\s+Team$/)
  expect((await line.boundingBox())!.height).toBeGreaterThanOrEqual(44)
  expect((await menu.boundingBox())!.height).toBeLessThan(60)
  expect(await menu.getByRole('link').count()).toBe(0)
  await line.press('Enter')
  expect(await menu.getByRole('link').count()).toBeGreaterThan(12)
  const today = menu.getByRole('list', { name: 'Today' })
  expect(await today.getByRole('link', { name: 'Team' }).getAttribute('aria-current')).toBe('page')
  const rounds = menu.getByRole('list', { name: 'Rounds' })
  await rounds.getByRole('link', { name: 'Assignments' }).press('Enter')
  await page.getByRole('heading', { name: 'Assignments', level: 1 }).waitFor()
  expect(await menu.getByRole('link').count()).toBe(0)
})

test('at a desk every page of the room is there without opening anything', async () => {
  const page = await site.open('/deliver/team', { as: 'sergeant' })
  const menu = page.getByRole('navigation', { name: 'Pages of Deliver' })
  expect(await menu.locator('summary').isVisible()).toBe(false)
  expect(await menu.getByRole('link').count()).toBeGreaterThan(12)
  // Groups are side by side below their names.
  const today = menu.getByText('Today', { exact: true })
  expect(await today.isVisible()).toBe(true)
  const [left, right] = [
    await today.boundingBox(),
    await menu.getByText('Phones', { exact: true }).first().boundingBox(),
  ]
  expect([right!.x > left!.x, Math.abs(right!.y - left!.y) < 2]).toEqual([true, true])
  const first = menu.getByRole('link').first()
  await first.focus()
  await page.keyboard.press('Tab')
  expect(
    await menu
      .getByRole('link')
      .nth(1)
      .evaluate((link) => link === link.ownerDocument.activeElement),
  ).toBe(true)
  await isFit(page)
  await page.setViewportSize({ width: 320, height: 640 })
  await menu.locator('summary').click()
  await isFit(page)
})

test('a room of a few pages shows them on a phone as they are', async () => {
  const page = await site.open('/measure', { as: 'planner', viewport: phone })
  const menu = page.getByRole('navigation', { name: 'Pages of Measure' })
  expect(await menu.getByRole('link').count()).toBeGreaterThan(1)
  expect(await menu.locator('summary').count()).toBe(0)
})
