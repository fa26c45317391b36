import type pg from 'pg'

const day = (hour: string): string => `2026-01-02T${hour}Z`

/**
 * Puts in a spot check of one door that waits for its officer, who is nobody that asks unless `checker` says who; `number` tells
 * those of two wards apart.
 */
export const putSpotThings = async (
  owner: pg.Client,
  number: 1 | 2,
  { ward, bcu, home, checker }: { ward: string; bcu: string; home: string; checker?: string },
): Promise<{ spotCheck: string }> => {
  const spotCheck = `00000000-0000-7000-8000-00000000${number}d0a`
  await owner.query(
    `insert into engagement.spot_check
       (id, kind, valid_from, area, bcu, checker, target, poor, error, after_head, at, actor)
     select $1, 'lsoa', '2021-01-01', $2, $3, id, 0.85, 0.7, 0.1, 0, $4, 'command line: example'
     from identity.person where $5::uuid is null or id = $5 order by created_at limit 1`,
    [spotCheck, `E0100000${number}`, bcu, day('10:00'), checker ?? null],
  )
  await owner.query(
    `insert into engagement.spot_draw
       (id, bcu, head, seed, homes_reported, homes_others, drawn_reported, drawn_others, at_least, missed, falsely_accepted,
        doors_digest, at, actor)
     values ($1, $2, 1, repeat('5', 64), 1, 0, 1, 0, 1, 0.1, 0.1, repeat('0', 64), $3, 'command line: example')`,
    [spotCheck, bcu, day('10:01')],
  )
  await owner.query(
    `insert into engagement.spot_door (spot_check, turn, home, ward, bcu, state, is_reported)
     values ($1, 1, $2, $3, $4, 'protected', true)`,
    [spotCheck, home, ward, bcu],
  )
  return { spotCheck }
}
