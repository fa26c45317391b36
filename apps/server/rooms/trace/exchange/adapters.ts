import type { PartyKind } from '../../../agreements/agreements.ts'
import type { SharedColumn } from '../../../agreements/shared-columns.ts'

/** How a laboratory or supplier writes its files. What it does not name is in none of them. */
export type Adapter = {
  name: string
  kind: PartyKind
  sends: readonly SharedColumn[]
  takes: readonly SharedColumn[]
  /** Columns that no file of theirs may lack. */
  needed: readonly SharedColumn[]
  /** Headings that are other than the column's own name. */
  headings: Partial<Record<SharedColumn, string>>
  /** Their words for ours, in small letters. */
  values: Partial<Record<SharedColumn, Readonly<Record<string, string>>>>
  /** Whether confidence is written 0.98 or 98. */
  confidence: 'share' | 'percent'
}

const ofResults: readonly SharedColumn[] = [
  'sample',
  'report',
  'reported_on',
  'method',
  'method_version',
  'accreditation',
  'scope',
  'analyst',
  'run',
  'outcome',
  'code_kind',
  'code',
  'confidence',
  'wrong',
  'trials',
  'non_conformance',
]
const neededOfResults: readonly SharedColumn[] = ['sample', 'reported_on', 'method', 'outcome']

/** Formats that are known, each of a laboratory or supplier; any number are in use at once. */
export const adapters: readonly Adapter[] = [
  {
    name: 'laboratory, our columns',
    kind: 'laboratory',
    sends: ['sample', 'exhibit_kind', 'seal'],
    takes: ofResults,
    needed: neededOfResults,
    headings: {},
    values: {},
    confidence: 'share',
  },
  {
    name: 'laboratory, report sheet',
    kind: 'laboratory',
    sends: ['sample', 'seal'],
    takes: ofResults,
    needed: neededOfResults,
    headings: {
      sample: 'Sample No.',
      seal: 'Bag No.',
      report: 'Report No.',
      reported_on: 'Date reported',
      method: 'Test method',
      method_version: 'Issue',
      accreditation: 'Accreditation No.',
      scope: 'Scope',
      analyst: 'Analyst',
      run: 'Run ID',
      outcome: 'Finding',
      code_kind: 'Coding',
      code: 'Taggant code',
      confidence: 'Confidence (%)',
      wrong: 'False matches',
      trials: 'Validation tests',
      non_conformance: 'Non-conformance',
    },
    values: {
      outcome: { identified: 'code', 'not identified': 'no code', 'not tested': 'not examined' },
      code_kind: { microdot: 'text', taggant: 'markers', 'in-house': 'opaque' },
      scope: { yes: 'within', no: 'outside' },
    },
    confidence: 'percent',
  },
  {
    name: 'supplier, our columns',
    kind: 'supplier',
    sends: ['sample', 'code_kind', 'code'],
    takes: ['sample', 'answer', 'batch'],
    needed: ['sample', 'answer'],
    headings: {},
    values: {},
    confidence: 'share',
  },
]

export const adapterNamed = (name: string): Adapter | undefined => adapters.find((each) => each.name === name)

export const headingOf = ({ headings }: Adapter, column: SharedColumn): string => headings[column] ?? column
