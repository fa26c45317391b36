import { prevented } from '@mettrace/analysis/plan/prevented'
import { planOfRisk } from '../rooms/target/plan/plan-of-risk.ts'
import type { DeploymentPlan, DeploymentQuestion } from '../rooms/target/plan/deployment-types.ts'
import type { Plan, PlanQuestion, Risk } from '../crime/types.ts'
import type { Answer } from './answer.ts'
import { scopeText } from './city-options.ts'
import type { DeploymentOptions } from './deployment-options.ts'
import { formatPercent, formatTenths, formatWhole, textTable, type Column } from './table.ts'
import { count } from '../foundation/words/figures.ts'

type Shown = Pick<DeploymentOptions, 'effect' | 'halfLife'> & { rows: number }

type Totals = Pick<Plan, 'kitsUsed' | 'expected' | 'low' | 'high' | 'share' | 'bound' | 'gap' | 'status'>

/** Burglaries that the stated effect would prevent; undefined when none is stated. */
const preventedBy = ({ expected }: Totals, risk: Risk, { effect, halfLife }: Shown): number | undefined =>
  effect === undefined
    ? undefined
    : prevented(expected, risk.inputs.months, { effect, halfLife: halfLife ?? Infinity })

const totalsOf = (plan: Totals): Totals => ({
  kitsUsed: plan.kitsUsed,
  expected: plan.expected,
  low: plan.low,
  high: plan.high,
  share: plan.share,
  bound: plan.bound,
  gap: plan.gap,
  status: plan.status,
})

/** The lines above the table. */
const summary = (parts: {
  risk: Risk
  plan: Totals
  areas: string
  homes: number
  kits: number
  shown: Shown
}): string[] => {
  const { risk, plan, areas, homes, kits, shown } = parts
  const saved = preventedBy(plan, risk, shown)
  return [
    scopeText(risk.inputs),
    `${areas} with ${count(homes, 'home')} ${areas.startsWith('1 ') ? 'uses' : 'use'} ${formatWhole(plan.kitsUsed)} of ${count(kits, 'kit')}.`,
    `${formatTenths(plan.expected)} burglaries are expected there (${formatWhole(plan.low)} to ${formatWhole(plan.high)}), ${formatPercent(plan.share)} of all.`,
    plan.status === 'optimal'
      ? 'No other choice expects more.'
      : `No other choice can expect more than ${formatTenths(plan.bound)}: the gap is ${formatPercent(plan.gap)}.`,
    ...(saved === undefined
      ? []
      : [
          `If the effect is as stated, ${formatTenths(saved)} of them are prevented; nothing here shows that it is.`,
        ]),
  ]
}

const tableText = <Row>(rows: readonly Row[], most: number, columns: Column<Row>[]): string =>
  [
    textTable(rows.slice(0, most), columns),
    rows.length > most ? `… and ${count(rows.length - most, 'area')} more (--rows, or --json for all).` : '',
  ]
    .join('\n')
    .trimEnd()

/** The best single areas, wherever they lie. Errors: those of `planOfRisk`. */
export const singleAreasAnswer = (risk: Risk, question: PlanQuestion, shown: Shown): Answer => {
  const plan = planOfRisk(risk, question)
  const homes = plan.areas.reduce((sum, area) => sum + area.homes, 0)
  const saved = preventedBy(plan, risk, shown)
  return {
    inputs: { ...risk.inputs, ...question, ...statedEffect(shown) },
    results: {
      areas: plan.areas.map((area) => ({
        codes: [area.code],
        homes: area.homes,
        kits: area.kits,
        expected: area.expected,
        low: area.low,
        high: area.high,
        reasons: area.reasons,
      })),
      homes,
      ...totalsOf(plan),
      ...(saved === undefined ? {} : { prevented: saved }),
    },
    warnings: risk.warnings,
    text: [
      ...summary({
        risk,
        plan,
        areas: count(plan.areas.length, 'area'),
        homes,
        kits: question.kits,
        shown,
      }),
      '',
      tableText(plan.areas, shown.rows, [
        { heading: 'Area', value: ({ code }) => code },
        { heading: 'Name', value: ({ name }) => name ?? '' },
        { heading: 'Homes', value: (area) => formatWhole(area.homes), align: 'right' },
        { heading: 'Kits', value: (area) => formatWhole(area.kits), align: 'right' },
        { heading: 'Expected', value: ({ expected }) => formatTenths(expected), align: 'right' },
        { heading: 'Why', value: ({ reason }) => reason },
      ]),
    ].join('\n'),
  }
}

const statedEffect = ({ effect, halfLife }: Shown): Record<string, number | null> =>
  effect === undefined ? {} : { effect, halfLife: halfLife ?? null }

/** Whole deployment areas. */
export const deploymentsAnswer = (
  risk: Risk,
  plan: DeploymentPlan,
  question: DeploymentQuestion,
  shown: Shown,
): Answer => {
  const saved = preventedBy(plan, risk, shown)
  return {
    inputs: { ...risk.inputs, ...question, most: question.most ?? null, ...statedEffect(shown) },
    results: {
      areas: plan.areas.map((area) => ({
        number: area.number,
        codes: area.codes,
        boroughs: area.boroughs,
        homes: area.homes,
        kits: area.kits,
        expected: area.expected,
        low: area.low,
        high: area.high,
        reasons: area.reasons,
      })),
      nearMisses: plan.nearMisses,
      homes: plan.homes,
      ...totalsOf(plan),
      floorCost: plan.floorCost,
      ...(saved === undefined ? {} : { prevented: saved }),
    },
    warnings: risk.warnings,
    text: [
      ...summary({
        risk,
        plan,
        areas: count(plan.areas.length, 'deployment area'),
        homes: plan.homes,
        kits: question.kits,
        shown,
      }),
      ...(plan.floorCost === null
        ? []
        : [
            `The floors cost ${formatTenths(plan.floorCost)} expected burglaries against the best choice found without them.`,
          ]),
      '',
      tableText(plan.areas, shown.rows, [
        { heading: 'No.', value: (area) => formatWhole(area.number), align: 'right' },
        { heading: 'Areas', value: ({ codes }) => codes.join(' ') },
        { heading: 'Where', value: ({ boroughs }) => boroughs.join(', ') },
        { heading: 'Homes', value: (area) => formatWhole(area.homes), align: 'right' },
        { heading: 'Kits', value: (area) => formatWhole(area.kits), align: 'right' },
        { heading: 'Expected', value: ({ expected }) => formatTenths(expected), align: 'right' },
        { heading: 'Why', value: ({ reason }) => reason },
      ]),
    ].join('\n'),
  }
}
