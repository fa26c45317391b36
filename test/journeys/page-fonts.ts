import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Families of the page's texts: ours, and one of fixed width for commands and checksums. */
const ours = /^("Helvetica Neue", Arial|monospace)/

/** Every text that stands in a font that the page did not choose, and what the machine's own default is. */
const fontsOf = (page: Page): Promise<{ machine: string; foreign: string[] }> =>
  page.evaluate<{ machine: string; foreign: string[] }>(`(() => {
    const probe = document.body.appendChild(document.createElement('p'))
    probe.style.fontFamily = 'initial'
    const machine = getComputedStyle(probe).fontFamily
    probe.remove()
    document.querySelectorAll('details').forEach((each) => { each.open = true })
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const foreign = new Set()
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { parentElement } = node
      if (node.textContent.trim() === '' || ['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(parentElement.tagName)) continue
      const { fontFamily } = getComputedStyle(parentElement)
      if (!${String(ours)}.test(fontFamily)) foreign.add(parentElement.tagName + '.' + parentElement.className + ': ' + fontFamily)
    }
    for (const field of document.querySelectorAll('input, select, textarea, button')) {
      const { fontFamily } = getComputedStyle(field)
      if (!${String(ours)}.test(fontFamily)) foreign.add(field.tagName + '#' + field.id + ': ' + fontFamily)
    }
    return { machine, foreign: [...foreign] }
  })()`)

/** Every text of the page is in the page's font, and the page says once how it is marked. */
export const isDressed = async (page: Page): Promise<void> => {
  const { machine, foreign } = await fontsOf(page)
  // Otherwise this would show nothing: what the machine takes by itself has serifs.
  expect(machine).toMatch(/times|serif/i)
  const path = page.url()
  expect({ path, foreign }).toEqual({ path, foreign: [] })
  expect({ path, marking: await page.locator('.mettrace-marking').innerText() }).toEqual({
    path,
    marking: 'OFFICIAL-SENSITIVE',
  })
}
