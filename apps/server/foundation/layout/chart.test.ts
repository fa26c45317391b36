import { text } from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { chartSvg } from './chart.ts'

test('words in a chart and its label are text, whatever is in them', () => {
  const words = `"><script>alert('x')</script>`
  const svg = chartSvg(words, 'wide', {
    marks: [text([{ x: 1, y: 1, words }], { x: 'x', y: 'y', text: 'words' })],
  })
  const { document } = parseHTML(`<!doctype html><html><body>${svg}</body></html>`)
  expect(document.querySelectorAll('script')).toHaveLength(0)
  expect(document.querySelector('svg')?.getAttribute('aria-label')).toBe(words)
  expect([...document.querySelectorAll('text')].map(({ textContent }) => textContent)).toContain(words)
})
