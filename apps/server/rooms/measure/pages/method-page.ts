import type { Answers } from '../../../foundation/room/room.ts'
import { readPage } from '../../../foundation/page/page.ts'
import { show } from './measuring.ts'

type Method = { name: string; does: string; assumes: string; fails: string }

/** What each method does, what it takes for granted, and when it is not to be believed. */
const methods: readonly Method[] = [
  {
    name: 'Simple before and after',
    does: 'Areas with kits against other areas, after against before, as the press quotes it.',
    assumes: 'That the areas would have gone as the rest did.',
    fails:
      'Where areas were chosen for a bad year: they fall by themselves, in London by 21% to 24% relative to the rest in every year tried before any kit.',
  },
  {
    name: 'The same selection in years without kits',
    does: 'Chooses as many homes by the burglaries of one year, does nothing, and compares the next.',
    assumes: 'That areas were chosen by such a rule.',
    fails:
      'With n pairs of years no p below 1/(n + 1) is possible, and pairs that share a year are not independent.',
  },
  {
    name: 'Compared with the forecast of the day before the first start',
    does: 'Forecasts burglaries from data up to that day, lasting and short-lived risk apart. Counted over forecast, areas with kits over the rest.',
    assumes: 'That the model knows how much of a bad year lasts.',
    fails:
      'Where the short-lived part behaves otherwise than before; its coverage on real years is printed by the bench of pseudo-programmes.',
  },
  {
    name: 'Rate ratio over windows that mirror the selection (main result)',
    does: 'Poisson with an effect of every area and month; months as far before the selection as the months with kits are after it; errors clustered by deployment.',
    assumes:
      'That short-lived risk is stationary: what rises into a bad year falls out of it in the same way. That controls are out of reach of the programme.',
    fails:
      'With few deployments, with too short a series before the selection, or where the city changed at the time of the selection.',
  },
  {
    name: 'All months before, the selection among them',
    does: 'Poisson with an effect of every area and month, every month before the start against those after the target was reached.',
    assumes: 'That areas would have moved alike in proportion without kits.',
    fails:
      'Where areas were chosen for a bad year: that year is among the months before, and what falls from it falls by itself.',
  },
  {
    name: 'Interaction-weighted Poisson',
    does: 'Sun and Abraham’s effects of each start and quarter, as rate ratios against the quarter before the target was reached.',
    assumes: 'That areas would have moved alike in proportion without kits.',
    fails:
      'Where areas were chosen for a bad year, and where a start is a single deployment: then it gives no figure.',
  },
  {
    name: 'By cohort and quarter',
    does: 'Callaway and Sant’Anna’s group-time effects, never-treated areas as controls.',
    assumes: 'Parallel trends in burglaries for each home (additive).',
    fails:
      'A common proportional trend shows as an effect in busy areas, and the quarters before the start hold the bad year: in London’s 2014, where nothing was done, it shows 18.8 burglaries a year fewer for each 1,000 homes.',
  },
  {
    name: 'Random start order',
    does: 'The ratio from the drawn starts on, against what it would be with every other order that could have been drawn, within the same blocks.',
    assumes: 'That the order was drawn and saved before anything started.',
    fails: 'With few orders: three areas of six make 20, and no p below 1/20 is possible.',
  },
  {
    name: 'By months since the target was reached',
    does: 'Rate ratios of three months at a time against the months before the first of them, with an effect of every area and month.',
    assumes: 'That areas would have moved alike without kits.',
    fails:
      'Where areas were chosen for a bad year: that year stands out, and what falls from it falls by itself. It shows what happened.',
  },
  {
    name: 'Other types of crime',
    does: 'The main comparison for crimes that the programme may move, and of others that it cannot; p adjusted for their number (Holm).',
    assumes: 'That the latter share what else happens in these areas.',
    fails: 'Where few were counted: a type that did not move may not have been able to show it.',
  },
  {
    name: 'Calibration weights',
    does: 'Weights areas without kits until they had the past of the areas with kits before the selection.',
    assumes: 'That equal pasts would have had equal futures.',
    fails:
      'Where areas were chosen for a bad year: the weights do not meet that year, of which some lasts. In London’s 2014, where nothing was done, it shows +36%. Where no areas without kits were as bad, there are no such weights, and it says so.',
  },
  {
    name: 'Synthetic difference in differences',
    does: 'Weights areas without kits and quarters before until the past of the areas with kits runs beside theirs, each start by itself (Arkhangelsky and others; Clarke and others).',
    assumes:
      'That what ran beside one another would have gone on so, in burglaries for each home (additive).',
    fails:
      'A common proportional trend shows as an effect in busy areas; where a start is a single area there is no error, and it gives no figure.',
  },
  {
    name: 'Rings and weighted displacement difference',
    does: 'Burglaries within 250, 500 and 750 metres of an area with kits, against areas beyond.',
    assumes: 'That what moves, moves no farther than 750 metres.',
    fails: 'Distances are straight lines; a river or railway is not known.',
  },
  {
    name: 'Smallest effect we could detect',
    does: 'How much more than chance a deployment’s count changed between two windows of its past, and the effect found 4 times in 5.',
    assumes: 'That the past varied as the present does.',
    fails: 'With a short past: longer windows vary more, which is carried over by the length.',
  },
  {
    name: 'Fading',
    does: 'A share prevented that halves after so many months, fitted to the changes by months since the target.',
    assumes: 'That it fades by halves.',
    fails: 'The likely range of the half-life is often wide; no fading at all may fit too.',
  },
]

export const answers: Answers = ({ database }) => {
  return {
    methods: async (request, reply) => {
      await readPage(database, request, 'methods', async () => undefined)
      return show(reply, 200, 'rooms/measure/views/method.njk', {
        page: 'Methods',
        methods,
      })
    },
  }
}
