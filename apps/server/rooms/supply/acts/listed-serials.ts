import { textsOf, type SentForm } from '../../../foundation/page/sent-form.ts'

/** Serials of a list that were ticked, or that a page kept in one field; as the ledger has them. */
export const listedSerials = (sent: SentForm): string[] => [
  ...new Set(textsOf(sent, 'listed').flatMap((text) => text.split(/\s+/).filter((each) => each !== ''))),
]
