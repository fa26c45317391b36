import { plot, type PlotOptions } from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { keepLabelsApart } from './chart-labels.ts'

/** Widths to draw a chart in, in its own pixels: the style sheet says how far each may shrink with letters of 14. */
const chartWidths = { wide: 900, narrow: 600 } as const

/**
 * A chart as SVG for a page, in one of the widths; `chart.njk` gives it a frame. Without style of its own: the page's
 * style sheet is the only one that a browser takes from us. `label` says what it shows to who does not see it; the same
 * figures are always in a table beside it too.
 */
export const chartSvg = (
  label: string,
  width: keyof typeof chartWidths,
  options: Omit<PlotOptions, 'width'>,
): string => {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const svg = plot({ ...options, width: chartWidths[width], document } as PlotOptions)
  for (const style of svg.querySelectorAll('style')) style.remove()
  for (const element of [svg, ...svg.querySelectorAll('[style]')]) element.removeAttribute('style')
  keepLabelsApart(svg, Number(svg.getAttribute('height')))
  // One picture with one name: what its parts are called would be read one after the other.
  for (const part of svg.querySelectorAll('[aria-label], [aria-description], [aria-hidden]')) {
    for (const name of ['aria-label', 'aria-description', 'aria-hidden']) part.removeAttribute(name)
  }
  svg.setAttribute('class', width === 'narrow' ? 'mettrace-chart mettrace-chart--narrow' : 'mettrace-chart')
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', label)
  svg.removeAttribute('width')
  svg.removeAttribute('height')
  return svg.outerHTML
}
