import type { FastifyInstance } from 'fastify'
import { readsPlans, type Measuring } from './measuring.ts'
import { pageTable } from './tables.ts'

/** What each method does, what it takes for granted, and when it is not to be believed. */
const methods: readonly (readonly [name: string, does: string, assumes: string, fails: string])[] = [
  [
    'Plain comparison',
    'In the areas against elsewhere, after against before, as the press quotes it.',
    'That the areas would have gone as the rest did.',
    'Where areas were chosen for a bad year: they fall by themselves, in London by 21% to 24% relative to the rest in every year tried before any kit.',
  ],
  [
    'The same selection in years without kits',
    'Chooses as many homes by the burglaries of one year, does nothing, and compares the next.',
    'That areas were chosen by such a rule.',
    'With n pairs of years no p below 1/(n + 1) is possible, and pairs that share a year are not independent.',
  ],
  [
    'Against what was expected on the day before the first start',
    'Expects burglaries from data up to that day, lasting and short-lived risk apart; observed over expected, inside over outside.',
    'That the model knows how much of a bad year lasts.',
    'Where the short-lived part behaves otherwise than before; its coverage on real years is printed by the bench of pseudo-programmes.',
  ],
  [
    'Rate ratio over windows that mirror the selection (primary)',
    'Poisson with an effect of every area and month; months as far before the selection as the covered months lie after it; errors clustered by deployment.',
    'That short-lived risk is stationary: what rises into a bad year falls out of it in the same way. That controls are out of reach of the programme.',
    'With few deployments, with too short a series before the selection, or where the city changed at the time of the selection.',
  ],
  [
    'By cohort and quarter',
    'Callaway and Sant’Anna’s group-time effects, never-treated areas as controls.',
    'Parallel trends in burglaries for each home (additive).',
    'A common proportional trend shows as an effect in busy areas, and the quarters before the start hold the bad year: in London’s 2014, where nothing was done, it shows 18.8 burglaries a year fewer for each 1,000 homes.',
  ],
  [
    'Order of starts drawn by lot',
    'The ratio from the drawn starts on, against what it would be with every other order that could have been drawn, within the same blocks.',
    'That the order was drawn, and kept before anything started.',
    'With few orders: three areas of six make 20, and no p below 1/20 is possible.',
  ],
  [
    'By months since the target was reached',
    'Rate ratios of three months at a time against the months before the first of them, with an effect of every area and month.',
    'That areas would have moved alike without kits.',
    'Where areas were chosen for a bad year: it stands out, and what falls from it falls by itself. It shows what happened.',
  ],
  [
    'Other types of crime',
    'The primary comparison of crimes that the programme may move, and of others that it cannot; p adjusted for their number (Holm).',
    'That the latter share what else happens in these areas.',
    'Where few were counted: a type that did not move may not have been able to show it.',
  ],
  [
    'Calibration weights',
    'Weights areas without kits until they had the covered areas’ past before the selection.',
    'That equal pasts would have had equal futures.',
    'Where areas were chosen for a bad year: the weights do not meet that year, of which some lasts. In London’s 2014, where nothing was done, it shows +36%. Where no areas without kits were as bad, there are no such weights, and it says so.',
  ],
  [
    'Rings and weighted displacement difference',
    'Burglaries within 250, 500 and 750 metres of a covered area, against areas beyond.',
    'That what moves, moves no farther than 750 metres.',
    'Distances are straight lines; a river or railway is not known.',
  ],
  [
    'What could be told',
    'How much more than chance a deployment’s count changed between two windows of its past, and the effect that would be found four times out of five.',
    'That the past varied as the present does.',
    'With a short past: longer windows vary more, which is carried over by the length.',
  ],
  [
    'Fading',
    'A share prevented that halves after so many months, fitted to the changes by months since the target.',
    'That it fades by halves.',
    'The interval of the half-life is often wide; no fading at all may fit too.',
  ],
]

export const methodPage = (app: FastifyInstance, { show }: Measuring): void => {
  app.get('/measure/method', readsPlans, async (_request, reply) =>
    show(reply, 200, 'measure/views/method.njk', {
      page: 'Method',
      table: pageTable(
        'method-table',
        'Methods, what they take for granted, and where they fail',
        'The plain comparison comes first because it is quoted most.',
        ['Method', 'What it does', 'What it assumes', 'Where it fails'],
        methods,
      ),
    }),
  )
}
