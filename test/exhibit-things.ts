import type pg from 'pg'

/** Puts in an exhibit that an officer seized and brought to the store of a BCU; `number` tells those of two apart. */
export const putExhibit = async (
  owner: pg.Client,
  number: 1 | 2,
  { bcu }: { bcu: string },
): Promise<{ exhibit: string }> => {
  const id = (last: string): string => `00000000-0000-7000-8000-00000000${number}ea${last}`
  const [exhibit, seized, moved, actor] = [id('1'), id('2'), id('3'), 'command line: example']
  const seal = `A73011${number}`
  await owner.query(
    `with made as (
       insert into enforcement.exhibit (id, root, reference, kind, description, crime_reference, power, taken_on, bcu, actor)
       values ($1, $1, 'JS/1', 'item', 'denim jacket', $2, 'PACE s.54', '2026-01-02', $3, $4)
     )
     insert into enforcement.exhibit_event (id, exhibit, sequence, act, kind, at, entered_at, holder, bcu, seal, new_seal, actor)
     values ($5, $1, 1, $5, 'seized', '2026-01-02T10:00Z', '2026-01-02T10:05Z', 'officer:PC 4471 Stone', $3, $6, $6, $4)`,
    [exhibit, `C/${number}`, bcu, actor, seized, seal],
  )
  await owner.query(
    `insert into enforcement.exhibit_event
       (id, exhibit, sequence, act, kind, at, entered_at, before_at, from_holder, holder, from_bcu, bcu, shelf, seal_before, seal,
        condition, paper, actor)
     values ($1, $2, 2, $1, 'moved', '2026-01-02T11:00Z', '2026-01-02T11:01Z', '2026-01-02T10:00Z', 'officer:PC 4471 Stone',
             $3, $4, $4, '14-C', $5, $5, 'intact', 'Property book 12', $6)`,
    [moved, exhibit, `store:${bcu}`, bcu, seal, actor],
  )
  return { exhibit }
}
