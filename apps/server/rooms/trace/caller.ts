import { readRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'

/** Who rings about a mark, in the words that the log keeps. */
export const callKinds = ['burgled', 'found', 'own kit'] as const
export type CallKind = (typeof callKinds)[number]

/** What a caller says. Code and postcode are plain: capitals, and a postcode without its space. */
export type Call = { kind: CallKind; code: string; postcode: string }

export type PolicedBy = { ward: string; bcu: string }

/**
 * Which wards and BCUs a postcode is policed by, those of the register of homes. That somebody rang about a code is logged, by
 * the code as a trace logs it; nothing is looked up by it, so that whoever takes the call learns nothing of it.
 */
export const policedBy = (tx: Transaction, { kind, code, postcode }: Call): Promise<PolicedBy[]> =>
  readRecords<PolicedBy>(
    tx,
    {
      operation: 'consultation',
      kind: 'kit',
      subjects: code === '' ? [] : [code],
      reason: `a caller says it is marked: ${kind}`,
    },
    'select ward, bcu from engagement.policed_by($1)',
    [postcode],
  )
