import { z } from 'zod'
import { day } from '../words/values.ts'
import { lampId, scanPlaceId } from './scan-fact.ts'
import { placeKinds } from './scan-rules.ts'

const name = z.string().min(1).max(300)
const bcu = z.string().min(1).max(120)

const scanPlace = z.strictObject({ place: scanPlaceId, kind: z.enum(placeKinds), name, bcu })

/** A lamp or arch with the check that counts today: null where it was never checked, `nextBy` also where it failed. */
const lamp = z.strictObject({
  lamp: lampId,
  kind: z.enum(['lamp', 'arch']),
  name,
  bcu,
  passed: z.boolean().nullable(),
  nextBy: day.nullable(),
})

/** Parts of what a phone that scans is sent; none of them is a home's. */
export const scanParts = { 'scan-places': scanPlace, lamps: lamp } as const
export type ScanPartName = keyof typeof scanParts
export const scanPartNames = Object.keys(scanParts) as [ScanPartName, ...ScanPartName[]]
export type ScanRow<Part extends ScanPartName> = z.infer<(typeof scanParts)[Part]>
