import { intervalBar, type IntervalBar } from './page-interval.ts'
import type { PageQuestion } from './page-query.ts'
import {
  count,
  interval,
  areasInWords,
  monthInWords,
  oneDecimal,
  percent,
  periodInWords,
  seriesAndSource,
  smallPercent,
  wholeNumber,
} from './page-words.ts'
import type { Plan, Risk } from './types.ts'

export type Figure = {
  label: string
  value: string
  /** What stands in small beside or under the value. */
  note: string
  bar?: IntervalBar
  /** How the figure was made, a paragraph each. */
  how: string[]
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Last month of the period that starts after `until`. */
export const periodAhead = (until: string, months: number): { from: string; to: string } => {
  const after = (steps: number): string => {
    const date = new Date(`${until}-01T00:00:00Z`)
    date.setUTCMonth(date.getUTCMonth() + steps)
    return date.toISOString().slice(0, 7)
  }
  return { from: after(1), to: after(months) }
}

const gapFigure = (plan: Plan): Figure => ({
  label: 'Gap to the best possible',
  value: plan.status === 'optimal' ? 'None' : smallPercent(plan.gap),
  note: plan.status === 'optimal' ? 'proven best choice of single areas' : 'at most; proven bound',
  how: [
    `No choice of single areas with these kits can meet more than ${oneDecimal(plan.bound)} expected burglaries; this one meets ${oneDecimal(plan.expected)}. The gap is (bound − expected) ÷ bound.`,
    'The search is exact (0/1 knapsack; Pisinger 1997, doi 10.1287/opre.45.5.758). It says that the choice is best for these expectations, not that the expectations will come true.',
  ],
})

/** The summary of a plan, each figure with how it was made. */
export const figuresOf = (risk: Risk, plan: Plan, question: PageQuestion): Figure[] => {
  const { inputs, city } = risk
  const kinds = areasInWords(inputs)
  const homes = sum(plan.areas.map((area) => area.homes))
  const allHomes = sum(risk.areas.map((area) => area.homes))
  const ahead = periodAhead(inputs.until, inputs.months)
  const left = Math.floor(question.kits - plan.kitsUsed)
  const level = percent(inputs.level).replace('.0%', '%')
  return [
    {
      label: 'Areas chosen',
      value: wholeNumber(plan.areas.length),
      note: `of ${count(risk.areas.length, kinds.one, kinds.many)}`,
      how: [
        'The areas that together meet the most expected burglaries with the kits there are. An area is taken whole or not at all, because the programme works by saturation.',
      ],
    },
    {
      label: 'Homes in them',
      value: wholeNumber(homes),
      note: allHomes > 0 ? `${percent(homes / allHomes)} of ${count(allHomes, 'home')}` : '',
      how: ['The homes loaded for each chosen area, added up.'],
    },
    {
      label: 'Kits used',
      value: wholeNumber(plan.kitsUsed),
      note: `of ${wholeNumber(question.kits)}; ${wholeNumber(left)} left`,
      how: [
        `${oneDecimal(100 * question.saturation).replace('.0', '')}% of the homes of each chosen area, rounded up to whole kits, so that the saturation is reached in every one. What is left finds no better place as whole areas.`,
      ],
    },
    {
      label: 'Burglaries expected there',
      value: wholeNumber(plan.expected),
      note: `${level} interval ${interval(plan)}`,
      bar: intervalBar(plan, plan.high),
      how: [
        `What is expected in the chosen areas from ${periodInWords(ahead.from, ahead.to)} if nothing is done: ${seriesAndSource(inputs)}. It is not the number that kits would prevent.`,
        `Worked out from the months ${monthInWords(inputs.from)} to ${monthInWords(inputs.until)}: counts for the homes there are; a part of each area's risk that lasts and a part that passes, shared with its neighbours and borough; the city's level and season. Everything is estimated from the history, nothing is set by hand. A hot year is expected to cool by itself: that is allowed for.`,
        `The interval is meant to hold what is then recorded with a probability of ${level}; it is drawn from 0 to its upper end. Uncertainty that the areas share does not average out.`,
      ],
    },
    {
      label: 'Share of all expected',
      value: percent(plan.share),
      note: `of ${wholeNumber(city.expected)} in all (${interval(city)})`,
      how: [
        `Burglaries expected in the chosen areas (${oneDecimal(plan.expected)}) divided by those expected in all areas (${oneDecimal(city.expected)}).`,
      ],
    },
    gapFigure(plan),
  ]
}
