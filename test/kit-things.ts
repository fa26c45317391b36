import type pg from 'pg'

/** What pages of kits are about, in one ward and BCU. */
export type KitThings = { count: string; recall: string; dispute: string }

const at = '2026-01-02T10:00Z'

/** Puts in a finished count, a recall and a disputed fact, each of a ward; `place` tells those of two wards apart. */
export const putKitThings = async (
  owner: pg.Client,
  place: 1 | 2,
  { ward, bcu }: { ward: string; bcu: string },
): Promise<KitThings> => {
  const [count, recall, told, dispute] = ['a', 'b', 'c', 'd'].map(
    (each) => `00000000-0000-7000-8000-00000000${place}b0${each}`,
  ) as [string, string, string, string]
  await owner.query(
    `insert into engagement.kit_count (id, holder, begun_at, ward, bcu, actor)
     values ($1, 'bcu:' || $3, $4, $2, $3, 'command line: example')`,
    [count, ward, bcu, at],
  )
  await owner.query(
    `insert into engagement.kit_count_result (id, counted_at, counted, held, ward, bcu, actor)
     values ($1, $4, 2, 2, $2, $3, 'command line: example')`,
    [count, ward, bcu, at],
  )
  await owner.query(
    `insert into engagement.kit_variance (id, count, serial, kind, ward, bcu, actor)
     values ($1, $1, $4, 'not known', $2, $3, 'command line: example')`,
    [count, ward, bcu, `NOSUCHKIT${place}`],
  )
  await owner.query(
    `insert into engagement.kit_act (id, kind, at, from_holder, to_holder, kits, reason, ward, bcu, actor) values
       ($1, 'recalled', $5, null, null, 1, 'Example', $3, $4, 'command line: example'),
       ($2, 'expired', $5, 'bcu:' || $4, 'gone:expired', 1, null, $3, $4, 'command line: example')`,
    [recall, told, ward, bcu, at],
  )
  await owner.query(
    `insert into engagement.kit_movement (id, act, kind, at, from_holder, holder, claimed_serial, ward, bcu, actor)
     values ($1, $2, 'expired', $6, 'bcu:' || $4, 'gone:expired', $5, $3, $4, 'command line: example')`,
    [dispute, told, ward, bcu, `NOSUCHKIT${place}`, at],
  )
  return { count, recall, dispute }
}
