import { quotedRules } from '@mettrace/procurement/decision/figures'
import type { ReadSection } from '@mettrace/procurement/decision/read-decision'
import { ruleOnDelegation } from '@mettrace/procurement/delegation/delegation'
import { ruleOnDuties } from '@mettrace/procurement/duties/duties'
import type { AuthorityEntry } from '@mettrace/procurement/thresholds/authority'
import { regimes } from '@mettrace/procurement/thresholds/periods'
import {
  quotedThreshold,
  ruleOnThreshold,
  type QuotedThreshold,
} from '@mettrace/procurement/thresholds/ruling'
import { poundsOf } from '@mettrace/procurement/value/printed-money'
import type { Value } from '@mettrace/procurement/value/value'
import { dayInWords } from '../../../foundation/days.ts'
import type { RequestKind } from './shape.ts'

/** A ruling as a page says it: what it comes to, why, and by which rule and source. */
export type RulingWords = { head: string; text: string; items?: string[]; source: string }

/** Days of the rules as a page prints them. */
const withDays = (text: string): string => text.replaceAll(/\d{4}-\d\d-\d\d/g, dayInWords)

const onThreshold = (question: Parameters<typeof ruleOnThreshold>[0]): RulingWords => {
  const ruling = ruleOnThreshold(question)
  if (!ruling.ruled)
    return { head: 'No ruling on the threshold.', text: withDays(ruling.because), source: '' }
  const { tested, period, by, authority } = ruling
  const against = (type: keyof typeof by): string =>
    `as a ${type} authority ${by[type].over ? 'at or above' : 'below'} ${poundsOf(by[type].threshold)}`
  const type = authority?.type ?? 'sub-central'
  const other = type === 'central' ? 'sub-central' : 'central'
  const both = by[type].over === by[other].over
  const head = by[type].over ? 'Above threshold' : 'Below threshold'
  const basis = tested.basis === 'gross' ? 'with VAT' : 'without VAT'
  return {
    head: both ? `${head}.` : `${head} as a ${type} authority only.`,
    text: `${poundsOf(tested.pence)} ${basis}${tested.inferred ? ' (worked out)' : ''}, ${poundsOf(ruling.other)} ${tested.basis === 'gross' ? 'without' : 'with'}: ${against(type)}, ${against(other)}. ${regimes[period.regime]}, thresholds from ${dayInWords(period.from)}${period.to === null ? '' : ` to ${dayInWords(period.to)}`}. ${
      authority === null
        ? 'Of which type the authority was then is not known.'
        : `Taken as ${authority.type}: ${authority.source}.`
    }`,
    source: `${ruling.rule} ${period.source}${period.verified ? '' : ' (not verified)'}`,
  }
}

const onDelegation = (question: Parameters<typeof ruleOnDelegation>[0]): RulingWords => {
  const ruling = ruleOnDelegation(question)
  if (!ruling.ruled) return { head: 'No ruling on who approves.', text: withDays(ruling.because), source: '' }
  const { rule, met, basis } = ruling
  const sum = rule.fromTheSumOn ? `${poundsOf(rule.pence)} or more` : `above ${poundsOf(rule.pence)}`
  const heads = {
    yes: `${rule.approver} approves.`,
    no: `Approval by the ${rule.approver} is not needed.`,
    depends: `With VAT the ${rule.approver} approves, without VAT not.`,
  }
  const paragraph =
    rule.paragraph === null ? 'the scheme of delegation' : `scheme of delegation ${rule.paragraph}`
  return {
    head: heads[met],
    text: `${rule.request === 'tender' ? 'Going to tender' : 'A single tender'} at ${sum}: ${paragraph}${basis === 'as quoted' ? ', as the text quotes it' : ''}.`,
    source: rule.source,
  }
}

const onDuties = (question: Parameters<typeof ruleOnDuties>[0]): RulingWords | undefined => {
  const ruling = ruleOnDuties(question)
  if (!ruling.ruled) return undefined
  const owed = ruling.duties.filter((each) => each.owed)
  if (owed.length === 0)
    return {
      head: 'No duties under the Procurement Act 2023.',
      text: withDays(ruling.duties[0]?.because ?? ''),
      source: 'Sections 52, 68, 69, 70 and 71',
    }
  return {
    head: 'Duties once it is awarded.',
    text: '',
    items: owed.map(({ duty }) => `s.${duty.section}: ${duty.what}`),
    source: owed
      .map(
        ({ duty }) =>
          `${duty.source}${duty.verified ? '' : ' (not verified)'}${duty.note === null ? '' : `. ${duty.note}`}`,
      )
      .join('; '),
  }
}

/** Every ruling on a value: threshold and duties by the day that the procurement begins, approval by the day of the decision. */
export const rulingsFor = (asked: {
  begun: string | null
  decided: string | null
  today: string
  request: RequestKind
  value: Value
  authority: readonly AuthorityEntry[]
  quoted: string | null
}): RulingWords[] => {
  const { begun, decided, today, request, value, authority, quoted } = asked
  const duties = onDuties({ begun, on: today, value })
  return [
    ...(request === 'other' ? [] : [onDelegation({ on: decided, request, value, quoted })]),
    onThreshold({ begun, value, authority }),
    ...(duties ? [duties] : []),
  ]
}

const spanInWords = ({ pence, inForce, misprintOf }: QuotedThreshold): string => {
  if (misprintOf)
    return `Quotes ${poundsOf(pence)}, a misprint of ${poundsOf(misprintOf.pence)} (${misprintOf.source}).`
  if (inForce.length === 0) return `Quotes ${poundsOf(pence)}, which is no threshold that is known here.`
  const spans = inForce.map(
    ({ type, from, to }) =>
      `${dayInWords(from)} to ${to === null ? 'today' : dayInWords(to)} for ${type} authorities`,
  )
  return `Quotes ${poundsOf(pence)}, which was in force from ${spans.join(' and ')}.`
}

/** Rules that a published text quotes, in words, and the paragraph of the scheme among them. */
export const quotedInText = (
  sections: readonly ReadSection[],
): { words: string[]; delegation: string | null } => {
  const { thresholds, delegation } = quotedRules(sections)
  return {
    words: [
      ...thresholds.map((pence) => spanInWords(quotedThreshold(pence))),
      ...(delegation === null ? [] : [`Quotes paragraph ${delegation} of the scheme of delegation.`]),
    ],
    delegation,
  }
}
