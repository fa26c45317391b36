import type { PhoneView } from '@mettrace/phone-sync/view'
import { pictureKey } from '@mettrace/phone-sync/store/tables'
import type { EventId } from '@mettrace/protocol/words/values'
import { counted } from '../app/times.ts'

const kilobyte = 1000
const megabyte = kilobyte * kilobyte

/** "312 kB", "1.2 MB". */
export const sizeWords = (bytes: number): string =>
  bytes < megabyte ? `${Math.max(1, Math.round(bytes / kilobyte))} kB` : `${(bytes / megabyte).toFixed(1)} MB`

/** "2 pictures, 0.6 MB" that are still to be sent; null where none is. */
export const toGoWords = ({ count, bytes }: PhoneView['picturesToGo']): string | null =>
  count === 0 ? null : `${counted(count, 'picture')}, ${(bytes / megabyte).toFixed(1)} MB`

/** How far the picture of a record has come; null where this phone has none of it. */
export const cameWords = (
  { pictures, person, epoch, unsaved }: Pick<PhoneView<unknown>, 'pictures' | 'person' | 'epoch' | 'unsaved'>,
  event: EventId,
): string | null => {
  if (unsaved.some(({ id }) => id === event)) return 'Not saved.'
  const row = person === null ? undefined : pictures.get(pictureKey(person, event))
  if (!row) return null
  const { answered, told } = row
  if (answered === null || answered.epoch !== epoch)
    return `${sizeWords(told.bytes)}, on this phone. It is sent after your records.`
  return answered.refused === null ? 'At the station.' : `The station did not take it: ${answered.refused}`
}
