import type { PersonId } from '@mettrace/protocol/words/values'
import type { PictureRow } from '../store/tables.ts'

/** Pictures by their keys, as the store has them; null where another key has sealed one. */
export type PictureRows = ReadonlyMap<string, PictureRow | null>

/** Pictures of one person. */
export const ownPictures = (
  rows: PictureRows,
  person: PersonId,
): (readonly [key: string, row: PictureRow])[] =>
  Array.from(rows).flatMap(([key, row]) =>
    row !== null && key.startsWith(`${person} `) ? [[key, row] as const] : [],
  )

/** Those that the server does not have in this epoch, in the order in which they were taken. */
export const unsentPictures = (
  rows: PictureRows,
  person: PersonId,
  epoch: string | null,
): (readonly [key: string, row: PictureRow])[] =>
  ownPictures(rows, person)
    .filter(([, { answered }]) => answered === null || answered.epoch !== epoch)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
