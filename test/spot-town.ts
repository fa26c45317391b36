import type pg from 'pg'

export const spotArea = 'E01000001'

/** An area whose streets are counted: its homes in one ward, the first of them reported protected. */
export const putSpotArea = async (
  owner: pg.Client,
  { ward, bcu, homes, reported }: { ward: string; bcu: string; homes: number; reported: number },
): Promise<string[]> => {
  await owner.query(
    `insert into places.vintage (kind, valid_from) values ('lsoa', '2021-01-01') on conflict do nothing`,
  )
  await owner.query(
    `insert into places.area
     select 'lsoa', '2021-01-01', $1, 'Example 001A', 0, 0, 2, 2, 1, 1, 4, '\\x00' on conflict do nothing`,
    [spotArea],
  )
  const { rows } = await owner.query<{ id: string }>(
    `insert into engagement.home (id, uprn, ward, bcu, postcode, street, number, easting, northing)
     select gen_random_uuid(), 700000 + n, $1, $2, 'ZX15PC', 'Linden Road', n::text, 540000 + 10 * n, 190000
     from generate_series(1, $3::int) n returning id`,
    [ward, bcu, homes],
  )
  const ids = rows.map(({ id }) => id)
  await owner.query(
    `insert into places.point_area (kind, valid_from, easting, northing, code)
     select 'lsoa', '2021-01-01', easting, northing, $1 from engagement.home where id = any ($2::uuid[])`,
    [spotArea, ids],
  )
  await owner.query(
    `update engagement.home_state set state = 'protected', is_offered = true where home = any ($1::uuid[])`,
    [ids.slice(0, reported)],
  )
  await owner.query(
    `update engagement.street_count
     set protected = $2, offered = $2, open_0 = open_0 - $2 where area = $1`,
    [spotArea, reported],
  )
  return ids
}
