import { readRecords } from '../../../foundation/records/records.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { namesOfHands } from '../exhibits/exhibit-words.ts'
import { historyOf, type HistoryFact } from '../exhibits/history.ts'
import { exhibitColumns, type Exhibit } from '../exhibits/positions.ts'
import { unusedItemsOf, type UnusedItem } from './unused-items.ts'

/** An exhibit of a case with everything that happened to it. */
export type ExhibitOfCase = Exhibit & { facts: HistoryFact[] }

/** All that a bundle is made of. The same facts make the same bundle. */
export type CaseFacts = {
  reference: string
  /** Day that statements are of: it says which rules are in force. */
  day: string
  exhibits: ExhibitOfCase[]
  unused: UnusedItem[]
  names: Awaited<ReturnType<typeof namesOfHands>>
}

/** When the last of the facts was entered: the moment that the documents bear. */
export const lastEntered = ({ exhibits, unused }: CaseFacts): Date =>
  new Date(
    Math.max(
      0,
      ...exhibits.flatMap(({ facts }) => facts.map(({ enteredAt }) => enteredAt.getTime())),
      ...unused.map(({ at }) => at.getTime()),
    ),
  )

/** Exhibits of a crime reference, as far as the actor may see them, in the order of their references. Logs each. */
const exhibitsOf = (tx: Transaction, reference: string): Promise<Exhibit[]> =>
  readRecords<Exhibit>(
    tx,
    { operation: 'consultation', kind: 'exhibit', of: ({ id }) => id },
    `select ${exhibitColumns} from enforcement.exhibit e join enforcement.exhibit_position p on p.exhibit = e.id
     where e.crime_reference = $1 or e.root in (select root from enforcement.exhibit where crime_reference = $1)
     order by split_part(e.reference, '/', 1), split_part(e.reference, '/', 2)::int, length(e.reference), e.reference, e.id`,
    [reference],
  )

/** What is known of a case; no exhibits where there is none that the actor may see. `namesOf`: how people are called. */
export const factsOfCase = async (
  tx: Transaction,
  reference: string,
  day: string,
  namesOf: (...asked: Parameters<typeof namesOfHands>) => Promise<CaseFacts['names']> = namesOfHands,
): Promise<CaseFacts> => {
  const exhibits: ExhibitOfCase[] = []
  for (const exhibit of await exhibitsOf(tx, reference))
    exhibits.push({ ...exhibit, facts: await historyOf(tx, exhibit.id) })
  const unused =
    exhibits.length === 0
      ? []
      : await unusedItemsOf(
          tx,
          reference,
          exhibits.map(({ id }) => id),
        )
  const names = await namesOf(
    tx,
    exhibits.flatMap(({ hand, facts }) => [
      hand,
      ...facts.flatMap(({ from, to, actor, offeredBy }) => [from, to, actor, offeredBy]),
    ]),
  )
  return { reference, day, exhibits, unused, names }
}
