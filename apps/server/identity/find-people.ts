import { allows } from '../foundation/access/may.ts'
import { personRoles, type PersonRole } from '../foundation/access/roles.ts'
import { mostFound, type FoundRecord, type RecordFinder } from '../foundation/log/record-finder.ts'
import { readRecords } from '../foundation/records/records.ts'
import type { Transaction } from '../foundation/with-actor.ts'

/** People whose name has these words in it, with the roles that they hold or held; the present ones first. Logs each. */
const peopleCalled = async (tx: Transaction, words: string): Promise<FoundRecord[]> => {
  const rows = await readRecords<{ id: string; name: string; roles: PersonRole[] | null }>(
    tx,
    { operation: 'consultation', kind: 'person', of: ({ id }) => id },
    `select p.id, p.display_name as name,
            (select array_agg(distinct g.role) from identity.posting g where g.person = p.id and g.ended_at is null) as roles
     from identity.person p where strpos(lower(p.display_name), lower($1)) > 0
       -- Nobody else learns that there is a covert desk.
       and not exists (select from identity.posting c where c.person = p.id and c.role = 'covert')
     order by p.display_name, p.id limit $2`,
    [words, mostFound + 1],
  )
  return rows.map(({ id, name, roles }) => ({
    kind: 'person',
    id,
    called: `${name}, ${(roles ?? []).map((role) => personRoles[role].title.toLowerCase()).join(', ') || 'no role now'}`,
  }))
}

/** People who work here, by a part of their name. */
export const findPeople: RecordFinder = {
  kind: 'person',
  allows: (role) => allows(role, { verb: 'read', kind: 'person' }),
  find: async (tx, { words, postcode }) =>
    words.length < 2 || postcode !== undefined || /\d/.test(words) ? [] : peopleCalled(tx, words),
}
