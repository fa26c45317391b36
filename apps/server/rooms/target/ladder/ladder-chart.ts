import { areaY, axisX, axisY, dot, gridY, lineY, text } from '@observablehq/plot'
import type { Rung } from '@mettrace/analysis/ladder/price-ladder'
import { chartSvg } from '../../../foundation/layout/chart.ts'
import { wholeNumber } from '../../../foundation/words/figures.ts'

const [black, blue, light] = ['#0b0c0c', '#1d4f7c', '#dbe8f4']

/** A point of the curve: what so many kits would meet. */
type Point = { kits: number; expected: number; low: number; high: number }

const pointsOf = (rungs: readonly Rung[]): Point[] => {
  const byKits = new Map<number, Point>([[0, { kits: 0, expected: 0, low: 0, high: 0 }]])
  for (const { kits, plan } of rungs)
    byKits.set(kits, { kits, expected: plan.expected, low: plan.low, high: plan.high })
  return [...byKits.values()].toSorted((one, other) => one.kits - other.kits)
}

/**
 * Every rung on one curve: burglaries expected where so many kits would go, with their 95% range. Each budget has a mark
 * of its own; prices stand at the marks of the budget named.
 */
export const ladderChart = (
  rungs: readonly Rung[],
  words: { budget: (pence: number) => string; price: (pence: number) => string },
): string => {
  const points = pointsOf(rungs)
  const budgets = [...new Set(rungs.map(({ budget }) => budget))]
  const symbols = ['circle', 'square', 'diamond2', 'triangle', 'cross', 'star'] as const
  const marks = rungs.map(({ budget, price, kits, plan }) => ({
    kits,
    expected: plan.expected,
    budget,
    at: budgets.indexOf(budget) % symbols.length,
    label: words.price(price),
  }))
  // Labels of the middle budget alone: those of all would stand over one another.
  const labelled = budgets[Math.floor((budgets.length - 1) / 2)]
  return chartSvg(
    'Burglaries expected where the kits of each budget would go, by the number of kits',
    'wide',
    {
      height: 340,
      marginLeft: 60,
      marginRight: 30,
      marginBottom: 45,
      marginTop: 30,
      x: { domain: [0, Math.max(...points.map(({ kits }) => kits)) * 1.04] },
      y: { domain: [0, Math.max(...points.map(({ high }) => high)) * 1.05] },
      marks: [
        gridY({ stroke: '#cecece' }),
        areaY(points, { x: 'kits', y1: 'low', y2: 'high', fill: light }),
        lineY(points, { x: 'kits', y: 'expected', stroke: blue, strokeWidth: 2.5 }),
        axisX({
          label: 'kits that the budget buys',
          labelArrow: 'none',
          tickSize: 4,
          fontSize: 14,
          ticks: 6,
          tickFormat: wholeNumber,
        }),
        axisY({
          label: 'burglaries expected in these areas',
          labelArrow: 'none',
          tickSize: 0,
          fontSize: 14,
          ticks: 5,
          tickFormat: wholeNumber,
        }),
        ...symbols.map((symbol, at) =>
          dot(
            marks.filter((mark) => mark.at === at),
            {
              x: 'kits',
              y: 'expected',
              symbol,
              r: 6,
              fill: at % 2 === 1 ? black : '#ffffff',
              stroke: black,
              strokeWidth: 2,
            },
          ),
        ),
        text(
          marks.filter(({ budget }) => budget === labelled),
          {
            x: 'kits',
            y: 'expected',
            text: 'label',
            dy: 20,
            dx: 14,
            fontSize: 14,
            fill: black,
            stroke: '#ffffff',
            strokeWidth: 4,
          },
        ),
      ],
    },
  )
}

/** What each mark of the chart stands for, in the order of the budgets. */
export const marksInWords = (
  rungs: readonly Rung[],
  budget: (pence: number) => string,
): { mark: string; words: string }[] => {
  const marks = ['○', '■', '◇', '▲', '×', '★']
  return [...new Set(rungs.map((rung) => rung.budget))].map((pence, at) => ({
    mark: marks[at % marks.length] ?? '',
    words: budget(pence),
  }))
}
