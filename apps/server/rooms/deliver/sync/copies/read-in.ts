import { batchLimit, type Answer } from '@mettrace/protocol/batch/batch'
import { fileLimit, type SavedCopy } from '@mettrace/protocol/copy/saved-copy'
import { openCopy, type CopyRead } from '@mettrace/protocol/copy/seal-copy'
import { momentOf } from '@mettrace/protocol/words/values'
import type { Database } from '../../../../foundation/database.ts'
import { accountOfPerson } from '../../../../foundation/person-account.ts'
import type { Act } from '../../../../foundation/log/operations.ts'
import { uuidv7 } from '../../../../foundation/uuid.ts'
import type { Actor } from '../../../../foundation/with-actor.ts'
import { placeOfActor } from '../../../../places/known-homes.ts'
import { takeBatch, type Batch } from '../judge/take-batch.ts'
import { proofDigest, privateKeyOf, roleOfCopy } from './station-keys.ts'

type Fault =
  Extract<CopyRead, { fault: string }>['fault'] | 'not-proved' | 'not-yours' | 'revoked' | 'may-not-record'

/** Why nothing of a file was taken, in words for whoever chose it. */
export const faultWords: Readonly<Record<Fault, string>> = {
  'too-large': `Choose a saved copy. This file is larger than any that a phone makes (${Math.round(fileLimit / 100_000) / 10} MB)`,
  'no-copy': 'This file is no saved copy. Choose one whose name ends in .mettrace',
  'newer-version': 'This copy was saved by a newer version of the app. Update this server first',
  'another-station':
    'This copy was saved for another station, or under a master key that is gone. It cannot be read here',
  damaged: 'This file is damaged. Copy it from the phone again',
  'not-proved': 'This copy was not made by the phone of the officer that it names',
  'not-yours':
    'This copy is from a phone that is not of your borough. A sergeant of its own borough can read it in',
  revoked: 'This phone was revoked, so nothing of it is read in any more',
  'may-not-record': 'The officer of this copy is not posted to a ward any more. Ask a MetTrace administrator',
}

/** What came of the records of a copy. */
export type Outcome = { accepted: number; setAside: number; known: number; unanswered: number }

export type ReadIn = { id: string } | { fault: Fault }

/** That a sergeant takes what an officer recorded, from a phone that does not send it. */
const collects = ({ person, device }: SavedCopy, reason = `a saved copy of phone ${device}`): Act => ({
  operation: 'collection',
  kind: 'person',
  subjects: [person],
  reason,
})

/**
 * Writes down that a sergeant reads in a copy: from then on its proof counts, for a while. Undefined where they may; the
 * database asks whether the phone is of their borough and was not revoked.
 */
const openForReading = (
  database: Database,
  sergeant: Actor,
  copy: SavedCopy,
): Promise<'not-yours' | 'revoked' | undefined> =>
  database.withActor(sergeant, 'read in a saved copy', async (tx) => {
    const { device, proof } = copy
    await tx.record(collects(copy))
    const { rows } = await tx.query<{ revoked: boolean }>(
      `select exists (select from engagement.phone_act where phone = $1 and kind = 'revoked') as revoked
       from engagement.phone where id = $1`,
      [device],
    )
    const [phone] = rows
    if (!phone) return 'not-yours'
    if (phone.revoked) return 'revoked'
    await tx.query(`insert into engagement.copy_opening (id, digest, phone, actor) values ($1, $2, $3, $4)`, [
      uuidv7(),
      proofDigest(proof),
      device,
      sergeant.id,
    ])
    return undefined
  })

/** Whether somebody is still posted in the role in which they recorded. */
const mayRecord = async (database: Database, author: Actor): Promise<boolean> =>
  (await database.keepHouse(author, 'take what a saved copy tells', placeOfActor)) !== undefined

/** As many of a copy's events as one batch may hold, after the other. */
const batchesOf = (events: SavedCopy['events']): SavedCopy['events'][] =>
  Array.from({ length: Math.ceil(events.length / batchLimit.events) }, (_, at) =>
    events.slice(at * batchLimit.events, (at + 1) * batchLimit.events),
  )

const outcomeOf = (all: number, answers: readonly Answer[]): Outcome => {
  const count = (kind: Answer['answer']): number => answers.filter(({ answer }) => answer === kind).length
  return {
    accepted: count('accepted'),
    setAside: count('set-aside'),
    known: count('duplicate'),
    unanswered: all - answers.length,
  }
}

/**
 * Reads in a copy that a phone saved: its events are judged and written in their author's name, as if the phone had sent them,
 * and who read it in is written down with each batch. `act`: the same form sent twice is kept once.
 */
export const readInCopy = async (
  database: Database,
  sergeant: Actor,
  { text, act, now }: { text: string; act: string; now: Date },
): Promise<ReadIn> => {
  const read = await openCopy(text, privateKeyOf(database.secrets))
  if ('fault' in read) return read
  const { copy } = read
  const { person, device, proof, savedAt } = copy
  const role = roleOfCopy(database.secrets, copy)
  if (!role) return { fault: 'not-proved' }
  const refused = await openForReading(database, sergeant, copy)
  if (refused) return { fault: refused }
  const author: Actor = { id: accountOfPerson(person), role, proof }
  // Where the phone's clocks stood then says nothing of how long ago that was: its own clock counts, and what it knew of ours.
  const sending: Omit<Batch, 'events'> = {
    device,
    person,
    run: -1,
    monotonic: 0,
    sentAt: momentOf(now.getTime()),
    readInBy: sergeant.id,
  }
  if (!(await mayRecord(database, author))) return { fault: 'may-not-record' }
  const answers: Answer[] = []
  for (const events of batchesOf(copy.events)) {
    const taken = await takeBatch(database, author, { ...sending, events }, now)
    answers.push(...taken)
    // What comes after an event without an answer may rest on it.
    if (taken.length < events.length) break
  }
  const outcome = outcomeOf(copy.events.length, answers)
  await database.withActor(sergeant, 'read in a saved copy', async (tx) => {
    await tx.record(collects(copy))
    await tx.query(
      `insert into engagement.saved_copy
         (id, phone, teller, saved_at, read_at, accepted, set_aside, known, unanswered, ward, bcu, actor)
       select $1, id, $3, $4, $5, $6, $7, $8, $9, ward, bcu, $10 from engagement.phone where id = $2
       on conflict do nothing`,
      [
        act,
        device,
        author.id,
        savedAt,
        now,
        outcome.accepted,
        outcome.setAside,
        outcome.known,
        outcome.unanswered,
        sergeant.id,
      ],
    )
  })
  return { id: act }
}
