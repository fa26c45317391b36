import {
  isInCheck,
  custodyFrom,
  noReference,
  whyNotBasis,
  type Result,
} from '@mettrace/protocol/scans/scan-rules'
import type { Subject } from '@mettrace/protocol/scans/legal-bases'
import type { ScanFact } from '@mettrace/protocol/scans/scan-fact'
import type { ScanRow } from '@mettrace/protocol/scans/scan-rows'
import { toldOf } from '@mettrace/protocol/pictures/told-picture'
import type { EventId } from '@mettrace/protocol/words/values'
import { z } from 'zod'

export type ScanPlace = ScanRow<'scan-places'>
export type Lamp = ScanRow<'lamps'>

/** What is typed of one scan, and sealed as it is typed: all but the legal basis, which is chosen each time. */
export const typedScan = z.object({
  subject: z.enum(['person', 'item']),
  custody: z.string(),
  description: z.string(),
  identifiers: z.string(),
  part: z.string(),
  whyNot: z.string(),
  /** Whether its picture, if there is one, is kept out of bundles. Not asked before there were pictures. */
  sensitive: z.boolean().default(true),
  corrects: z.string().nullable(),
})
export type TypedScan = z.infer<typeof typedScan>

export const emptyScan = (subject: Subject = 'person'): TypedScan => ({
  subject,
  custody: '',
  description: '',
  identifiers: '',
  part: '',
  whyNot: '',
  sensitive: subject === 'person',
  corrects: null,
})

/** Whether anything is typed that would be lost with it. */
export const isBegun = (typed: TypedScan): boolean =>
  Object.entries(typed).some(
    ([field, value]) => field !== 'subject' && field !== 'sensitive' && Boolean(value),
  )

/** A scan as the form of its correction begins. */
export const typedOf = (id: EventId, fact: ScanFact): TypedScan => ({
  subject: fact.subject,
  custody: fact.custody ?? '',
  description: fact.description ?? '',
  identifiers: fact.identifiers ?? '',
  part: fact.part ?? '',
  whyNot: fact.whyNot ?? '',
  sensitive: fact.subject === 'person',
  corrects: id,
})

export type ScanFault = { field: 'place' | 'basis' | 'custody'; words: string }

const words = (text: string): string | null => text.trim().slice(0, 300) || null

/**
 * A scan as it is to be recorded, or what stands against it. As at the desk only what the law needs blocks it, and each refusal
 * names that law.
 */
export const factFrom = (
  typed: TypedScan,
  basis: string,
  result: Result,
  where: { place: ScanPlace | null; lamp: Lamp | null; day: string },
  picture?: Uint8Array,
): { fact: ScanFact } | { faults: ScanFault[] } => {
  const { place, lamp, day } = where
  const { subject } = typed
  const isPerson = subject === 'person'
  const faults: ScanFault[] = []
  if (!place) faults.push({ field: 'place', words: 'Choose where you scan' })
  const unlawful = whyNotBasis(basis, subject, place?.kind)
  if (unlawful !== undefined) faults.push({ field: 'basis', words: unlawful })
  const told = isPerson ? words(typed.custody) : null
  const custody = told === null ? null : custodyFrom(told)
  if (custody === undefined) faults.push({ field: 'custody', words: noReference })
  if (!place || custody === undefined || faults.length > 0) return { faults }
  const wasScanned = result !== 'refused' && result !== 'not possible'
  return {
    fact: {
      kind: 'scan',
      place: place.place,
      lamp: lamp?.lamp ?? null,
      lampCheck: lamp && (isInCheck(lamp, day) ? 'in-check' : 'out-of-check'),
      subject,
      custody,
      description: isPerson ? null : words(typed.description),
      identifiers: isPerson ? null : words(typed.identifiers),
      basis,
      result,
      part: words(typed.part),
      whyNot: wasScanned ? null : words(typed.whyNot),
      corrects: typed.corrects as EventId | null,
      ...(picture && { picture: { ...toldOf(picture), sensitive: typed.sensitive } }),
    },
  }
}
