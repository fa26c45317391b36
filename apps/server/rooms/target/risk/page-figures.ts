import { intervalBar, type IntervalBar } from './page-interval.ts'
import {
  count,
  interval,
  kindInWords,
  monthInWords,
  oneDecimal,
  percent,
  periodInWords,
  wholeNumber,
} from '../../../foundation/words/figures.ts'
import { seriesAndSource } from '../../../crime/words.ts'
import { ratePerHome } from '../plan/plan-of-risk.ts'
import type { Risk } from '../../../crime/types.ts'

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

/** Share of the homes, from the highest rate down, on which half of the expected burglaries fall. */
const homesOfHalf = (risk: Risk): number => {
  const areas = risk.areas
    .filter(({ homes }) => homes > 0)
    .toSorted((a, b) => ratePerHome(b) - ratePerHome(a))
  const half = sum(areas.map(({ expected }) => expected)) / 2
  let [met, homes] = [0, 0]
  for (const area of areas) {
    if (met + area.expected >= half) {
      homes += area.expected > 0 ? (area.homes * (half - met)) / area.expected : 0
      break
    }
    met += area.expected
    homes += area.homes
  }
  return homes / sum(areas.map((area) => area.homes))
}

/** How an expectation is made, a paragraph each. */
export const howExpected = ({ inputs }: Pick<Risk, 'inputs'>): string[] => {
  const level = levelInWords(inputs.level)
  return [
    `Worked out from the months ${monthInWords(inputs.from)} to ${monthInWords(inputs.until)}: counts for the homes there are; a part of each area's risk that lasts and a part that passes, shared with its neighbours and borough; the city's level and season. Everything is estimated from the history, nothing is set by hand. We allow for better years after bad ones.`,
    `The interval is meant to hold what is then recorded with a probability of ${level}; it is drawn from 0 to its upper end. Uncertainty that the areas share does not average out.`,
  ]
}

export const levelInWords = (level: number): string => percent(level).replace('.0%', '%')

/** The city as a whole, each figure with how it was made. */
export const cityFigures = (risk: Risk): Figure[] => {
  const { inputs, city } = risk
  const kinds = kindInWords(inputs.kind)
  const ahead = periodAhead(inputs.until, inputs.months)
  return [
    {
      label: 'Burglaries expected',
      value: wholeNumber(city.expected),
      note: `${levelInWords(inputs.level)} likely range ${interval(city)}`,
      bar: intervalBar(city, city.high),
      how: [
        `What is expected in all ${count(risk.areas.length, kinds.one, kinds.many)} from ${periodInWords(ahead.from, ahead.to)} if nothing is done: ${seriesAndSource(inputs)}.`,
        ...howExpected(risk),
      ],
    },
    {
      label: 'For each 1,000 homes',
      value: oneDecimal((1000 * city.expected) / Math.max(1, sum(risk.areas.map(({ homes }) => homes)))),
      note: `${count(sum(risk.areas.map(({ homes }) => homes)), 'home')} in all`,
      how: ['Expected burglaries divided by the homes that are loaded, times 1,000.'],
    },
    {
      label: 'Half of them fall on',
      value: percent(homesOfHalf(risk)),
      note: 'of homes, in the areas of the highest rates',
      how: [
        'Areas are taken from the highest expected rate down until they hold half of all that is expected; their homes are then divided by all homes. It says how much there is to gain by choosing where to go.',
      ],
    },
  ]
}
