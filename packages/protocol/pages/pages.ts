import { z } from 'zod'
import { moment, personId, deviceId } from '../words/values.ts'
import { heartbeat } from '../batch/batch.ts'
import { cursor } from './cursor.ts'
import { scanPartNames } from '../scans/scan-rows.ts'
import { partNames } from './rows.ts'

/** Name of a page: whose it is (an assignment, or the person), and which part: `0198…/homes`. */
export const pageName = z
  .string()
  .regex(new RegExp(`^[0-9a-f-]{36}/(${[...partNames, ...scanPartNames].join('|')})$`))
  .brand<'page'>()
export type PageName = z.infer<typeof pageName>

const digest = z.string().regex(/^[0-9a-f]{64}$/)
const epoch = z.string().min(1).max(40)

/** What the server says that a page holds. The digest is the page's ETag too. */
const pageState = z.strictObject({ page: pageName, count: z.int().nonnegative(), digest })
export type PageState = z.infer<typeof pageState>

/** One row of a page. `data` is read by the part's own schema where it is shown. */
const pageRow = z.strictObject({
  id: z.string().min(1).max(80),
  version: z.string().min(1).max(40),
  data: z.unknown(),
})
export type PageRow = z.infer<typeof pageRow>

/**
 * Format of pages. Raised with every part and every member of a row that an earlier phone would not read: a phone is given what
 * it says that it reads, and nothing beyond. 1 had no `walk`.
 */
export const pageFormat = 2

/** Who asks, how their phone is, and the format of pages that it reads; phones that do not say so read the first. */
const asker = { device: deviceId, person: personId, heartbeat, reads: z.int().positive().default(1) }

/** Who is signed in, for whom the phone keeps a PIN and an outbox. */
export const personAnswer = z.strictObject({
  person: personId,
  name: z.string().min(1),
  /** Which sign-in it is: another one each time that somebody says who they are. */
  signIn: z.string().min(1),
})

export const manifestRequest = z.strictObject(asker)

/**
 * All pages of a person as they stand at a cursor. What the phone holds of other pages it drops at once; pages whose digest
 * differs it asks for, at this cursor; then rows and cursor are kept by one write.
 */
export const manifest = z.strictObject({
  epoch,
  serverTime: moment,
  cursor,
  /** Stands for the list of pages; sent with every question for changes. */
  scope: z.string().min(1).max(80),
  pages: z.array(pageState),
})
export type Manifest = z.infer<typeof manifest>

/** Asked for by address, so that caches may answer; see `docs/phone-protocol.md`. */
export const pageRequest = z.strictObject({ page: pageName, cursor, epoch })

/** A page at the cursor of its manifest, or that this moment can no longer be served: ask for a manifest again. */
export const pageAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('page'), page: pageName, rows: z.array(pageRow) }),
  z.strictObject({ kind: z.literal('gone') }),
])

export const changesRequest = z.strictObject({ ...asker, epoch, cursor, scope: z.string().min(1).max(80) })
export type ChangesRequest = z.infer<typeof changesRequest>

const change = z.strictObject({
  page: pageName,
  id: z.string().min(1).max(80),
  version: z.string().min(1).max(40),
  /** Null: the row is no longer on this page. */
  data: z.unknown(),
})
export type Change = z.infer<typeof change>

/** Rows that one piece of changes holds at most. */
export const changesLimit = 500

/** What has changed since a cursor, piece by piece; the last piece says what every page holds then. */
export const changesAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('changes'),
    epoch,
    serverTime: moment,
    changes: z.array(change).max(changesLimit),
    /** Where the phone stands once it has kept these. */
    cursor,
    /** Of the last piece; null when more is to come. */
    pages: z.array(pageState).nullable(),
  }),
  /** The phone cannot go on from where it stands: another epoch, another list of pages, or too long ago. */
  z.strictObject({ kind: z.literal('start-again'), epoch, serverTime: moment }),
])
export type ChangesAnswer = z.infer<typeof changesAnswer>
