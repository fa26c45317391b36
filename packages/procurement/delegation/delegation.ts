import type { NoRuling } from '../thresholds/ruling.ts'
import { liesIn, mustBeDay, type Day } from '../value/day.ts'
import type { Pence, Value } from '../value/value.ts'

export const requests = ['tender', 'single tender'] as const
export type Request = (typeof requests)[number]

/**
 * Who must approve what by MOPAC's scheme of delegation, as decisions quote it. `from` and `to`: days that the rule is known
 * for; `fromIsExact`: false where only the year or month of its first day is.
 */
export type SchemeRule = {
  paragraph: string | null
  request: Request
  approver: string
  pence: Pence
  /** Whether the sum itself is the approver's already: “£500,000 or above” against “above £500,000”. */
  fromTheSumOn: boolean
  from: Day
  to: Day
  fromIsExact: boolean
  source: string
}

const approver = 'Deputy Mayor for Policing and Crime'

/** Rules that are known. No scheme of a later year was found: after 2020 nothing is ruled. */
export const schemeRules: readonly SchemeRule[] = [
  {
    paragraph: '4.8',
    request: 'tender',
    approver,
    pence: 50_000_000,
    fromTheSumOn: false,
    from: '2016-03-18',
    to: '2018-12-31',
    fromIsExact: false,
    source: 'MOPAC decision DMPCD 2016 56, signed 18 March 2016, quotes it',
  },
  {
    paragraph: '4.13',
    request: 'tender',
    approver,
    pence: 50_000_000,
    fromTheSumOn: true,
    from: '2019-01-01',
    to: '2020-12-31',
    fromIsExact: false,
    source: 'MOPAC decision PCD 536, paragraph 4.2, quotes it',
  },
  {
    paragraph: null,
    request: 'single tender',
    approver,
    pence: 10_000_000,
    fromTheSumOn: false,
    from: '2020-12-01',
    to: '2020-12-31',
    fromIsExact: false,
    source: 'MOPAC decision PCD 917 quotes it',
  },
]

const reaches = (pence: Pence, rule: SchemeRule): boolean =>
  rule.fromTheSumOn ? pence >= rule.pence : pence > rule.pence

/** `depends`: with VAT the rule is met and without it is not; no source says which of the two the scheme means. */
export type DelegationRuling =
  NoRuling | { ruled: true; rule: SchemeRule; met: 'yes' | 'no' | 'depends'; basis: 'the day' | 'as quoted' }

const against = (rule: SchemeRule, value: Value): 'yes' | 'no' | 'depends' => {
  const [net, gross] = [reaches(value.net, rule), reaches(value.gross, rule)]
  if (net === gross) return net ? 'yes' : 'no'
  return 'depends'
}

/**
 * Whether the Deputy Mayor must approve. Without a day, only a paragraph that the text itself quotes is held against the value,
 * and says so: nothing is inferred of when.
 */
export const ruleOnDelegation = (question: {
  on: Day | null
  request: Request
  value: Value
  /** Paragraph that the text quotes, `4.13`. */
  quoted?: string | null
  rules?: readonly SchemeRule[]
}): DelegationRuling => {
  const { on, request, value, quoted = null, rules = schemeRules } = question
  const ofRequest = rules.filter((each) => each.request === request)
  if (on === null) {
    const rule = quoted === null ? undefined : ofRequest.find(({ paragraph }) => paragraph === quoted)
    return rule
      ? { ruled: true, rule, met: against(rule, value), basis: 'as quoted' }
      : { ruled: false, because: 'The day is not known, and no paragraph that is known here is quoted.' }
  }
  const rule = ofRequest.findLast((each) => liesIn(mustBeDay(on), each))
  return rule
    ? { ruled: true, rule, met: against(rule, value), basis: 'the day' }
    : { ruled: false, because: `No version of the scheme of delegation is known here for ${on}.` }
}
