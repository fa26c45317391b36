import { z } from 'zod'
import { eventOf } from '../events/event.ts'
import { toldPicture } from '../pictures/told-picture.ts'
import { eventId } from '../words/values.ts'
import { legalBases, subjects } from './legal-bases.ts'
import { custodyFrom, results, wasNoScan } from './scan-rules.ts'

const placed = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
export const scanPlaceId = placed.brand<'scan place'>()
export type ScanPlaceId = z.infer<typeof scanPlaceId>
export const lampId = placed.brand<'lamp'>()
export type LampId = z.infer<typeof lampId>

/** What somebody wrote of a scan; nobody is named in it. */
const words = z.string().trim().min(1).max(300)

const bases = legalBases.map(({ value }) => value) as [string, ...string[]]

/**
 * A person or an item under the lamp, or why not. What nobody knows is null and blocks nothing. A basis that does not cover what
 * was scanned is set aside, not unreadable: somebody has to look at it.
 */
const scan = z
  .strictObject({
    kind: z.literal('scan'),
    place: scanPlaceId,
    lamp: lampId.nullable(),
    /** What the phone knew of the lamp's check when it scanned. */
    lampCheck: z.enum(['in-check', 'out-of-check']).nullable(),
    subject: z.enum(subjects),
    /** In its own form, `01CU/4471/26`; of a person alone. */
    custody: z
      .string()
      .refine((told) => custodyFrom(told) === told, { error: 'not a custody reference' })
      .nullable(),
    /** What an item is, and what tells it from others. */
    description: words.nullable(),
    identifiers: words.nullable(),
    basis: z.enum(bases),
    result: z.enum(results),
    /** Part of the body or of the item. */
    part: words.nullable(),
    /** Why it was refused or not possible. */
    whyNot: words.nullable(),
    /** The scan whose place this one takes. */
    corrects: eventId.nullable(),
    /** What it looked like. One that is sensitive lies in no bundle: its digest alone does. Versions before pictures tell of none. */
    picture: toldPicture.extend({ sensitive: z.boolean() }).optional(),
  })
  .refine(({ subject, custody }) => subject === 'person' || custody === null, {
    error: 'an item has no custody reference',
  })
  .refine(
    ({ subject, description, identifiers }) => subject === 'item' || (description ?? identifiers) === null,
    {
      error: 'a person is told by a custody reference alone',
    },
  )
  .refine(({ result, whyNot }) => whyNot === null || wasNoScan(result), { error: 'it was scanned' })
  .refine(({ lamp, lampCheck }) => lamp !== null || lampCheck === null, { error: 'no lamp has no check' })

/** Everything that a phone which scans may tell. */
export const scanFact = z.discriminatedUnion('kind', [scan])
export type ScanFact = z.infer<typeof scanFact>

export const scanEvent = eventOf(scanFact)
export type ScanEvent = z.infer<typeof scanEvent>
