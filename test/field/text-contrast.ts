import type { Page } from 'playwright-core'

/**
 * Every text of the screen whose letters stand out less than `least` to 1 from what is behind them (WCAG 2.2, 1.4.3), worked out from
 * the colours of the letters and of the nearest filled box around them; with what it is.
 */
export const faintTexts = (page: Page, least: number): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const read = (colour) => {
      const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number)
      return { rgb: [red, green, blue], alpha }
    }
    const light = ({ rgb }) => {
      const [red, green, blue] = rgb.map((each) => each / 255)
        .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const behind = (element) => {
      for (let each = element; each; each = each.parentElement) {
        const colour = read(getComputedStyle(each).backgroundColor)
        if (colour.alpha === 1) return colour
      }
      return read('rgb(255, 255, 255)')
    }
    const faint = new Set()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { parentElement } = node
      if (node.textContent.trim() === '' || !parentElement.checkVisibility() || parentElement.closest('.hidden, noscript, option')) continue
      const [one, other] = [light(read(getComputedStyle(parentElement).color)), light(behind(parentElement))]
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
      if (ratio < ${least}) faint.add(ratio.toFixed(1) + ' ' + parentElement.className + ' ' + node.textContent.trim().slice(0, 40))
    }
    return [...faint]
  })()`)
