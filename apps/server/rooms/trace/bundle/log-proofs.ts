import { subjectDigestOf } from '../../../foundation/log/digests.ts'
import { changesOfSubjects } from '../../../foundation/log/entries-of-subjects.ts'
import { proofOfPlace } from '../../../foundation/log/entry-proof.ts'
import type { Publication } from '../../../foundation/log/publication.ts'
import type { Database } from '../../../foundation/database.ts'
import type { Actor } from '../../../foundation/with-actor.ts'

/** Proofs that the log holds what was recorded of a case, by their places; and how many entries are not published yet. */
export type LogProofs = { proofs: Map<number, string>; unproved: number }

/** What a case was recorded in. */
type OfCase = Record<'exhibits' | 'readings' | 'results', readonly { id: string }[]>

/**
 * Proofs of the entries that tell of changes to the exhibits of a case, its field readings and its laboratory results, all by the first head that holds them all, so that they are the
 * same whenever they are asked for. `sealer`: who reads the log for whoever may see the case.
 */
export const proofsOfCase = async (
  database: Database,
  sealer: Actor,
  publication: Publication,
  { exhibits, readings, results }: OfCase,
): Promise<LogProofs> => {
  const digestOf = subjectDigestOf(database.secrets)
  const records = { exhibit: exhibits, 'field reading': readings, 'laboratory result': results }
  const subjects = Object.entries(records).flatMap(([kind, all]) => all.map(({ id }) => digestOf(kind, id)))
  const { places, head } = await database.withActor(sealer, 'proofs for a bundle', (tx) =>
    changesOfSubjects(tx, Object.keys(records), subjects),
  )
  const proofs = new Map<number, string>()
  for (const place of places) {
    const proof = place === null || head === undefined ? undefined : proofOfPlace(publication, place, head)
    if (place !== null && proof !== undefined) proofs.set(place, proof)
  }
  return { proofs, unproved: places.length - proofs.size }
}
