import { axisX, axisY, text } from '@observablehq/plot'
import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { overlap, spreadLabels, type Box } from './chart-labels.ts'
import { chartSvg } from './chart.ts'

const box = (left: number, top: number, width = 50, height = 17): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
})

const lower = ({ left, right, top, bottom }: Box, by: number): Box => ({
  left,
  right,
  top: top + by,
  bottom: bottom + by,
})

const expectApart = (boxes: readonly Box[], apart?: number): void => {
  for (const [at, one] of boxes.entries())
    for (const other of boxes.slice(at + 1)) expect(overlap(one, other, apart)).toBe(false)
}

test('labels that are apart stay where they are', () => {
  expect(spreadLabels([box(0, 0), box(60, 0), box(0, 30)], [box(200, 0)], 340)).toEqual([0, 0, 0])
})

test('one that would come near another, or near words of an axis, moves by as little as it needs', () => {
  expect(spreadLabels([box(0, 100), box(10, 104)], [], 340)).toEqual([0, 17])
  expect(spreadLabels([box(0, 100)], [box(0, 104)], 340)).toEqual([-17])
  expect(spreadLabels([box(0, 0)], [box(0, 4)], 340)).toEqual([25])
})

test('no two labels of a chart come near each other, wherever they stand', () => {
  const places = fc.array(fc.tuple(fc.nat(850), fc.nat(320)), { maxLength: 18 })
  fc.assert(
    fc.property(places, (found) => {
      const labels = found.map(([left, top]) => box(left, top))
      const by = spreadLabels(labels, [], 340)
      const spread = labels.map((label, at) => lower(label, by[at]!))
      expectApart(spread)
    }),
  )
})

test.each(['wide', 'narrow'] as const)('the labels of a %s chart stand apart as drawn', (width) => {
  const points = [80_000, 83_000, 84_000, 84_500].map((kits) => ({
    kits,
    expected: kits / 90,
    label: '£12.72',
  }))
  const svg = chartSvg('Labels', width, {
    height: 340,
    x: { domain: [0, 90_000] },
    y: { domain: [0, 1200] },
    marks: [
      axisX({ fontSize: 14 }),
      axisY({ fontSize: 14 }),
      text(points, { x: 'kits', y: 'expected', text: 'label', fontSize: 14 }),
    ],
  })
  const { document } = parseHTML(`<!doctype html><html><body>${svg}</body></html>`)
  const drawn = [...document.querySelectorAll('text')]
    .filter(({ textContent }) => textContent === '£12.72')
    .map((label) => /translate\(([\d.]+),([\d.]+)\)/.exec(label.getAttribute('transform') ?? '')!)
    .map(([, x, y]) => box(Number(x) - 25, Number(y) - 8))
  expect(drawn).toHaveLength(4)
  expectApart(drawn, 0)
})
