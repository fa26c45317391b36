import type { Database } from '../../foundation/database.ts'
import { personRoles } from '../../foundation/access/roles.ts'
import { uuidv7 } from '../../foundation/uuid.ts'
import type { Actor, Transaction } from '../../foundation/with-actor.ts'
import { placesToPost } from '../people.ts'
import { demonstrationIssuer, demonstrationPeople, type DemonstrationPosting } from './people.ts'

const actor = { id: 'demonstration', role: 'identity' } as const satisfies Actor

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

/**
 * Puts in the made-up people and their postings: those to places once there are any. A posting that was once given is
 * not given again, so that what an administrator changes stays.
 */
export const postDemonstrationPeople = (database: Database): Promise<void> =>
  database.withActor(actor, 'made-up people', async (tx) => {
    const [wards, bcus] = [await codesOf(tx, 'ward'), await codesOf(tx, 'bcu')]
    for (const { subject, name, postings } of demonstrationPeople) {
      await tx.query(
        `insert into identity.person (id, issuer, subject, display_name) values ($1, $2, $3, $4)
         on conflict (issuer, subject) do nothing`,
        [uuidv7(), demonstrationIssuer, subject, name],
      )
      for (const posting of postings) {
        for (const place of placesOf(posting, wards, bcus)) {
          await tx.query(
            `insert into identity.posting (id, person, role, place_kind, place, from_day, given_by)
             select $1, person.id, $4, $5, $6, date '2026-01-01', $7 from identity.person
             where issuer = $2 and subject = $3 and not exists (
               select from identity.posting before
               where before.person = person.id and before.role = $4 and before.place = $6)`,
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
        }
      }
    }
  })
