import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { accessibilityFaults } from '../journeys/open-page.ts'
import { smallScreen } from './phone-page.ts'

/** What would have to be scrolled sideways; the streets are a strip that says so by its cut. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll('html, .scroll, .actions, .tabs, .undo-bar')]
    .filter((each) => each.scrollWidth > each.clientWidth)
    .flatMap((each) => [...each.querySelectorAll('*')].filter((part) =>
      !part.closest('.streets') && part.getBoundingClientRect().right > document.documentElement.clientWidth + 1))
    .map((part) => part.className + ' ' + part.textContent.slice(0, 40))`)

/** What a thumb cannot press: covered by something else, or smaller than 44 pixels. */
const outOfReach = (page: Page): Promise<string[]> =>
  page.evaluate<
    string[]
  >(`[...document.querySelectorAll('button, input, select, textarea')].flatMap((each) => {
    const part = each.closest('label') ?? each
    part.scrollIntoView({ block: 'center', inline: 'center' })
    const { left, top, width, height } = part.getBoundingClientRect()
    const there = document.elementFromPoint(left + width / 2, top + height / 2)
    const reached = there !== null && part.contains(there)
    return reached && width >= 44 && height >= 44
      ? [] : [part.textContent.slice(0, 40) + ' ' + Math.round(width) + ' × ' + Math.round(height) + ' ' + reached]
  })`)

/** Nothing that axe finds, nothing to scroll sideways at 320 pixels or with large letters, and every button in reach of a thumb. */
export const isFitPhone = async (page: Page): Promise<void> => {
  expect(await accessibilityFaults(page)).toEqual([])
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await tooWide(page)).toEqual([])
  await page.setViewportSize(smallScreen)
  await page.evaluate(`document.documentElement.style.fontSize = '200%'`)
  expect(await tooWide(page)).toEqual([])
  expect(await outOfReach(page)).toEqual([])
  await page.evaluate(`document.documentElement.style.fontSize = ''`)
  expect(await outOfReach(page)).toEqual([])
}
