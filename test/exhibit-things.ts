import type pg from 'pg'

/** Puts in an exhibit that an officer seized and brought to the store of a BCU, and a trace of it; `number` tells those of two apart. */
export const putExhibit = async (
  owner: pg.Client,
  number: 1 | 2,
  { bcu }: { bcu: string },
): Promise<{ exhibit: string; trace: string }> => {
  const id = (last: string): string => `00000000-0000-7000-8000-00000000${number}ea${last}`
  const [exhibit, seized, moved, trace] = [id('1'), id('2'), id('3'), id('4')]
  const actor = 'command line: example'
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
  // What was traced of it, which led to no kit of ours.
  await owner.query(
    `insert into enforcement.trace (id, kind, case_reference, purpose, urgent, on_day, exhibit, kits, actor, at)
     values ($1, 'code', $2, 'whose liquid is on JS/1', true, '2026-01-01', $3, 0, $4, '2026-01-02T12:00Z')`,
    [trace, `C/${number}`, exhibit, actor],
  )
  return { exhibit, trace }
}
