import { formatMonth, parseMonth } from '../../../foundation/month.ts'
import { productVersion } from '../../../foundation/version.ts'
import type { Draft } from '../../target/drafts/drafts.ts'
import type { KeptOrder } from '../../target/phase-in/kept-orders.ts'
import type { Programme } from './programme-schema.ts'
import { programmeFrom } from './read-programme.ts'

/** What is asked of a plan that is to be measured. */
export type AskedOfPlan = {
  name: string
  /** Day on which the report is published, which agrees a protocol; none without it. */
  publishOn: string | undefined
}

type PlanScope = {
  kind: string
  validFrom: string | null
  series: string
  source: string
  saturation: number
}

const scopeOf = ({ kind, validFrom, series, source, saturation }: PlanScope) => ({
  kind,
  ...(validFrom !== null && { validFrom }),
  series,
  source,
  saturation,
})

const protocolOf = ({ publishOn }: AskedOfPlan, series: string) =>
  publishOn === undefined ? {} : { protocol: { outcome: series, codeVersion: productVersion, publishOn } }

/** The twelve months to the last that a plan knew: what it was chosen by most of all, and so compares with nothing. */
const chosenBy = (from: string, until: string) => {
  const last = parseMonth(until) ?? 0
  const first = Math.max(parseMonth(from) ?? 0, last - 11)
  return { from: formatMonth(first), to: formatMonth(last), rule: 'highest' }
}

/** The programme that gives kits to every deployment area of a draft in one month, `2027-01`. Errors: `value_invalid`. */
export const programmeOfDraft = (
  { inputs, plan }: Draft,
  asked: AskedOfPlan & { start: string },
): Programme =>
  programmeFrom({
    name: asked.name,
    ...scopeOf(inputs),
    deployments: plan.areas.map(({ codes, kits }) => ({ areas: codes, start: asked.start, kits })),
    selection: chosenBy(inputs.from, inputs.until),
    ...protocolOf(asked, inputs.series),
  })

/** The programme that follows an order of starts as it was drawn; who was held out gets none. Errors: `value_invalid`. */
export const programmeOfOrder = ({ id, question, answer }: KeptOrder, asked: AskedOfPlan): Programme => {
  const scope = question.plan as PlanScope
  return programmeFrom({
    name: asked.name,
    ...scopeOf(scope),
    deployments: answer.areas.flatMap(({ codes, kits, start }) =>
      start === null ? [] : [{ areas: codes, start, kits }],
    ),
    phaseIn: id,
    ...protocolOf(asked, scope.series),
  })
}
