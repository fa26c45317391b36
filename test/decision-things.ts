import type pg from 'pg'

/** Puts in the draft of a decision that only its title is written of; `number` tells those of two apart. */
export const putDecision = async (owner: pg.Client, number: 1 | 2): Promise<{ decision: string }> => {
  const decision = `00000000-0000-7000-8000-00000000${number}dc1`
  await owner.query(
    `with made as (
       insert into account.decision (id, reference, origin, actor) values ($1, $2, 'draft', $3) returning id
     )
     insert into account.decision_version (id, decision, number, title, request, sections, promises, digest, actor, at)
     select $1, id, 1, 'Kits for next year', 'other', '{"legal": "None."}', '[]', repeat('0', 64), $3, '2026-01-02T10:00Z' from made`,
    [decision, `D-2026-${number}0`, 'command line: example'],
  )
  return { decision }
}
