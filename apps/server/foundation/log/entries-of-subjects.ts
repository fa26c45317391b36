import type { Transaction } from '../with-actor.ts'

/** Places of entries; null of one that is not sealed. */
export type ChangesOfSubjects = {
  places: (number | null)[]
  /** The first signed head that holds all of them; undefined where there is none. */
  head: string | undefined
}

/** Entries that tell of changes to records of these kinds, by the keyed digests of the records: not who looked at them. */
export const changesOfSubjects = async (
  tx: Transaction,
  kinds: readonly string[],
  subjects: readonly Uint8Array[],
): Promise<ChangesOfSubjects> => {
  const { rows } = await tx.query<{ place: number | null }>(
    `select s.position as place
     from (select id from log.entry where subject = any ($1::bytea[])
           union select entry from log.entry_subject where subject = any ($1::bytea[])) told
     join log.entry e on e.id = told.id left join log.sealed s on s.entry = e.id
     where e.kind = any ($2::text[]) and e.operation in ('collection', 'alteration') order by s.position`,
    [subjects, kinds],
  )
  const places = rows.map(({ place }) => place)
  const { rows: heads } = await tx.query<{ note: string }>(
    'select note from log.head where size > $1 order by size limit 1',
    [Math.max(-1, ...places.map((place) => place ?? -1))],
  )
  return { places, head: heads[0]?.note }
}
