import { subjectDigestOf } from '../../../foundation/log/digests.ts'
import { changesOfSubjects } from '../../../foundation/log/entries-of-subjects.ts'
import { proofOfPlace } from '../../../foundation/log/entry-proof.ts'
import type { Publication } from '../../../foundation/log/publication.ts'
import type { Database } from '../../../foundation/database.ts'
import type { Actor } from '../../../foundation/with-actor.ts'

/** Proofs that the log holds what was recorded of exhibits, by their places; and how many entries are not published yet. */
export type LogProofs = { proofs: Map<number, string>; unproved: number }

/**
 * Proofs of the entries that tell of changes to these exhibits, all by the first head that holds them all, so that they are the
 * same whenever they are asked for. `sealer`: who reads the log for whoever may see the exhibits.
 */
export const proofsOfExhibits = async (
  database: Database,
  sealer: Actor,
  publication: Publication,
  exhibits: readonly string[],
): Promise<LogProofs> => {
  const digestOf = subjectDigestOf(database.secrets)
  const subjects = exhibits.map((id) => digestOf('exhibit', id))
  const { places, head } = await database.withActor(sealer, 'proofs for a bundle', (tx) =>
    changesOfSubjects(tx, 'exhibit', subjects),
  )
  const proofs = new Map<number, string>()
  for (const place of places) {
    const proof = place === null || head === undefined ? undefined : proofOfPlace(publication, place, head)
    if (place !== null && proof !== undefined) proofs.set(place, proof)
  }
  return { proofs, unproved: places.length - proofs.size }
}
