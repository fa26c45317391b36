import type { LabResult } from './lab-results.ts'
import { errorRateInWords } from './reading-words.ts'

/** A method with its version, where that is known. */
export const methodOf = ({ method, methodVersion }: LabResult): string =>
  methodVersion === null ? method : `${method}, version ${methodVersion}`

const scopeWords = {
  within: 'within the accredited scope',
  outside: 'outside the accredited scope',
} as const

/** What a result rests on, each with its value; what the laboratory left out is null. */
export const restsOn = (result: LabResult): { label: string; value: string | null }[] => [
  { label: 'Laboratory', value: result.laboratory },
  { label: 'Sample', value: result.sample },
  { label: 'Report', value: result.report },
  { label: 'Method', value: methodOf(result) },
  { label: 'Accreditation', value: result.accreditation },
  { label: 'Scope', value: result.scope && scopeWords[result.scope] },
  { label: 'Analyst', value: result.analyst },
  { label: 'Instrument run', value: result.run },
  ...(result.outcome === 'code'
    ? [
        {
          label: 'Confidence stated',
          value: result.confidence === null ? null : `${(result.confidence * 100).toFixed(1)}%`,
        },
        { label: 'Error rate of the method', value: errorRateInWords(result) },
      ]
    : []),
  { label: 'Non-conformance', value: result.nonConformance ?? 'none reported' },
]
