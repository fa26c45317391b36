import type { Answer } from '@mettrace/protocol/batch/batch'
import type { EventOf } from '@mettrace/protocol/events/event'
import type { Fact } from '@mettrace/protocol/events/facts'
import type { Cursor } from '@mettrace/protocol/pages/cursor'
import type { PageName, PageRow } from '@mettrace/protocol/pages/pages'
import type { ToldPicture } from '@mettrace/protocol/pictures/told-picture'
import type { DeviceId, EventId, HomeId, Moment, PersonId } from '@mettrace/protocol/words/values'

/**
 * What a phone keeps: events, their pictures and the bytes of those, pages as they stand, pages that are being fetched, homes that were
 * opened, and a few facts about itself.
 */
export const tables = ['outbox', 'pictures', 'bytes', 'pages', 'staged', 'looked', 'state'] as const
export type Table = (typeof tables)[number]

/** An event with what the server answered. It stays after it was sent: its author reads it, and a restore asks for it. */
export type OutboxRow<Told = Fact> = {
  event: EventOf<Told>
  /** Null until its own answer came. An answer of another epoch than the server's is as good as none. */
  answered: { epoch: string; at: Moment; answer: Answer } | null
}

/** Key of an event: its place in the phone's order. Two windows cannot take the same one. */
export const outboxKey = (sequence: number): string => String(sequence).padStart(10, '0')

/** The picture of an event, and what the server answered. Its bytes stand beside it under the same key, so that counting opens none. */
export type PictureRow = {
  event: EventId
  told: ToldPicture
  /** Null until all of it is at the server or was refused. An answer of another epoch than the server's is as good as none. */
  answered: { epoch: string; at: Moment; refused: string | null } | null
}

/** Key of a picture: whose it is, and its event. */
export const pictureKey = (person: PersonId, event: EventId): string => `${person} ${event}`

export type PageValue = { rows: readonly PageRow[] }
export const pageKey = (person: PersonId, page: PageName): string => `${person} ${page}`

/** That somebody opened a home on a day in London; two windows may each have a row of it. */
export type LookedRow = {
  day: string
  home: HomeId
  /** The epoch in which the server took it; null until then. One of another epoch is as good as none. */
  told: string | null
}

/** Key of such a row: whose it is, and chance. */
export const lookedKey = (person: PersonId, chance: Uint8Array): string =>
  `${person} ${Array.from(chance, (byte) => byte.toString(16).padStart(2, '0')).join('')}`

/** How far a person's pages have come; kept by the same write as the rows it speaks for. */
export type CursorValue = { epoch: string; cursor: Cursor; scope: string }
export const cursorKey = (person: PersonId): string => `cursor ${person}`

/** This phone. A store without it is new, or was lost: then the phone is another one, whose order begins at one. */
export type DeviceValue = {
  device: DeviceId
  /** The highest place in the order that was ever cleared away. */
  cleared: number
}

export const deviceKey = 'device'
export const epochKey = 'epoch'

/** The server's epoch as it was last heard. */
export type EpochValue = { epoch: string }
