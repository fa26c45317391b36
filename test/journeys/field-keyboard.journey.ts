import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { openFieldApp } from '../field/field-app.ts'
import { ownPin, press, unlock } from '../field/phone-page.ts'
import { kitsInHand } from '../field/station-town.ts'

// A delivery by keys alone, as a keyboard and a switch do it, and what a screen reader is told on the way.

const app = await openFieldApp()
const station = await app.openStation()

/** What has the focus, as it is called. */
const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(`(() => {
    const at = document.activeElement
    const label = at.labels?.[0]?.textContent ?? ''
    return (at.getAttribute('aria-label') ?? (label || at.textContent)).trim().replaceAll(/\\s+/g, ' ')
  })()`)

/** Goes on by Tab until something of that name has the focus; its place is seen and not covered. */
const tabTo = async (page: Page, name: RegExp): Promise<void> => {
  const passed: string[] = []
  for (let steps = 0; steps < 80; steps++) {
    await page.keyboard.press('Tab')
    const now = await focused(page)
    if (name.test(now)) {
      const seen = `(() => {
        const at = document.activeElement
        const { left, top, width, height } = at.getBoundingClientRect()
        const there = document.elementFromPoint(left + width / 2, top + height / 2)
        const ring = getComputedStyle(at).outlineStyle !== 'none'
        return ring && (at.contains(there) || there?.contains(at)) === true
      })()`
      await expect.poll(() => page.evaluate<boolean>(seen), { message: name.source }).toBe(true)
      return
    }
    passed.push(now)
  }
  throw new Error(`Tab never came to ${name.source}, only to ${passed.join(' | ')}`)
}

const go = async (page: Page, name: RegExp, key = 'Enter'): Promise<void> => {
  await tabTo(page, name)
  await page.keyboard.press(key)
}

const heading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { name, level: 1 }).waitFor()

test('a delivery from Today and back by Tab, Enter, Space and typing', async () => {
  const { context, page } = await app.onRound(station)
  await page.reload()
  await page.getByRole('heading', { name: 'Unlock' }).waitFor()
  await go(page, /^PIN$/)
  await page.keyboard.type(ownPin)
  await page.keyboard.press('Enter')
  await heading(page, /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day/)
  // What is fetched meanwhile moves what has the focus.
  await page.getByText(/^Round as of/).waitFor()
  await go(page, /^Doors$/)
  await heading(page, /^Doors/)
  await go(page, /^17 Tannery Row/)
  await heading(page, '17 Tannery Row')
  await go(page, /^Deliver a kit$/)
  await heading(page, /^Deliver: 17 Tannery Row/)
  await tabTo(page, /^Serial on the carton/)
  // Slower than a hand scanner.
  await page.keyboard.type(kitsInHand[0]!, { delay: 60 })
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor()
  await tabTo(page, /^Name$/)
  await page.keyboard.type('Joan Ellery', { delay: 60 })
  await go(page, /^Phone or e-mail not given$/, 'Space')
  await go(page, /^Large print$/, 'Space')
  await go(page, /^Agrees$/, 'Space')
  await go(page, /^Next: mark and sticker$/)
  await go(page, /^Laptop/, 'Space')
  await go(page, /^Up, seen$/)
  await go(page, /^Finish: 1 marked$/)
  await heading(page, 'Protected')
  await page.getByText('Saved on this phone').waitFor()
  await go(page, /^List$/)
  await heading(page, /^Doors/)
  await go(page, /^Today$/)
  await heading(page, /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day/)
  await expect
    .poll(() => station.written.map(({ fact }) => fact))
    .toMatchObject([
      {
        kind: 'delivered',
        kit: kitsInHand[0],
        applied: ['laptop'],
        sticker: 'up',
        resident: { name: 'Joan Ellery', contact: null, needs: ['large-print'], consent: { agreed: true } },
      },
    ])
  await context.close()
})

/** Without what changes from day to day. */
const steady = (tree: string): string =>
  tree
    .replaceAll(/\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d+ \w+/g, '(day)')
    .replaceAll(/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ \w+/g, '(day)')
    .replaceAll(/\b\d\d:\d\d\b/g, '(time)')
    .replaceAll(/\d+:\d\d of/g, '(minutes) of')
    .replaceAll(/\b\d+ s\b/g, '(seconds)')

test('what a screen reader is told on the way of a delivery', async () => {
  const { context, page } = await app.onRound(await app.openStation())
  const told: string[] = []
  const read = async (what: string): Promise<void> => {
    told.push(`# ${what}\n\n${steady(await page.locator('body').ariaSnapshot())}\n`)
  }
  await page.reload()
  await page.getByLabel('PIN', { exact: true }).waitFor()
  await read('Unlock')
  await unlock(page, ownPin)
  await page.locator('.sent-tab', { hasText: 'All sent' }).waitFor()
  await page.getByText(/^Round as of/).waitFor()
  await read('Today')
  await press(page, 'Doors')
  await read('Doors')
  await press(page, /^19 Tannery Row/)
  await read('A door')
  await press(page, 'Deliver a kit')
  await page.getByLabel(/^Serial on the carton/).fill(kitsInHand[1]!)
  await page.getByText('Does it match the carton?').waitFor()
  await read('Deliver, step 1')
  await press(page, 'Use this kit')
  await press(page, 'Next: mark and sticker')
  await page.getByText('Choose whether the resident agrees.').waitFor()
  await read('Deliver, step 2')
  await press(page, 'Does not')
  await press(page, 'Next: mark and sticker')
  await page.getByText('Laptop', { exact: true }).click()
  await read('Deliver, step 3')
  await context.setOffline(true)
  await press(page, /^Finish/)
  await page.getByText('The record is saved.').waitFor()
  await read('Delivered')
  await expect(told.join('\n')).toMatchFileSnapshot('../field/delivery-read-out.txt')
  await context.close()
})
