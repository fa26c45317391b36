import { handInWords, isGone, signsOnPaper, type Hand } from '@mettrace/continuity/hands/hands'
import { missingPapers } from '@mettrace/continuity/retention/papers'
import { MetTraceError } from '../../../foundation/errors.ts'
import { changeRecords, readRecords } from '../../../foundation/records/records.ts'
import { uuidv7 } from '../../../foundation/uuid.ts'
import type { Transaction } from '../../../foundation/with-actor.ts'
import { exhibitColumns, exhibitsById, type Exhibit } from './positions.ts'
import { named, notRecorded } from './refusals.ts'

/** What the hand that has exhibits confirms: to whom they go, and for an end its papers. */
export type NewOffer = { to: Hand; authority?: string; letters?: string }

const whyNotOffered = (exhibit: Exhibit, { to, authority, letters }: NewOffer): string | undefined => {
  if (isGone(exhibit.hand)) return `nothing follows: ${handInWords(exhibit.hand, () => '')}`
  if (exhibit.hand === to) return 'it is there already'
  if (signsOnPaper(exhibit.hand)) return 'whoever has it signs a paper: receive it with that'
  if (signsOnPaper(to)) return 'whoever takes it signs a paper: hand it over with that'
  if (!isGone(to)) return undefined
  return (
    missingPapers(exhibit, { to, ...(authority && { authority }), ...(letters && { letters }) }).join(
      ', and ',
    ) || undefined
  )
}

/**
 * Confirms for the hand that has exhibits that they go to another, or end. They stay where they are until the other hand confirms.
 * Logs each. Errors: `exhibit_not_recorded` with the reason for each, `not_allowed` for whoever does not have them.
 */
export const offerExhibits = async (
  tx: Transaction,
  actor: string,
  ids: readonly string[],
  offer: NewOffer,
): Promise<void> => {
  const exhibits = await exhibitsById(tx, ids)
  if (ids.length === 0 || exhibits.length !== ids.length)
    throw new MetTraceError('not_found', 'There is no such exhibit here.')
  const refused = exhibits.flatMap((exhibit) => {
    const why = whyNotOffered(exhibit, offer)
    return why === undefined ? [] : [{ name: exhibit.reference, why }]
  })
  if (refused.length > 0) throw notRecorded(refused)
  await named(
    changeRecords(
      tx,
      { operation: 'alteration', kind: 'exhibit', subjects: exhibits.map(({ id }) => id) },
      `insert into enforcement.exhibit_offer (id, exhibit, after, from_holder, holder, authority, letters, actor)
       select given.id, p.exhibit, p.sequence, p.holder, $3, $4, $5, $6
       from unnest($1::uuid[], $2::uuid[]) as given (id, exhibit) join enforcement.exhibit_position p on p.exhibit = given.exhibit`,
      [
        exhibits.map(() => uuidv7()),
        exhibits.map(({ id }) => id),
        offer.to,
        offer.authority ?? null,
        offer.letters ?? null,
        actor,
      ],
    ),
  )
}

/** An exhibit that waits for the other hand, or for the witness of its end. */
export type Waiting = Exhibit & { to: Hand; offeredBy: string; offeredAt: Date; authority: string | null }

/**
 * Exhibits that wait for the actor: for their hand, or as the witness of an end that somebody else of the store in charge asked
 * for; the longest waiting first. Logs each.
 */
export const waitingExhibits = (tx: Transaction, actor: string): Promise<Waiting[]> =>
  readRecords<Waiting>(
    tx,
    { operation: 'consultation', kind: 'exhibit', of: ({ id }) => id },
    `select ${exhibitColumns}, o.holder as "to", o.actor as "offeredBy", o.at as "offeredAt", o.authority
     from enforcement.exhibit_position p join enforcement.exhibit e on e.id = p.exhibit
     join lateral (
       select holder, actor, at, authority from enforcement.exhibit_offer
       where exhibit = p.exhibit and after = p.sequence order by at desc, id limit 1
     ) o on true
     where o.actor <> $1 and (
       o.holder = any (array(select enforcement.exhibit_charges()))
       or (o.holder like 'gone:%' and (foundation.acting_role() = 'investigator'
                                       or p.bcu in (select foundation.acting_places()))))
     order by o.at, e.reference, e.id limit 500`,
    [actor],
  )
