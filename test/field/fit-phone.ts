import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { accessibilityFaults } from '../journeys/open-page.ts'
import { smallScreen } from './phone-page.ts'
import { faintTexts } from './text-contrast.ts'

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

/** What letters stand out from what is behind them by at least, to 1: by day and at night, and on the screen for bright sun. */
const leastContrast = { plain: 7, sun: 12 } as const

/** By day, at night and in bright sun every text stands out as far as its screen promises, and fits as before. */
const isReadable = async (page: Page): Promise<void> => {
  const isSun = await page.evaluate<boolean>(`document.documentElement.hasAttribute('data-sun')`)
  const draw = (on: boolean) => page.evaluate(`document.documentElement.toggleAttribute('data-sun', ${on})`)
  await draw(false)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect({ colorScheme, faint: await faintTexts(page, leastContrast.plain) }).toEqual({
      colorScheme,
      faint: [],
    })
  }
  // Still at night: whoever has chosen the screen for bright sun has it.
  await draw(true)
  expect({ sun: await faintTexts(page, leastContrast.sun) }).toEqual({ sun: [] })
  await page.emulateMedia({ colorScheme: null })
  await draw(isSun)
}

/**
 * Nothing that axe finds, nothing to scroll sideways at 320 pixels or with large letters, every button in reach of a thumb, and every
 * text readable by day, at night and in bright sun.
 */
export const isFitPhone = async (page: Page): Promise<void> => {
  expect(await accessibilityFaults(page)).toEqual([])
  await isReadable(page)
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await tooWide(page)).toEqual([])
  await page.setViewportSize(smallScreen)
  await page.evaluate(`document.documentElement.style.fontSize = '200%'`)
  expect(await tooWide(page)).toEqual([])
  expect(await outOfReach(page)).toEqual([])
  await page.evaluate(`document.documentElement.style.fontSize = ''`)
  expect(await outOfReach(page)).toEqual([])
}
