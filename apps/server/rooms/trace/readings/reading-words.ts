import { timeInWords, dayInWords } from '../../../foundation/days.ts'
import { count } from '../../../foundation/words/figures.ts'
import { tracePaths as paths } from '../paths.ts'
import type { CodeKind } from './codes.ts'
import type { FieldReading } from './field-readings.ts'
import type { LabResult, Outcome } from './lab-results.ts'
import type { Disagreement } from './mark-readings.ts'

const kinds: Readonly<Record<CodeKind, string>> = {
  text: 'Signs by position',
  markers: 'Markers, present or absent',
  opaque: 'A code as a whole',
}

/** Kinds of codes to choose from, with how each is written. */
export const kindChoices = (chosen: string) => [
  {
    value: 'text',
    text: kinds.text,
    hint: { text: 'A sign for each position, ? where nothing was read, [B8] where it may be either.' },
    checked: chosen === 'text',
  },
  {
    value: 'markers',
    text: kinds.markers,
    hint: { text: 'For each marker 1 if present, 0 if absent, ? if unsure: 10?1.' },
    checked: chosen === 'markers',
  },
  {
    value: 'opaque',
    text: kinds.opaque,
    hint: { text: 'Such as a number that a laboratory gives it.' },
    checked: chosen === 'opaque',
  },
]

export const kindInWords = (kind: CodeKind): string => kinds[kind]

/** How much was read, without what: `9 positions, 2 of them unsure`. */
export const extentInWords = ({
  codeKind,
  positions,
  unsure,
}: {
  codeKind: CodeKind
  positions: number | null
  unsure: number | null
}): string => {
  if (positions === null) return 'read as a whole'
  const all = codeKind === 'markers' ? count(positions, 'marker') : count(positions, 'position')
  return unsure === 0 ? `${all}, all sure` : `${all}, ${unsure} of them unsure`
}

const outcomeWords: Readonly<Record<Outcome, string>> = {
  code: 'Code found',
  'no code': 'No code found',
  'not examined': 'Not examined',
}
export const outcomeInWords = (outcome: Outcome): string => outcomeWords[outcome]

const positionsInWords = (at: readonly number[]): string =>
  at.length === 1 ? `position ${at[0]}` : `positions ${at.slice(0, -1).join(', ')} and ${at.at(-1)}`

/** A disagreement as both pages say it, each with the way to the other; it decides nothing. */
export const disagreementInWords = ({ reading, result, at }: Disagreement) => ({
  reading: {
    href: paths.fieldReading({ id: reading.id }),
    words: `The field reading of ${timeInWords(reading.at)}`,
  },
  result: {
    href: paths.labResult({ id: result.id }),
    words: `${result.laboratory}’s result of ${dayInWords(result.reportedOn)}`,
  },
  how:
    result.outcome === 'no code'
      ? 'the laboratory found no code'
      : at.length > 0
        ? `they differ at ${positionsInWords(at)}`
        : 'they are different codes',
})

/** What a field reading was read from. */
export const readFrom = ({ exhibit, reference, scan }: FieldReading): { words: string; href?: string } =>
  exhibit === null
    ? { words: scan === null ? '' : 'At a scan' }
    : { words: `Exhibit ${reference}`, href: paths.exhibit({ id: exhibit }) }

/** Error rate of a method with its base, or that none was measured. */
export const errorRateInWords = ({ wrong, trials }: Pick<LabResult, 'wrong' | 'trials'>): string =>
  wrong === null || trials === null
    ? 'not measured: no weight is given to this result'
    : `${count(wrong, 'wrong match', 'wrong matches')} in ${count(trials, 'try', 'tries')} of validation`
