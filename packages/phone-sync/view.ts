import { receiptCode, type Received } from '@mettrace/protocol/codes/receipt'
import type { Fact } from '@mettrace/protocol/events/facts'
import type { Moment, PersonId } from '@mettrace/protocol/words/values'
import type { Contact } from './contact/contact.ts'
import { wordsOf } from './contact/trouble.ts'
import type { HeldPages } from './fetch/held-pages.ts'
import type { Pulled } from './fetch/pull.ts'
import type { Draft, Outbox } from './outbox/outbox.ts'
import { isUnsent, unsentOf } from './outbox/unsent.ts'
import { unsentPictures, type PictureRows } from './pictures/unsent-pictures.ts'
import type { OutboxRow } from './store/tables.ts'

/** What a window knows beside its outbox. Times are milliseconds by the phone's clock. */
export type Known = {
  person: PersonId | null
  pages: HeldPages
  epoch: string | null
  serverTime: Moment | null
  /** When everything of this person had been answered, and when their pages had been fetched: two things. */
  sentAt: number | null
  fetchedAt: number | null
  startedAgain: Pulled['startedAgain']
  /** How often pages were not what the server said they are: they were taken anew, and somebody should ask why. */
  differed: number
  storeLost: boolean
  /** The server did not take which homes the person opened: that waits for the next contact. */
  looksWait: boolean
  /** Pictures on this phone, of whoever they are. */
  pictures: PictureRows
  revoked: boolean
}

/** All that a screen says about this phone; it never says more than was done. */
export type PhoneView<Told = Fact> = Known & {
  /** In memory only, first thing on every screen. */
  unsaved: readonly Draft<Told>[]
  /** On this phone, not answered yet. */
  unsent: readonly OutboxRow<Told>[]
  /** Events of the person that were answered, accepted or set aside. */
  answered: readonly OutboxRow<Told>[]
  setAside: number
  /** Pictures of the person that are saved and still to be sent, and their bytes together. */
  picturesToGo: { count: number; bytes: number }
  /** Events of others that wait for their authors. */
  ofOthers: number
  storage: 'works' | 'full' | 'not-tried'
  trouble: string | null
  busy: boolean
  /** When the next contact is tried by itself, by the monotonic clock. */
  nextAt: number | null
  /** The evening receipt of a day, `2026-11-26`, by the phone's clock in UTC; null until all of that day is answered. */
  receipt: (day: string) => string | null
}

const receivedOf = ({ event, answered }: OutboxRow<unknown>): Received => ({
  id: event.id,
  answer: answered?.answer.answer === 'set-aside' ? 'set-aside' : 'accepted',
})

export const viewOf = <Told>(
  known: Known,
  outbox: Outbox<Told>,
  contact: ReturnType<Contact['state']>,
): PhoneView<Told> => {
  const { epoch } = known
  const rows = [...outbox.rows.values()]
  const { drafts, trouble } = outbox.waiting()
  const own = rows.filter(({ event }) => event.author === known.person)
  const unsent = known.person === null ? [] : unsentOf(rows, known.person, epoch)
  const answered = own.filter((row) => !isUnsent(row, epoch))
  const pictures = known.person === null ? [] : unsentPictures(known.pictures, known.person, epoch)
  return {
    ...known,
    unsaved: drafts,
    unsent,
    answered,
    setAside: answered.filter(({ answered: got }) => got?.answer.answer === 'set-aside').length,
    picturesToGo: {
      count: pictures.length,
      bytes: pictures.reduce((sum, [, { told }]) => sum + told.bytes, 0),
    },
    ofOthers: rows.filter((row) => row.event.author !== known.person && isUnsent(row, epoch)).length,
    storage: trouble === 'full' ? 'full' : rows.length > 0 ? 'works' : 'not-tried',
    trouble: contact.trouble === null ? null : wordsOf(contact.trouble, drafts.length > 0),
    busy: contact.busy,
    nextAt: contact.nextAt,
    receipt: (day) => {
      const ofDay = ({ event }: { event: Pick<OutboxRow['event'], 'occurredAt'> }): boolean =>
        event.occurredAt.startsWith(day)
      const left = [...unsent.filter(ofDay), ...drafts.filter((event) => ofDay({ event }))]
      return left.length > 0 ? null : receiptCode(day, answered.filter(ofDay).map(receivedOf))
    },
  }
}
