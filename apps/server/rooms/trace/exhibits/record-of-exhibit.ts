import { sealFrom } from '@mettrace/continuity/facts/seals'
import { isDay } from '../../../foundation/days.ts'
import { MetTraceError } from '../../../foundation/errors.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { idFrom } from '../../../foundation/page/ids.ts'
import { actFrom, textOf, wordsOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { answerQuestion } from './history.ts'
import type { Exhibit } from './positions.ts'
import { recordFacts, type Act } from './record-facts.ts'
import { recordRuling, type Ruling } from './rulings.ts'
import { whenFrom } from './sent-when.ts'
import { takePart } from './take-sample.ts'

const deeds = [
  'opened',
  'sealed',
  'shelf',
  'sample',
  'answer',
  'hold',
  'hold lifted',
  'kept for offence',
  'keep',
  'return',
  'dispose',
] as const
type Deed = (typeof deeds)[number]
export const isDeed = (text: string): text is Deed => deeds.some((deed) => deed === text)

type Asked = { deed: Deed; sent: SentForm; now: Date }

/** A seal that must be given, or may be left out. */
const sealOf = (sent: SentForm, isNeeded: boolean): { seal: string; errors: ErrorAtField[] } => {
  const text = textOf(sent, 'seal')
  const seal = text === '' && !isNeeded ? '' : sealFrom(text)
  return seal === undefined
    ? { seal: '', errors: [{ text: 'The seal must be 4 to 20 letters and digits', href: '#seal' }] }
    : { seal, errors: [] }
}

const factOf = async (
  tx: Transaction,
  actor: string,
  exhibit: Exhibit,
  { deed, sent, now }: Asked,
): Promise<ErrorAtField[]> => {
  const when = whenFrom(sent, ['day', 'time'], now)
  const [offence, lateBecause, shelf] = ['offence', 'lateBecause', 'shelf'].map((field) =>
    textOf(sent, field),
  )
  const act: Act = {
    id: actFrom(sent),
    at: when.at,
    ...(offence && { offence }),
    ...(lateBecause && { lateBecause }),
    ...(shelf && { shelf }),
  }
  if (deed === 'sample') {
    const { seal, errors } = sealOf(sent, false)
    const description = wordsOf(sent, 'description', 'Enter what was taken')
    const power = wordsOf(sent, 'power', 'Enter the power it was taken under')
    const kind = (['item', 'skin swab', 'other sample'] as const).find(
      (each) => each === textOf(sent, 'kind'),
    )
    const faults = [...when.errors, ...errors, ...description.errors, ...power.errors]
    if (!kind) faults.push({ text: 'Choose what kind it is', href: '#kind' })
    if (faults.length > 0 || !kind) return faults
    await takePart(
      tx,
      actor,
      exhibit.id,
      { kind, description: description.words, seal, power: power.words },
      act,
      now,
    )
    return []
  }
  const { seal, errors } = deed === 'sealed' ? sealOf(sent, true) : { seal: '', errors: [] }
  const noShelf = deed === 'shelf' && !shelf ? [{ text: 'Enter the shelf', href: '#shelf' }] : []
  const faults = [...when.errors, ...errors, ...noShelf]
  if (faults.length > 0) return faults
  // What was sealed before is resealed.
  const kind =
    deed === 'sealed'
      ? exhibit.sequence > 1
        ? 'resealed'
        : 'sealed'
      : deed === 'opened'
        ? 'opened'
        : 'moved'
  await recordFacts(tx, actor, act, [{ exhibit: exhibit.id, kind, ...(seal !== '' && { seal }) }], now)
  return []
}

const rulingOf = (deed: Deed, sent: SentForm): { ruling: Ruling | undefined; errors: ErrorAtField[] } => {
  const { words: reason, errors: noReason } = wordsOf(sent, 'reason', 'Enter why')
  const { words: officer, errors: nobody } = wordsOf(
    sent,
    'officer',
    'Enter who asks for it, or the officer in the case',
  )
  const errors = [...noReason, ...nobody]
  const said = { reason, officer }
  if (deed === 'hold' || deed === 'hold lifted') return { ruling: { ...said, kind: deed }, errors }
  if (deed === 'kept for offence') {
    const { words: offence, errors: none } = wordsOf(sent, 'offence', 'Enter the offence it is kept for')
    return { ruling: { ...said, kind: deed, offence }, errors: [...errors, ...none] }
  }
  if (deed === 'return' || deed === 'dispose')
    return { ruling: { ...said, kind: 'review', answer: deed, reviewOn: null }, errors }
  const reviewOn = textOf(sent, 'reviewOn')
  if (!isDay(reviewOn))
    return {
      ruling: undefined,
      errors: [...errors, { text: 'Enter the day of the next review', href: '#reviewOn' }],
    }
  return { ruling: { ...said, kind: 'review', answer: 'keep', reviewOn }, errors }
}

/** Records what a form says of an exhibit, or answers with what is wrong with the form. */
export const doWith = async (
  tx: Transaction,
  actor: string,
  exhibit: Exhibit,
  asked: Asked,
): Promise<ErrorAtField[]> => {
  const { deed, sent } = asked
  if (deed === 'answer') {
    const { words, errors } = wordsOf(sent, 'words', 'Enter your answer')
    const fact = idFrom(textOf(sent, 'fact'))
    if (errors.length > 0) return errors
    if (fact === undefined) throw new MetTraceError('usage', 'It cannot be told which question is answered.')
    await answerQuestion(tx, actor, exhibit.id, fact, words)
    return []
  }
  if (['opened', 'sealed', 'shelf', 'sample'].includes(deed)) return factOf(tx, actor, exhibit, asked)
  const { ruling, errors } = rulingOf(deed, sent)
  if (errors.length > 0 || !ruling) return errors
  await recordRuling(tx, actor, actFrom(sent), exhibit.id, ruling)
  return []
}
