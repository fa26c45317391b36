import { checkHolds } from '@mettrace/kit-codes/serial/check-character'
import { serialLength } from '@mettrace/kit-codes/serial/serial'
import { z } from 'zod'

/** UUIDs are written in small letters: two spellings of one id would be two ids. */
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)

export const personId = uuid.brand<'person'>()
export type PersonId = z.infer<typeof personId>

export const deviceId = uuid.brand<'device'>()
export type DeviceId = z.infer<typeof deviceId>

export const homeId = uuid.brand<'home'>()
export type HomeId = z.infer<typeof homeId>

export const blockId = uuid.brand<'block'>()

export const assignmentId = uuid.brand<'assignment'>()
export type AssignmentId = z.infer<typeof assignmentId>

export const transferId = uuid.brand<'transfer'>()
export type TransferId = z.infer<typeof transferId>

/** Of version 7 (RFC 9562, 5.7), made on the phone: ids of one phone sort by the time of its clock. */
export const eventId = uuid.regex(/^.{14}7.{4}[89ab]/).brand<'event'>()
export type EventId = z.infer<typeof eventId>

/** Version of the app: `0.1.0`, `1.2.3-rc.1`. */
export const appVersion = z
  .string()
  .regex(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
  .max(40)

/** A moment in UTC, to the millisecond: `2026-11-26T13:52:04.120Z`. */
export const moment = z.iso.datetime({ precision: 3 }).brand<'moment'>()
export type Moment = z.infer<typeof moment>

export const day = z.iso.date()

/** A serial in capitals without hyphens, its check character right. */
export const serial = z
  .string()
  .min(serialLength.least)
  .max(serialLength.most)
  .refine(checkHolds, { error: 'not a serial: its check character differs' })
  .brand<'serial'>()
export type Serial = z.infer<typeof serial>

/** What somebody wrote, for people to read. */
export const words = z.string().trim().min(1).max(500)

/** A language as in BCP 47: `en`, `bn`, `zh-Hant`. */
export const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)

export const momentOf = (milliseconds: number): Moment => new Date(milliseconds).toISOString() as Moment
