import { isDayUntil } from '../../../foundation/days.ts'
import type { ErrorAtField } from '../../../foundation/page/kept-names.ts'
import { textOf, wordsOf, type SentForm } from '../../../foundation/page/sent-form.ts'
import { codeFrom, codeKinds, type Code } from './codes.ts'
import { outcomes, type ResultFacts } from './lab-results.ts'

/** Fields of the form that hold words. */
export const resultFormFields = [
  'exhibit',
  'laboratory',
  'sample',
  'report',
  'reportedOn',
  'method',
  'methodVersion',
  'accreditation',
  'analyst',
  'run',
  'code',
  'confidence',
  'wrong',
  'trials',
  'nonConformance',
] as const

const longest = 300
const mostTrials = 1_000_000_000

/** A whole number from 0; null where it is empty, undefined where it is none. */
const wholeFrom = (text: string): number | null | undefined => {
  if (text === '') return null
  return /^\d{1,10}$/.test(text) && Number(text) <= mostTrials ? Number(text) : undefined
}

/** A confidence in percent as a share; null where it is empty, undefined where it is none. */
const confidenceFrom = (text: string): number | null | undefined => {
  if (text === '') return null
  const percent = /^\d{1,3}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN
  return percent > 0 && percent <= 100 ? percent / 100 : undefined
}

/** How often a method was wrong out of how many tries, or what is wrong with that. */
export const errorRateFrom = (
  wrongText: string,
  trialsText: string,
): { wrong: number | null; trials: number | null } | { fault: string } => {
  const [wrong, trials] = [wholeFrom(wrongText), wholeFrom(trialsText)]
  if (wrong === undefined || trials === undefined) return { fault: 'Enter whole numbers' }
  if ((wrong === null) !== (trials === null))
    return { fault: 'Enter both how many matches were wrong and out of how many tries, or neither' }
  if (wrong !== null && trials !== null && (trials === 0 || wrong > trials))
    return { fault: 'There must be at least one try, and no more wrong matches than tries' }
  return { wrong, trials }
}

/** A result as a form tells it, or what stands against it. What the laboratory left out blocks nothing. */
export const resultFrom = (
  sent: SentForm,
  today: string,
): { result?: ResultFacts & { code: Code | null }; errors: ErrorAtField[] } => {
  const words = (field: string): string | null => textOf(sent, field).slice(0, longest) || null
  const laboratory = wordsOf(sent, 'laboratory', 'Enter the laboratory')
  const sample = wordsOf(sent, 'sample', 'Enter the number of the sample, as the laboratory knows it')
  const method = wordsOf(sent, 'method', 'Enter the method')
  const errors = [...laboratory.errors, ...sample.errors, ...method.errors]
  const reportedOn = textOf(sent, 'reportedOn')
  if (!isDayUntil(reportedOn, today))
    errors.push({ text: 'Enter the day of the report, no later than today', href: '#reportedOn' })
  const outcome = outcomes.find((each) => each === textOf(sent, 'outcome'))
  if (!outcome) errors.push({ text: 'Choose what the laboratory reports', href: '#outcome' })
  const kind = codeKinds.find((each) => each === textOf(sent, 'kind'))
  const read = outcome === 'code' && kind ? codeFrom(kind, textOf(sent, 'code')) : undefined
  if (outcome === 'code' && !kind) errors.push({ text: 'Choose how the mark is coded', href: '#kind' })
  if (read && 'fault' in read) errors.push({ text: read.fault, href: '#code' })
  const confidence = outcome === 'code' ? confidenceFrom(textOf(sent, 'confidence')) : null
  if (confidence === undefined)
    errors.push({ text: 'Confidence must be above 0 and up to 100 percent', href: '#confidence' })
  const rate = errorRateFrom(textOf(sent, 'wrong'), textOf(sent, 'trials'))
  if ('fault' in rate) errors.push({ text: rate.fault, href: '#wrong' })
  if (errors.length > 0 || !outcome || confidence === undefined || 'fault' in rate) return { errors }
  const scope = textOf(sent, 'scope')
  return {
    errors,
    result: {
      laboratory: laboratory.words,
      sample: sample.words,
      report: words('report'),
      reportedOn,
      method: method.words,
      methodVersion: words('methodVersion'),
      accreditation: words('accreditation'),
      scope: scope === 'within' || scope === 'outside' ? scope : null,
      analyst: words('analyst'),
      run: words('run'),
      outcome,
      confidence,
      ...rate,
      nonConformance: words('nonConformance'),
      code: read && 'code' in read ? read.code : null,
    },
  }
}
