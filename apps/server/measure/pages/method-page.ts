import type { FastifyInstance } from 'fastify'
import { readsPlans, type Measuring } from './measuring.ts'

type Method = { name: string; does: string; assumes: string; fails: string }

/** What each method does, what it takes for granted, and when it is not to be believed. */
const methods: readonly Method[] = [
  {
    name: 'Plain comparison',
    does: 'In the areas against elsewhere, after against before, as the press quotes it.',
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
    name: 'Against what was expected on the day before the first start',
    does: 'Expects burglaries from data up to that day, lasting and short-lived risk apart; observed over expected, inside over outside.',
    assumes: 'That the model knows how much of a bad year lasts.',
    fails:
      'Where the short-lived part behaves otherwise than before; its coverage on real years is printed by the bench of pseudo-programmes.',
  },
  {
    name: 'Rate ratio over windows that mirror the selection (primary)',
    does: 'Poisson with an effect of every area and month; months as far before the selection as the covered months lie after it; errors clustered by deployment.',
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
      'Where areas were chosen for a bad year: it stands among the months before, and what falls from it falls by itself.',
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
    name: 'Order of starts drawn by lot',
    does: 'The ratio from the drawn starts on, against what it would be with every other order that could have been drawn, within the same blocks.',
    assumes: 'That the order was drawn, and kept before anything started.',
    fails: 'With few orders: three areas of six make 20, and no p below 1/20 is possible.',
  },
  {
    name: 'By months since the target was reached',
    does: 'Rate ratios of three months at a time against the months before the first of them, with an effect of every area and month.',
    assumes: 'That areas would have moved alike without kits.',
    fails:
      'Where areas were chosen for a bad year: it stands out, and what falls from it falls by itself. It shows what happened.',
  },
  {
    name: 'Other types of crime',
    does: 'The primary comparison of crimes that the programme may move, and of others that it cannot; p adjusted for their number (Holm).',
    assumes: 'That the latter share what else happens in these areas.',
    fails: 'Where few were counted: a type that did not move may not have been able to show it.',
  },
  {
    name: 'Calibration weights',
    does: 'Weights areas without kits until they had the covered areas’ past before the selection.',
    assumes: 'That equal pasts would have had equal futures.',
    fails:
      'Where areas were chosen for a bad year: the weights do not meet that year, of which some lasts. In London’s 2014, where nothing was done, it shows +36%. Where no areas without kits were as bad, there are no such weights, and it says so.',
  },
  {
    name: 'Synthetic difference in differences',
    does: 'Weights areas without kits and quarters before until the covered areas’ past runs beside theirs, each start by itself (Arkhangelsky and others; Clarke and others).',
    assumes:
      'That what ran beside one another would have gone on so, in burglaries for each home (additive).',
    fails:
      'A common proportional trend shows as an effect in busy areas; where a start is a single area there is no error, and it gives no figure.',
  },
  {
    name: 'Rings and weighted displacement difference',
    does: 'Burglaries within 250, 500 and 750 metres of a covered area, against areas beyond.',
    assumes: 'That what moves, moves no farther than 750 metres.',
    fails: 'Distances are straight lines; a river or railway is not known.',
  },
  {
    name: 'What could be told',
    does: 'How much more than chance a deployment’s count changed between two windows of its past, and the effect that would be found four times out of five.',
    assumes: 'That the past varied as the present does.',
    fails: 'With a short past: longer windows vary more, which is carried over by the length.',
  },
  {
    name: 'Fading',
    does: 'A share prevented that halves after so many months, fitted to the changes by months since the target.',
    assumes: 'That it fades by halves.',
    fails: 'The interval of the half-life is often wide; no fading at all may fit too.',
  },
]

export const methodPage = (app: FastifyInstance, { show }: Measuring): void => {
  app.get('/measure/method', readsPlans, async (_request, reply) =>
    show(reply, 200, 'measure/views/method.njk', {
      page: 'Method',
      methods,
    }),
  )
}
