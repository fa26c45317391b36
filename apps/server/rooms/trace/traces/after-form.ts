import { isDayUntil } from '../../../foundation/days.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { textOf, wordsOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import { capital } from '../../../foundation/words/figures.ts'
import {
  atHomeAnswers,
  caseOutcomes,
  fellFor,
  liquidDid,
  tellingOutcomes,
  tellingWays,
  whyNotReturned,
  type AfterAct,
} from './after.ts'

type Read = { act: AfterAct | undefined; errors: ErrorAtField[] }

const oneOf = <Choice extends string>(list: readonly Choice[], text: string): Choice | undefined =>
  list.find((each) => each === text)

/** The kit that a form is of, and the owner that was chosen. */
const whose = (sent: SentForm): { kit: string | undefined; resident: string | undefined } => ({
  kit: idFrom(textOf(sent, 'ofKit')),
  resident: idFrom(textOf(sent, 'resident')),
})

const told = (sent: SentForm): Read => {
  const { kit, resident } = whose(sent)
  const [how, outcome] = [
    oneOf(tellingWays, textOf(sent, 'how')),
    oneOf(tellingOutcomes, textOf(sent, 'outcome')),
  ]
  if (kit && resident && how && outcome)
    return { act: { kind: 'told', kit, resident, how, outcome }, errors: [] }
  return { act: undefined, errors: [{ text: 'Say how they were told, and whether it worked', href: '#how' }] }
}

const loss = (sent: SentForm, today: string): Read => {
  const { kit, resident } = whose(sent)
  const { words: item, errors } = wordsOf(sent, 'item', 'Enter the item in the owner’s words')
  if (!kit || !resident) errors.unshift({ text: 'Choose which owner says so', href: '#lossOf' })
  const wasAtHome = oneOf(atHomeAnswers, textOf(sent, 'wasAtHome'))
  const asked = textOf(sent, 'askedFirst')
  const since = textOf(sent, 'missingSince')
  if (!wasAtHome) errors.push({ text: 'Say whether it was in their home', href: '#wasAtHome' })
  if (asked !== 'yes' && asked !== 'no')
    errors.push({ text: 'Say whether they described it before they were told', href: '#askedFirst' })
  if (since !== '' && !isDayUntil(since, today))
    errors.push({ text: 'Enter a day until today, or leave it empty', href: '#missingSince' })
  return {
    act:
      wasAtHome && kit && resident && errors.length === 0
        ? {
            kind: 'loss',
            kit,
            resident,
            item,
            wasAtHome,
            missingSince: since || null,
            askedFirst: asked === 'yes',
          }
        : undefined,
    errors,
  }
}

const returned = (sent: SentForm, today: string): Read => {
  const { kit, resident = null } = whose(sent)
  const onDay = textOf(sent, 'returnDay')
  const signature = textOf(sent, 'signature')
  const whyNot = oneOf(whyNotReturned, textOf(sent, 'whyNot')) ?? null
  const errors: ErrorAtField[] = []
  if (!isDayUntil(onDay, today))
    errors.push({ text: 'Enter the day, today at the latest', href: '#returnDay' })
  if ((signature === '') === (whyNot === null))
    errors.push({
      text: 'Enter the paper that the owner signed, or choose why it was not returned',
      href: '#signature',
    })
  if (!kit || (signature !== '' && resident === null))
    errors.push({ text: 'Choose to whom it went back', href: '#returnTo' })
  if (signature.length > 200) errors.push({ text: 'Enter 200 characters or fewer', href: '#signature' })
  return {
    act:
      kit && errors.length === 0
        ? { kind: 'return', kit, resident, onDay, signature: signature || null, whyNot }
        : undefined,
    errors,
  }
}

const ended = (sent: SentForm, today: string): Read => {
  const outcome = oneOf(caseOutcomes, textOf(sent, 'caseOutcome'))
  const fell = oneOf(fellFor, textOf(sent, 'fellFor')) ?? null
  const liquid = oneOf(liquidDid, textOf(sent, 'liquid'))
  const onDay = textOf(sent, 'endDay')
  const errors: ErrorAtField[] = []
  if (!outcome) errors.push({ text: 'Choose what became of the case', href: '#caseOutcome' })
  const falls = outcome === 'acquitted' || outcome === 'no further action'
  if (outcome && falls !== (fell !== null))
    errors.push({
      text: falls ? 'Choose what it fell for' : 'Leave empty what it fell for: it did not',
      href: '#fellFor',
    })
  if (!liquid) errors.push({ text: 'Choose what the liquid did for it', href: '#liquid' })
  if (!isDayUntil(onDay, today)) errors.push({ text: 'Enter the day, today at the latest', href: '#endDay' })
  return {
    act:
      outcome && liquid && errors.length === 0
        ? { kind: 'end', outcome, fellFor: fell, liquid, onDay }
        : undefined,
    errors,
  }
}

/** Fields of the forms, which keep what was typed. */
export const afterFields = [
  'how',
  'outcome',
  'item',
  'wasAtHome',
  'askedFirst',
  'missingSince',
  'returnDay',
  'signature',
  'whyNot',
  'caseOutcome',
  'fellFor',
  'liquid',
  'endDay',
] as const

const items = (list: readonly string[]) => list.map((value) => ({ value, text: capital(value) }))
const none = { value: '', text: '–' }

/** What can be chosen in the forms. */
export const afterChoices = {
  how: items(tellingWays),
  outcome: items(tellingOutcomes),
  wasAtHome: items(atHomeAnswers),
  askedFirst: items(['yes', 'no']),
  whyNot: [none, ...items(whyNotReturned)],
  caseOutcome: items(caseOutcomes),
  fellFor: [none, ...items(fellFor)],
  liquid: items(liquidDid),
}

/** What a form says that happened after a trace, or what is missing. */
export const afterFrom = (sent: SentForm, today: string): Read => {
  switch (textOf(sent, 'deed')) {
    case 'told':
      return told(sent)
    case 'loss':
      return loss(sent, today)
    case 'return':
      return returned(sent, today)
    case 'end':
      return ended(sent, today)
    default:
      return { act: undefined, errors: [{ text: 'Choose what happened', href: '#after' }] }
  }
}
