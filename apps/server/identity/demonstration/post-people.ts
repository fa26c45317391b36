import { actingAs } from '../../foundation/access/acting-as.ts'
import type { Database } from '../../foundation/database.ts'
import { personRoles } from '../../foundation/access/roles.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import { keepRecords } from '../../foundation/records/records.ts'
import type { Transaction } from '../../foundation/with-actor.ts'
import { boundPostings } from '../bound-postings.ts'
import { placesToPost } from '../../places/place-names.ts'
import { demonstrationIssuer, demonstrationPeople, type DemonstrationPosting } from './people.ts'

const actor = actingAs('demonstrationPeople', 'demonstration')

/** Codes of the places that a made-up posting means; none while no such boundaries are loaded. */
const placesOf = (
  posting: DemonstrationPosting,
  wards: readonly string[],
  bcus: readonly string[],
): string[] => {
  const wanted = {
    force: [''],
    ward: (posting.wards ?? []).map((at) => wards[at]),
    bcu: [bcus[posting.bcu ?? 0]],
  }[personRoles[posting.role].posted]
  return wanted.flatMap((code) => code ?? [])
}

const codesOf = async (tx: Transaction, kind: 'ward' | 'bcu'): Promise<string[]> =>
  (await placesToPost(tx, kind)).map(({ code }) => code).toSorted()

const madeUp = 'made-up people, of whom those that are new are written down below'

/**
 * Puts in the made-up people and their postings: those to places once there are any. A posting that was once given is
 * not given again, so that what an administrator changes stays.
 */
export const postDemonstrationPeople = (database: Database): Promise<void> =>
  database.withActor(actor, 'made-up people', async (tx) => {
    const [people, given]: [string[], string[]] = [[], []]
    const [wards, bcus] = [await codesOf(tx, 'ward'), await codesOf(tx, 'bcu')]
    for (const { subject, name, postings } of demonstrationPeople) {
      const { rows: fresh } = await keepRecords<{ id: string }>(
        tx,
        madeUp,
        `insert into identity.person (id, issuer, subject, display_name) values ($1, $2, $3, $4)
         on conflict (issuer, subject) do nothing returning id`,
        [uuidv7(), demonstrationIssuer, subject, name],
      )
      people.push(...fresh.map(({ id }) => id))
      for (const posting of postings) {
        for (const place of placesOf(posting, wards, bcus)) {
          const { rows: posted } = await keepRecords<{ id: string }>(
            tx,
            madeUp,
            `insert into identity.posting (id, person, role, place_kind, place, from_day, given_by)
             select $1, person.id, $4, $5, $6, date '2026-01-01', $7 from identity.person
             where issuer = $2 and subject = $3 and not exists (
               select from identity.posting before
               where before.person = person.id and before.role = $4 and before.place = $6)
             returning id`,
            [
              uuidv7(),
              demonstrationIssuer,
              subject,
              posting.role,
              personRoles[posting.role].posted,
              place,
              actor.id,
            ],
          )
          given.push(...posted.map(({ id }) => id))
        }
      }
    }
    if (given.length > 0 || people.length > 0)
      await tx.record({
        operation: 'collection',
        kind: 'person',
        subjects: people,
        reason: 'demonstration people and their postings',
        binds: [{ table: boundPostings, rows: given }],
      })
  })

/** Ids of the made-up people, by what the built-in provider calls them. */
export const demonstrationPersonIds = (database: Database): Promise<ReadonlyMap<string, string>> =>
  database.withActor(actor, 'made-up people', async (tx) => {
    const { rows } = await keepRecords<{ subject: string; id: string }>(
      tx,
      'made-up people, whom nobody is shown here',
      'select subject, id from identity.person where issuer = $1',
      [demonstrationIssuer],
    )
    return new Map(rows.map(({ subject, id }) => [subject, id]))
  })
